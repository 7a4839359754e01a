import { type Button, homeButton, type View } from "../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { roubles, spokenDate } from "../../platform/texts/format.ts";
import { activityLabel, costText, type Draft, type LineOf } from "../report/index.ts";
import type { ReceiptRecord } from "./rules/record.ts";
import { type Around, doubtsOf, moneyOf, questionOf } from "./rules/steps.ts";
import type { WaitingReceipts } from "./waiting.ts";

/**
 * The receipt that is asked about, or where the next one is sent.
 * @param saved the cost that was just written down
 */
export function receiptsView(
  turn: OpenTurn,
  waiting: WaitingReceipts,
  saved: LineOf<"spending"> | undefined,
): View {
  const { t, screen } = turn;
  const { draft, list } = waiting;
  const said = [
    ...(saved ? [t("receipts:saved", { cost: costText(turn, saved) })] : []),
    ...(screen.problem === undefined ? [] : [t(`receipts:problem.${String(screen.problem)}`)]),
    ...(screen.note === undefined ? [] : [t(`receipts:note.${String(screen.note)}`)]),
  ];
  const one = waiting.current();
  if (!one) {
    const send = t(`receipts:send.${said.length > 0 ? "next" : "first"}`);
    return { text: [...said, send].join("\n\n"), rows: waysBack(turn) };
  }
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
}

/** What a receipt of this report is compared with. */
export function aroundOf({ period, own }: Draft): Around {
  return { period, money: moneyOf(own.contract.record.money) };
}

/** What a typed answer can mean, as the screen offers it. */
export function choicesOn({ screen }: OpenTurn): string[] {
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
    from: spokenDate(around.period.from, locale),
    to: spokenDate(around.period.to, locale),
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

/** The report was handed in meanwhile. */
export function closedView(turn: OpenTurn): View {
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
