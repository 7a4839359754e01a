import { homeButton, type Screen } from "../../../platform/telegram/screen.ts";
import { plainText, spokenDate } from "../../../platform/texts/format.ts";
import { mergeCandidates } from "../actions/merging.ts";
import { type CaseDeps, caseForMember, type Held } from "../reach.ts";
import { caseName, dayAt } from "../wording.ts";
import { idOf, missingView, onCase, toCard, toCardButton } from "./common.ts";
import { askWords } from "./words.ts";

/** Two cases of one person: which other one becomes part of this one. Then why. */
export function mergeScreen(deps: CaseDeps): Screen {
  const { database, keyring } = deps;

  /** One of the two has to be the member's own. */
  async function candidates({ case: kept, member, relations }: Held) {
    const found = await mergeCandidates(database.prisma, keyring, kept);
    return found.filter(({ curatorId }) => relations.includes("own") || curatorId === member.id);
  }

  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t, locale } = turn;
      const held = await caseForMember(deps, ctx, idOf(turn), "merge");
      if (!held) return missingView(turn);
      const version = held.case.version.toString(36);
      const found = await candidates(held);
      return {
        text: [
          `<b>${caseName(turn, held.case)}</b>`,
          t(found.length > 0 ? "cases:merge_which" : "cases:merge_none"),
          // The same words whether there is one or not.
          t("cases:merge_elsewhere"),
        ].join("\n\n"),
        rows: [
          ...found.map((other) => [
            {
              label: `${plainText(caseName(turn, other))} · ${spokenDate(since(other, held), locale)}`,
              action: "other",
              argument: `${version}.${other.id}`,
            },
          ]),
          [toCardButton(turn)],
          [homeButton(t)],
        ],
      };
    },
    presses: {
      card: toCard,
      other: onCase(deps, "merge", async ({ turn }, held, id) => {
        const known = (await candidates(held)).some((other) => other.id === id);
        return known ? askWords(turn, held, "merge", { other: id }) : false;
      }),
    },
  };
}

/** Cases without a name are told apart by the day on which they came. */
function since({ createdAt }: Held["case"], { member }: Held): string {
  return dayAt(createdAt, member.institution.timeZone);
}
