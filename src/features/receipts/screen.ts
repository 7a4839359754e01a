import type { Parsed } from "../../forms/parse/parsed.ts";
import type { Handler, Screen } from "../../platform/telegram/screen.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { tidy } from "../cases/rules.ts";
import { type Draft, draftOf } from "../report/index.ts";
import { readSum } from "../report/rules/cost.ts";
import type { ReceiptDeps } from "./deps.ts";
import { repeatedOf } from "./repeated.ts";
import { readDay } from "./rules/day.ts";
import type { ReceiptRecord } from "./rules/record.ts";
import { doubtsOf, questionOf } from "./rules/steps.ts";
import type { Waiting } from "./store.ts";
import { takeReceipt } from "./take.ts";
import { aroundOf, choicesOn, closedView, receiptsView } from "./view.ts";
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
      const waiting = await waitingNow(ctx);
      if (!waiting) return closedView(turn);
      const { draft } = waiting;
      const { saved: id } = turn.screen;
      const saved = id === undefined ? undefined : await draft.line(String(id));
      return receiptsView(turn, waiting, saved?.section === "spending" ? saved : undefined);
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

    text: async (ctx, text) => {
      const waiting = await waitingNow(ctx);
      const one = waiting?.current();
      if (!waiting) return false;
      if (!one) return toReceipts(ctx.turn, waiting, { problem: "no_receipt" });
      // What was typed is an answer to what was seen.
      if (one.id !== ctx.turn.screen.receipt) return toReceipts(ctx.turn, waiting);
      const read = readAnswer(one.record, text, waiting.draft);
      if ("answer" in read) return answer(ctx, waiting, one, read.answer);
      toReceipts(ctx.turn, waiting, read);
    },

    media: takeReceipt(deps),
  };
}

type TypedAnswer =
  | { readonly answer: Partial<ReceiptRecord> }
  /** Words of why it is asked again; what it can mean, to choose from. */
  | { readonly problem: string; readonly choices?: string };

/** What a typed text means as the answer to what is asked of a receipt. */
function readAnswer(
  record: ReceiptRecord,
  text: string,
  { own, period }: Pick<Draft, "own" | "period">,
): TypedAnswer {
  switch (questionOf(record)) {
    case "sum": {
      const read = readSum(text);
      return read.kind === "value" ? { answer: { kopecks: read.value } } : again(read, "sum");
    }
    case "day": {
      const read = readDay(text, { today: own.today, period });
      return read.kind === "value" ? { answer: { day: read.value } } : again(read, "day");
    }
    case "item": {
      const item = tidy(text);
      if (item === "") return { problem: "empty" };
      return item.length > LONGEST_ITEM ? { problem: "long" } : { answer: { item } };
    }
    default:
      return { problem: "press" };
  }
}

function again(
  read: Exclude<Parsed, { readonly kind: "value" }>,
  what: "sum" | "day",
): TypedAnswer {
  return read.kind === "choose"
    ? { problem: "choose", choices: read.options.join(",") }
    : { problem: `not_${what}` };
}
