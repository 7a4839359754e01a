import { parseDate } from "../../forms/parse/date.ts";
import type { Parsed } from "../../forms/parse/parsed.ts";
import { plain } from "../../forms/parse/text.ts";
import {
  type Button,
  type Handler,
  homeButton,
  type Screen,
  type View,
} from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { roubles, spokenDate, spokenMonth } from "../../platform/texts/format.ts";
import { tidy } from "../cases/rules.ts";
import { activityLabel, costText, type Draft, draftOf } from "../report/index.ts";
import { readSum } from "../report/rules/cost.ts";
import type { ReceiptDeps } from "./deps.ts";
import { repeatedOf } from "./repeated.ts";
import type { ReceiptRecord } from "./rules/record.ts";
import { doubtsOf, moneyOf, questionOf } from "./rules/steps.ts";
import type { Waiting } from "./store.ts";
import { takeReceipt } from "./take.ts";
import { toReceipts, type WaitingReceipts, waitingOf } from "./waiting.ts";

const LONGEST_ITEM = 150;

/**
 * Receipts of a month one after the other: what is not known yet of the first one that waits is asked.
 * Each answer is kept with the receipt, so that the person may leave and come back any day.
 */
export function receiptsScreen(deps: ReceiptDeps): Screen {
  async function waitingNow(ctx: Ctx): Promise<WaitingReceipts | undefined> {
    const draft = await draftOf(deps, ctx, String(ctx.turn.screen.month ?? ""));
    return draft?.may("fill") ? waitingOf(deps, ctx.turn, draft) : undefined;
  }

  /** A press or an answer about the receipt that the screen shows. */
  function about(
    handle: (
      ctx: Ctx,
      at: { readonly waiting: WaitingReceipts; readonly one: Waiting },
      argument: string,
    ) => ReturnType<Handler>,
  ): Handler {
    return async (ctx, argument) => {
      const waiting = await waitingNow(ctx);
      const one = waiting?.current();
      if (!waiting || !one || one.id !== ctx.turn.screen.receipt) return false;
      return handle(ctx, { waiting, one }, argument);
    };
  }

  /** Keeps an answer; a receipt of which all is known becomes a cost. */
  async function answer(
    { turn }: Ctx,
    waiting: WaitingReceipts,
    one: Waiting,
    more: Partial<ReceiptRecord>,
  ): Promise<void> {
    const { draft } = waiting;
    const [only] = draft.costActivities.length === 1 ? draft.costActivities : [];
    const said = { ...one.record, ...more };
    const record = { ...said, activity: said.activity ?? only?.code ?? null };
    const { code, kopecks, activity, item } = record;
    if (record.right && code) {
      const others = waiting.list.filter(({ id }) => id !== one.id);
      const problem = await repeatedOf(deps, turn, draft, { code, others });
      if (problem) {
        waiting.drop(one);
        return toReceipts(turn, waiting, { problem });
      }
    }
    if (questionOf(record) || kopecks === null || activity === null || item === null) {
      waiting.save(one, record);
      return toReceipts(turn, waiting);
    }
    const { title } = draft.costActivities.find((known) => known.code === activity) ?? {
      title: "",
    };
    const line = { section: "spending", activity, title, item, kopecks } as const;
    toReceipts(turn, waiting, { saved: waiting.use({ ...one, record }, line) });
  }

  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t, screen } = turn;
      const waiting = await waitingNow(ctx);
      if (!waiting) return closedView(turn);
      const { draft, list } = waiting;
      const saved = screen.saved === undefined ? undefined : await draft.line(String(screen.saved));
      const said = [
        ...(saved?.section === "spending"
          ? [t("receipts:saved", { cost: costText(turn, saved) })]
          : []),
        ...(screen.problem === undefined ? [] : [t(`receipts:problem.${String(screen.problem)}`)]),
        ...(screen.note === undefined ? [] : [t(`receipts:note.${String(screen.note)}`)]),
      ];
      const one = waiting.current();
      if (!one) return sendView(turn, said);
      return {
        text: [
          ...said,
          ...(list.length > 1 ? [t("receipts:wait", { count: list.length })] : []),
          ...questionLines(turn, draft, one.record),
        ].join("\n\n"),
        rows: [
          ...answerRows(turn, draft, one.record),
          [{ label: t("receipts:button.drop"), action: "drop" }],
          ...waysBack(turn),
        ],
      };
    },

    presses: {
      right: about((ctx, { waiting, one }) => {
        if (questionOf(one.record) !== "right") return false;
        const doubts = doubtsOf(one.record, aroundOf(waiting.draft));
        return answer(ctx, waiting, one, { right: true, doubts });
      }),
      wrong: about((ctx, { waiting, one }) => {
        if (questionOf(one.record) !== "right") return false;
        return answer(ctx, waiting, one, { kopecks: null, day: null });
      }),
      choose: about((ctx, { waiting, one }, choice) => {
        if (!choicesOn(ctx.turn).includes(choice)) return false;
        const sum = questionOf(one.record) === "sum";
        return answer(ctx, waiting, one, sum ? { kopecks: Number(choice) } : { day: choice });
      }),
      for: about((ctx, { waiting, one }, activity) => {
        const known = waiting.draft.costActivities.some(({ code }) => code === activity);
        if (!known || questionOf(one.record) !== "activity") return false;
        return answer(ctx, waiting, one, { activity });
      }),
      drop: about(({ turn }, { waiting, one }) => {
        waiting.drop(one);
        toReceipts(turn, waiting, { note: "dropped" });
      }),
      costs: ({ turn }) => turn.go({ name: "report_spending", month: turn.screen.month }),
    },

    text: about((ctx, { waiting, one }, text) => {
      const { turn } = ctx;
      const again = (problem: string, choices?: string) =>
        turn.go({
          name: turn.screen.name,
          month: waiting.draft.month,
          receipt: one.id,
          problem,
          choices,
        });
      switch (questionOf(one.record)) {
        case "sum": {
          const read = readSum(text);
          if (read.kind === "value") return answer(ctx, waiting, one, { kopecks: read.value });
          return again(...notRead(read, "sum"));
        }
        case "day": {
          const read = readDay(text, waiting.draft);
          if (read.kind === "value") return answer(ctx, waiting, one, { day: read.value });
          return again(...notRead(read, "day"));
        }
        case "item": {
          const item = tidy(text);
          if (item === "" || item.length > LONGEST_ITEM)
            return again(item === "" ? "empty" : "long");
          return answer(ctx, waiting, one, { item });
        }
        default:
          return again("press");
      }
    }),

    media: takeReceipt(deps),
  };
}

/** A day that was typed; where more than one is meant, the one of the reporting month. */
function readDay(text: string, { period, own }: Draft): Parsed<string> {
  const read = parseDate(plain(text), { today: own.today, past: true });
  if (read.kind !== "choose") return read;
  const inMonth = read.options.filter((day) => day >= period.from && day <= period.to);
  const [only, ...others] = inMonth;
  return only !== undefined && others.length === 0 ? { kind: "value", value: only } : read;
}

function notRead(
  read: Exclude<Parsed, { readonly kind: "value" }>,
  what: "sum" | "day",
): [problem: string, choices?: string] {
  return read.kind === "choose" ? ["choose", read.options.join(",")] : [`not_${what}`];
}

function aroundOf({ period, own }: Draft): Parameters<typeof doubtsOf>[1] {
  return { period, money: moneyOf(own.contract.record.money) };
}

function choicesOn({ screen }: OpenTurn): string[] {
  return typeof screen.choices === "string" ? screen.choices.split(",") : [];
}

function questionLines(turn: OpenTurn, draft: Draft, record: ReceiptRecord): string[] {
  const { t, locale } = turn;
  const { kopecks, day } = record;
  const sum = kopecks === null ? "" : roubles(kopecks, locale);
  const date = day === null ? "" : spokenDate(day, locale);
  const question = questionOf(record) ?? "item";
  if (question !== "right") return [t(`receipts:ask.${question}`, { sum, date })];
  const around = aroundOf(draft);
  const doubts = doubtsOf(record, around);
  if (doubts.length === 0) return [t("receipts:ask.right", { sum, date })];
  const { code } = record;
  const values = {
    month: spokenMonth(draft.month, locale),
    money: roubles(around.money ?? 0, locale),
    ...(code
      ? { codeSum: roubles(code.kopecks, locale), codeDate: spokenDate(code.day, locale) }
      : {}),
  };
  return [
    t("receipts:receipt", { sum, date }),
    ...doubts.map((doubt) => t(`receipts:doubt.${doubt}`, values)),
    t("receipts:ask.right_too"),
  ];
}

function answerRows(turn: OpenTurn, draft: Draft, record: ReceiptRecord): Button[][] {
  const { t, locale } = turn;
  const question = questionOf(record);
  switch (question) {
    case "right":
      return [
        [{ label: t("receipts:button.right"), action: "right" }],
        [{ label: t("receipts:button.wrong"), action: "wrong" }],
      ];
    case "activity":
      return draft.costActivities.map((one) => [
        { label: activityLabel(turn, draft.own, one), action: "for", argument: one.code },
      ]);
    default:
      return choicesOn(turn).map((choice) => [
        {
          label: question === "sum" ? roubles(Number(choice), locale) : spokenDate(choice, locale),
          action: "choose",
          argument: choice,
        },
      ]);
  }
}

/** Where the next receipt is sent. */
function sendView(turn: OpenTurn, said: readonly string[]): View {
  const { t } = turn;
  return {
    text: [...said, t(`receipts:send.${said.length > 0 ? "next" : "first"}`)].join("\n\n"),
    rows: waysBack(turn),
  };
}

function closedView(turn: OpenTurn): View {
  return { text: turn.t("report:not_now"), rows: waysBack(turn) };
}

function waysBack({ t, screen }: OpenTurn): Button[][] {
  return [
    [{ label: t("report:button.costs"), action: "costs" }],
    [
      {
        label: t("report:button.report"),
        action: "report_of",
        argument: String(screen.month ?? ""),
      },
    ],
    [homeButton(t)],
  ];
}
