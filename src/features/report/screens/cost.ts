import {
  type Button,
  homeButton,
  type Screen,
  type View,
} from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { roubles, spokenMonth } from "../../../platform/texts/format.ts";
import type { Draft } from "../draft.ts";
import type { LineOf } from "../record.ts";
import { readCost, readSum } from "../rules/cost.ts";
import { activityLabel, activityName, costText } from "../wording.ts";
import {
  closedView,
  filling,
  goOn,
  monthNow,
  noteLines,
  onDraft,
  problemLines,
  type ReportKit,
  toReport,
  typed,
} from "./common.ts";

const LONGEST = 150;

type Spending = LineOf<"spending">;
type CostActivity = Draft["costActivities"][number];

/**
 * One cost, typed: for which activity, what it was for, how much. Each answer is kept as it is given. While
 * costs are added one after the other no other line is looked at.
 */
export function costScreens(kit: ReportKit): Readonly<Record<string, Screen>> {
  async function lineNow({ screen }: OpenTurn, draft: Draft): Promise<Spending | undefined> {
    const line = screen.line === undefined ? undefined : await draft.line(String(screen.line));
    return line?.section === "spending" ? line : undefined;
  }

  function toLine(turn: OpenTurn, { month }: Draft, line: string): void {
    turn.go({ name: "report_line", month, line, note: "saved" });
  }

  /** The next cost, for the same activity unless the person says otherwise. */
  function another(turn: OpenTurn, { month }: Draft, { id, activity }: Spending): void {
    turn.go({ name: "report_cost", month, activity, saved: id });
  }

  async function giveSum(ctx: Ctx, draft: Draft, kopecks: number): Promise<false | undefined> {
    const { turn } = ctx;
    const line = await lineNow(turn, draft);
    if (!line) return false;
    const { id: _id, position: _position, ...body } = line;
    draft.change(line, { ...body, kopecks });
    if (turn.screen.change) toLine(turn, draft, line.id);
    else another(turn, draft, line);
    return undefined;
  }

  function forView(turn: OpenTurn, draft: Draft): View {
    const { t } = turn;
    return {
      text: [...noteLines(turn), t("report:ask.cost_for")].join("\n\n"),
      rows: [
        ...draft.costActivities.map((one): Button[] => [
          { label: activityLabel(turn, draft.own, one), action: "for", argument: one.code },
        ]),
        ...costWays(turn),
      ],
    };
  }

  return {
    report_cost: {
      async view(ctx) {
        const { turn } = ctx;
        const { t, locale, screen } = turn;
        const draft = await filling(kit, ctx);
        if (!draft) return closedView(turn);
        const line = await lineNow(turn, draft);
        const activity = line ? undefined : activityOf(turn, draft);
        if (!line && !activity) return forView(turn, draft);
        const saved =
          screen.saved === undefined ? undefined : await draft.line(String(screen.saved));
        const month = spokenMonth(draft.month, locale);
        return {
          text: [
            ...(saved?.section === "spending"
              ? [t("report:cost_saved", { cost: costText(turn, saved) })]
              : []),
            ...problemLines(turn),
            t(`report:ask.${line ? "item_again" : saved ? "next_item" : "item"}`, { month }),
            ...(line ? [t("report:now", { text: line.item })] : []),
            ...(activity && draft.costActivities.length > 1
              ? [t("report:for_activity", { activity: activityName(turn, draft.own, activity) })]
              : []),
          ].join("\n\n"),
          rows: [
            ...(line || draft.costActivities.length < 2
              ? []
              : [[{ label: t("report:button.other_activity"), action: "other" }]]),
            ...(saved ? [[{ label: t("report:button.that_is_all"), action: "all" }]] : []),
            ...costWays(turn),
          ],
        };
      },
      presses: {
        ...ways(),
        for: onDraft(kit, ({ turn }, draft, code) => {
          if (!draft.costActivities.some((one) => one.code === code)) return false;
          turn.go({ ...turn.screen, name: "report_cost", activity: code });
        }),
        other: onDraft(kit, ({ turn }, draft) =>
          turn.go({ name: "report_cost", month: draft.month, activity: "" }),
        ),
        all: onDraft(kit, (ctx, draft) => {
          draft.finish("spending");
          return goOn(ctx, draft);
        }),
      },
      text: typed(kit, LONGEST, async ({ turn }, draft, text) => {
        const line = await lineNow(turn, draft);
        if (line) {
          const { id: _id, position: _position, ...body } = line;
          draft.change(line, { ...body, item: text });
          return toLine(turn, draft, line.id);
        }
        const activity = activityOf(turn, draft);
        if (!activity) return;
        const body = {
          section: "spending",
          activity: activity.code,
          title: activity.title,
        } as const;
        const cost = readCost(text);
        const id = draft.add({ ...body, ...cost });
        if (cost.kopecks !== null)
          return another(turn, draft, { ...body, ...cost, id, position: 0 });
        turn.go({ name: "report_sum", month: draft.month, line: id });
      }),
      ...(kit.links.takeReceipt ? { media: kit.links.takeReceipt } : {}),
    },

    report_cost_for: {
      async view(ctx) {
        const { turn } = ctx;
        const draft = await filling(kit, ctx);
        return draft && (await lineNow(turn, draft)) ? forView(turn, draft) : closedView(turn);
      },
      presses: {
        ...ways(),
        for: onDraft(kit, async ({ turn }, draft, code) => {
          const line = await lineNow(turn, draft);
          const activity = draft.costActivities.find((one) => one.code === code);
          if (!line || !activity) return false;
          const { id, position: _position, ...body } = line;
          draft.change(line, { ...body, activity: code, title: activity.title });
          toLine(turn, draft, id);
        }),
      },
    },

    report_sum: {
      async view(ctx) {
        const { turn } = ctx;
        const { t, locale, screen } = turn;
        const draft = await filling(kit, ctx);
        const line = draft && (await lineNow(turn, draft));
        if (!draft || !line) return closedView(turn);
        return {
          text: [
            ...noteLines(turn),
            ...sumProblem(turn),
            ...(screen.choices ? [t("forms-common:choose.money")] : []),
            t("report:ask.sum", { item: line.item }),
            ...(line.kopecks === null
              ? []
              : [t("report:now", { text: roubles(line.kopecks, locale) })]),
          ].join("\n\n"),
          rows: [
            ...offered(turn).map((kopecks): Button[] => [
              {
                label: roubles(kopecks, locale),
                action: "sum",
                argument: String(kopecks),
              },
            ]),
            ...costWays(turn),
          ],
        };
      },
      presses: {
        ...ways(),
        sum: onDraft(kit, (ctx, draft, kopecks) =>
          offered(ctx.turn).includes(Number(kopecks))
            ? giveSum(ctx, draft, Number(kopecks))
            : false,
        ),
      },
      text: onDraft(kit, async (ctx, draft, text) => {
        const read = readSum(text);
        if (read.kind === "value") return giveSum(ctx, draft, read.value);
        const { turn } = ctx;
        const { note: _n, problem: _p, choices: _c, min: _min, max: _max, ...screen } = turn.screen;
        const why =
          read.kind === "choose"
            ? { choices: read.options.join(",") }
            : { problem: read.code, ...read.values };
        turn.go({ ...screen, name: "report_sum", ...why });
      }),
    },
  };

  function ways() {
    return {
      costs: onDraft(kit, ({ turn }, draft) =>
        turn.go({ name: "report_spending", month: draft.month }),
      ),
    };
  }
}

/** The activity that a new cost is for: what was chosen, or the only one. */
function activityOf(
  { screen }: OpenTurn,
  { costActivities: activities }: Draft,
): CostActivity | undefined {
  const [only] = activities.length === 1 ? activities : [];
  return activities.find(({ code }) => code === screen.activity) ?? only;
}

/** What was typed is no sum; nothing may cost nothing here. */
function sumProblem({ t, screen, locale }: OpenTurn): string[] {
  const { problem, max } = screen;
  if (problem === undefined) return [];
  if (!/_(currency|too_big|unclear)$/.test(String(problem))) return [t("report:problem.sum")];
  const values = { max: Number(max ?? 0).toLocaleString(locale) };
  return [t(`forms-common:not_understood.${String(problem)}`, values)];
}

function offered({ screen }: OpenTurn): number[] {
  return typeof screen.choices === "string" ? screen.choices.split(",").map(Number) : [];
}

function costWays(turn: OpenTurn): Button[][] {
  const { t } = turn;
  return [
    [{ label: t("report:button.costs"), action: "costs" }],
    [toReport(t, monthNow(turn))],
    [homeButton(t)],
  ];
}
