import { homeButton, type Screen } from "../../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { escapeHtml } from "../../../platform/texts/texts.ts";
import { tidy } from "../../cases/index.ts";
import { SECTIONS, type Section } from "../../report/index.ts";
import { giveBack } from "../actions.ts";
import type { Checked } from "../checked.ts";
import { titleOf } from "../view.ts";
import {
  back,
  button,
  CHECK,
  type CheckKit,
  COMMENT,
  checkScreen,
  deciding,
  LONGEST_WORDS,
  type Note,
  onReport,
  overView,
  problemLines,
  RETURN,
  toReport,
} from "./common.ts";

type Comments = Readonly<Partial<Record<Section, string>>>;

/** Comments by report; they lie sealed with the curator's conversation until they are sent. */
const SLOT = "checking.returns";

function commentsFor(turn: OpenTurn, { report }: Checked): Comments {
  const all = turn.slot<Readonly<Record<string, Comments>>>(SLOT, {});
  return all[report?.id ?? ""] ?? {};
}

/** @param comments undefined: they were sent */
function keep(turn: OpenTurn, { report }: Checked, comments: Comments | undefined): void {
  const { [report?.id ?? ""]: _before, ...others } = turn.slot<Record<string, Comments>>(SLOT, {});
  turn.keep(SLOT, comments ? { ...others, [report?.id ?? ""]: comments } : others);
}

/** What has to be put right, part by part; then it is sent. */
export function returnScreens(kit: CheckKit): Readonly<Record<string, Screen>> {
  const sectionNow = ({ screen }: OpenTurn) => SECTIONS.find((one) => one === screen.section);
  return {
    [RETURN]: {
      async view(ctx) {
        const { turn } = ctx;
        const { t } = turn;
        const checked = await deciding(kit, ctx, "return");
        if (!checked) return overView(turn);
        const comments = commentsFor(turn, checked);
        const written = SECTIONS.flatMap((section) => {
          const text = comments[section];
          return text === undefined
            ? []
            : [`<b>${t(`report:section.${section}`)}</b>\n${escapeHtml(text)}`];
        });
        return {
          text: [titleOf(turn, checked), t("checking:ask.return"), ...written].join("\n\n"),
          rows: [
            ...SECTIONS.map((section) => [
              {
                label: `${comments[section] === undefined ? "" : "✓ "}${t(`report:section.${section}`)}`,
                action: "section",
                argument: section,
              },
            ]),
            ...(written.length > 0 ? [[button(turn, checked, "send_back")]] : []),
            toReport(t),
            [homeButton(t)],
          ],
        };
      },
      presses: {
        section: async (ctx, argument) => {
          const section = SECTIONS.find((one) => one === argument);
          const checked = section && (await deciding(kit, ctx, "return"));
          return checked ? ctx.turn.go(checkScreen(COMMENT, checked, { section })) : false;
        },
        send_back: onReport(kit, "return", ({ turn }, checked) => {
          const comments = commentsFor(turn, checked);
          if (Object.keys(comments).length === 0) return false;
          giveBack(kit, turn, checked, comments);
          keep(turn, checked, undefined);
          turn.go(checkScreen(CHECK, checked, { note: "returned" satisfies Note }));
        }),
        report: back,
      },
    },

    [COMMENT]: {
      async view(ctx) {
        const { turn } = ctx;
        const { t } = turn;
        const checked = await deciding(kit, ctx, "return");
        const section = sectionNow(turn);
        if (!checked || !section) return overView(turn);
        const now = commentsFor(turn, checked)[section];
        return {
          text: [
            ...problemLines(turn),
            `<b>${t(`report:section.${section}`)}</b>`,
            ...(now === undefined ? [] : [t("report:now", { text: now })]),
            t("checking:ask.comment"),
          ].join("\n\n"),
          rows: [
            ...(now === undefined ? [] : [[{ label: t("checking:button.drop"), action: "drop" }]]),
            [{ label: t("common:button.back"), action: "sections" }],
            [homeButton(t)],
          ],
        };
      },
      presses: {
        drop: async (ctx) => {
          const { turn } = ctx;
          const checked = await deciding(kit, ctx, "return");
          const section = sectionNow(turn);
          if (!checked || !section) return false;
          const { [section]: _dropped, ...others } = commentsFor(turn, checked);
          keep(turn, checked, others);
          turn.go(checkScreen(RETURN, checked));
        },
        sections: ({ turn }) => turn.go({ ...turn.screen, name: RETURN }),
      },
      async text(ctx, text) {
        const { turn } = ctx;
        const checked = await deciding(kit, ctx, "return");
        const section = sectionNow(turn);
        if (!checked || !section) return false;
        const said = tidy(text);
        const problem = said === "" ? "empty" : said.length > LONGEST_WORDS ? "long" : undefined;
        if (problem) return turn.go({ ...turn.screen, problem });
        keep(turn, checked, { ...commentsFor(turn, checked), [section]: said });
        turn.go(checkScreen(RETURN, checked));
      },
    },
  };
}
