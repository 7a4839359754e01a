import { plain } from "../../../forms/parse/text.ts";
import { type Button, homeButton, type Screen } from "../../../platform/telegram/screen.ts";
import { type Institution, listInstitutions, membersAt } from "../../staff/index.ts";
import { type CaseDeps, caseForMember, type Held } from "../reach.ts";
import { tidy } from "../rules.ts";
import { townText } from "../wording.ts";
import { idOf, missingView, onCase, toCard, toCardButton } from "./common.ts";
import { askWords } from "./words.ts";

const ON_A_PAGE = 6;

/** Where a case may go: a colleague by name, or another institution. Then why. */
export function transferScreen(deps: CaseDeps): Screen {
  const { database, keyring } = deps;

  async function colleagues({ member }: Held) {
    const all = await membersAt(database.prisma, keyring, member.institutionId);
    return all.filter(({ id, role }) => id !== member.id && role === "specialist");
  }

  /**
   * Those where somebody may take it, of the same region first; by any part of the name or town when
   * something was typed.
   */
  async function others({ member }: Held, wanted: string): Promise<Institution[]> {
    const near = ({ region }: Institution) => Number(region !== member.institution.region);
    const said = plain(wanted);
    return (await listInstitutions(database.prisma, "specialist"))
      .filter(({ id }) => id !== member.institutionId)
      .filter((one) => plain(`${one.name} ${townText(one.town, "ru")}`).includes(said))
      .toSorted((a, b) => near(a) - near(b));
  }

  return {
    async view(ctx, screen) {
      const { turn } = ctx;
      const { t, locale } = turn;
      const held = await caseForMember(deps, ctx, idOf(turn), "ask_transfer");
      if (!held) return missingView(turn);
      const version = held.case.version.toString(36);
      const wanted = typeof screen.wanted === "string" ? screen.wanted : "";
      const from = Number(screen.from ?? 0);
      const [near, far] = await Promise.all([colleagues(held), others(held, wanted)]);
      const shown = far.slice(from, from + ON_A_PAGE);
      const turns: Button[] = [
        ...(from > 0
          ? [
              {
                label: t("common:button.previous"),
                action: "page",
                argument: String(from - ON_A_PAGE),
              },
            ]
          : []),
        ...(from + ON_A_PAGE < far.length
          ? [{ label: t("common:button.next"), action: "page", argument: String(from + ON_A_PAGE) }]
          : []),
      ];
      return {
        text: [
          t("cases:transfer_to"),
          ...(wanted && far.length === 0 ? [t("cases:transfer_none", { wanted })] : []),
        ].join("\n\n"),
        rows: [
          ...(wanted ? [] : near).map(({ id, name }) => [
            { label: name, action: "colleague", argument: `${version}.${id}` },
          ]),
          ...shown.map(({ id, name, town }) => [
            {
              label: `${name}, ${townText(town, locale).split(",")[0]}`,
              action: "institution",
              argument: `${version}.${id}`,
            },
          ]),
          turns,
          [toCardButton(turn)],
          [homeButton(t)],
        ].filter((row) => row.length > 0),
      };
    },
    presses: {
      card: toCard,
      page: ({ turn }, from) =>
        /^\d{1,4}$/.test(from) ? turn.go({ ...turn.screen, from: Number(from) }) : false,
      colleague: onCase(deps, "ask_transfer", async ({ turn }, held, staff) => {
        const known = (await colleagues(held)).some(({ id }) => id === staff);
        const to = held.member.institutionId;
        return known ? askWords(turn, held, "transfer", { to, staff }) : false;
      }),
      institution: onCase(deps, "ask_transfer", async ({ turn }, held, to) => {
        const known = (await others(held, "")).some(({ id }) => id === to);
        return known ? askWords(turn, held, "transfer", { to }) : false;
      }),
    },
    text: ({ turn }, text) => turn.go({ ...turn.screen, wanted: tidy(text).slice(0, 60), from: 0 }),
  };
}
