import { type Button, homeButton, inRows, type Screen } from "../../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { roubles, spokenMonth } from "../../../platform/texts/format.ts";
import type { LineOf } from "../record.ts";
import { spentIn } from "../rules/compose.ts";
import { activityName, costText, sectionHeading } from "../wording.ts";
import {
  closedView,
  commentLines,
  filling,
  goOn,
  monthNow,
  noteLines,
  onDraft,
  REVIEW,
  type ReportKit,
  toReport,
  waitingLines,
  waysBack,
} from "./common.ts";

const ON_A_PAGE = 10;
const IN_A_ROW = 5;

/** What was spent (part 2 of the form): the list, and one cost of it. */
export function spendingScreens(kit: ReportKit): Readonly<Record<string, Screen>> {
  const { openReceipts, takeReceipt, onRemoveLine } = kit.links;
  return {
    report_spending: {
      async view(ctx) {
        const { turn } = ctx;
        const { t, locale } = turn;
        const draft = await filling(kit, ctx);
        if (!draft) return closedView(turn);
        const lines = await draft.lines("spending");
        const none = lines.length === 0;
        const from = pageOf(turn, lines.length);
        const shown = lines.slice(from, from + ON_A_PAGE);
        const month = spokenMonth(draft.month, locale);
        return {
          text: [
            ...noteLines(turn),
            sectionHeading(turn, "spending"),
            ...commentLines(turn, draft, "spending"),
            ...(none
              ? [t("report:ask.spending", { month })]
              : [
                  shown.map((line, at) => `${from + at + 1}. ${costText(turn, line)}`).join("\n"),
                  t("report:spent", { count: lines.length, sum: roubles(spentIn(lines), locale) }),
                  t("report:press_a_number"),
                ]),
            ...(await waitingLines(kit, ctx)),
            ...(openReceipts ? [t("report:by_receipt")] : []),
          ].join("\n\n"),
          rows: [
            ...inRows(shown.map(numberButton(from)), IN_A_ROW),
            ...pageButtons(turn, from, lines.length),
            [{ label: t("report:button.add"), action: "add" }],
            ...(openReceipts ? [[{ label: t("report:button.receipt"), action: "receipt" }]] : []),
            [
              {
                label: t(`report:button.${none ? "spent_nothing" : "that_is_all"}`),
                action: "all",
              },
            ],
            ...waysBack(turn, draft.month),
          ],
        };
      },
      presses: {
        add: onDraft(kit, ({ turn }, draft) =>
          turn.go({ name: "report_cost", month: draft.month }),
        ),
        receipt: (ctx) => openReceipts?.(ctx, monthNow(ctx.turn)) ?? false,
        all: onDraft(kit, (ctx, draft) => {
          draft.finish("spending");
          return goOn(ctx, draft);
        }),
        page: onDraft(kit, ({ turn }, draft, from) =>
          /^\d{1,4}$/.test(from)
            ? turn.go({ name: "report_spending", month: draft.month, from: Number(from) })
            : false,
        ),
        cost: onDraft(kit, async ({ turn }, draft, line) => {
          if ((await draft.line(line))?.section !== "spending") return false;
          turn.go({ name: "report_line", month: draft.month, line });
        }),
      },
      ...(takeReceipt ? { media: takeReceipt } : {}),
    },

    report_line: {
      async view(ctx) {
        const { turn } = ctx;
        const { t } = turn;
        const draft = await filling(kit, ctx);
        const line = draft && (await draft.line(String(turn.screen.line)));
        if (!draft || line?.section !== "spending") return closedView(turn);
        const activity = { code: line.activity, title: line.title };
        const button = (action: string): Button[] => [
          { label: t(`report:button.${action}`), action },
        ];
        return {
          text: [
            ...noteLines(turn),
            `<b>${costText(turn, line)}</b>`,
            ...(draft.costActivities.length > 1
              ? [t("report:for_activity", { activity: activityName(turn, draft.own, activity) })]
              : []),
          ].join("\n\n"),
          rows: [
            button("change_item"),
            button("change_sum"),
            ...(draft.costActivities.length > 1 ? [button("change_activity")] : []),
            button("remove"),
            button("costs"),
            [toReport(t, draft.month)],
            [homeButton(t)],
          ],
        };
      },
      presses: {
        change_item: to("report_cost"),
        change_sum: to("report_sum"),
        change_activity: to("report_cost_for"),
        costs: onDraft(kit, ({ turn }, draft) =>
          turn.go({ name: "report_spending", month: draft.month }),
        ),
        remove: onDraft(kit, async ({ turn }, draft) => {
          const line = await draft.line(String(turn.screen.line));
          if (line?.section !== "spending") return false;
          draft.remove(line.id, onRemoveLine);
          turn.go({ name: "report_spending", month: draft.month, note: "removed" });
        }),
      },
    },
  };

  function to(name: string) {
    return onDraft(kit, ({ turn }, draft) => {
      const { line, back } = turn.screen;
      const more = back === REVIEW ? { back } : {};
      turn.go({ name, month: draft.month, line, change: true, ...more });
    });
  }
}

function pageOf({ screen }: OpenTurn, total: number): number {
  const from = Number(screen.from ?? 0);
  return from < total ? from : Math.max(0, Math.floor((total - 1) / ON_A_PAGE) * ON_A_PAGE);
}

const numberButton =
  (from: number) =>
  ({ id }: LineOf<"spending">, at: number): Button => ({
    label: String(from + at + 1),
    action: "cost",
    argument: id,
  });

function pageButtons({ t }: OpenTurn, from: number, total: number): Button[][] {
  const button = (key: string, to: number): Button => ({
    label: t(`common:button.${key}`),
    action: "page",
    argument: String(to),
  });
  const pages = [
    ...(from > 0 ? [button("previous", from - ON_A_PAGE)] : []),
    ...(from + ON_A_PAGE < total ? [button("next", from + ON_A_PAGE)] : []),
  ];
  return pages.length > 0 ? [pages] : [];
}
