import type { Screen } from "../../../platform/telegram/screen.ts";
import { spokenMonth } from "../../../platform/texts/format.ts";
import { earlierAnswers } from "../earlier.ts";
import { sectionHeading } from "../wording.ts";
import {
  closedView,
  commentLines,
  filling,
  goOn,
  noteLines,
  nowLines,
  onDraft,
  problemLines,
  type ReportKit,
  typed,
  waysBack,
} from "./common.ts";

const LONGEST = 1_500;

/** What was reached on the way out of hardship (part 4 of the form). */
export function resultsScreen(kit: ReportKit): Screen {
  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t, locale } = turn;
      const draft = await filling(kit, ctx);
      if (!draft) return closedView(turn);
      const now = draft.report?.content.results;
      const none = draft.report?.content.finished.includes("results");
      const earlier = now || none ? null : (await earlierAnswers(kit, turn, draft)).results;
      return {
        text: [
          ...noteLines(turn),
          ...problemLines(turn),
          sectionHeading(turn, "results"),
          ...commentLines(turn, draft, "results"),
          t("report:ask.results", { month: spokenMonth(draft.month, locale) }),
          ...nowLines(turn, now ?? (none ? t("report:nothing_yet") : null)),
          ...(earlier ? [t("report:said_before", { text: earlier })] : []),
        ].join("\n\n"),
        rows: [
          ...(earlier ? [[{ label: t("report:button.same"), action: "same" }]] : []),
          ...(now || none ? [[{ label: t("report:button.keep"), action: "keep" }]] : []),
          [{ label: t("report:button.no_results"), action: "none" }],
          ...waysBack(turn, draft.month),
        ],
      };
    },
    presses: {
      same: onDraft(kit, async (ctx, draft) => {
        const { results } = await earlierAnswers(kit, ctx.turn, draft);
        if (results === null) return false;
        draft.write({ results });
        await goOn(ctx, draft);
      }),
      keep: onDraft(kit, (ctx, draft) => goOn(ctx, draft, "kept")),
      none: onDraft(kit, (ctx, draft) => {
        const others = (draft.report?.content.finished ?? []).filter((one) => one !== "results");
        draft.write({ results: null, finished: [...others, "results"] });
        return goOn(ctx, draft);
      }),
    },
    text: typed(kit, LONGEST, async (ctx, draft, results) => {
      draft.write({ results });
      await goOn(ctx, draft);
    }),
  };
}
