import { daysBetween } from "../../programs/dates.ts";
import type { Activity, PlanItem } from "../contract/rules/index.ts";
import type { Doubt } from "../receipts/rules/record.ts";
import { type Line, linesIn, type ReportCode } from "../report/rules/index.ts";

/** What a curator does with the report of a month. */
export const CHECK_ACTIONS = ["accept", "return", "pay", "excuse", "call_missing"] as const;
export type CheckAction = (typeof CHECK_ACTIONS)[number];

const ALLOWED: Readonly<Partial<Record<ReportCode, readonly CheckAction[]>>> = {
  filed: ["accept", "return"],
  accepted: ["pay"],
  open: ["excuse"],
  draft: ["excuse"],
  late: ["excuse", "call_missing"],
  missing: ["excuse", "call_missing"],
};

/**
 * Whether the status of a report lets a curator do this. What they wrote down once is not written again, and
 * a payment is decided on as long as one waits for it.
 */
export function mayCheck(
  { code, undecided, called }: { code: ReportCode; undecided: number; called: boolean },
  action: CheckAction,
): boolean {
  if (action === "pay" && undecided === 0) return false;
  if (action === "call_missing" && called) return false;
  return ALLOWED[code]?.includes(action) ?? false;
}

/** The payments that a month's report carries and on which nobody decided yet (п. 28). */
export function undecidedOf(
  items: readonly PlanItem[],
  marks: readonly { readonly item: string }[],
): PlanItem[] {
  return items.filter(({ item }) => marks.every((mark) => mark.item !== item));
}

/** What a curator should look at before taking a report. */
export type Gap =
  /** An activity of the programme of which the report says nothing. */
  | { readonly kind: "activity"; readonly title: string }
  | { readonly kind: "no_sum"; readonly item: string }
  | { readonly kind: "no_receipt"; readonly count: number; readonly kopecks: number }
  /** The person was asked about the receipt of a cost, and said that it is right. */
  | { readonly kind: "doubted"; readonly doubt: Doubt; readonly item: string }
  /** Somebody tried to use a receipt of this report again. */
  | { readonly kind: "repeated"; readonly count: number };

/** What is known of a receipt without opening it. */
export interface ReceiptMark {
  /** What shows it. */
  readonly fileId: string | null;
  /** The line of spending that rests on it. */
  readonly lineId: string | null;
  readonly repeated: boolean;
}

/** What a person confirmed of the receipt of a line. */
export interface Doubted {
  readonly lineId: string;
  readonly doubts: readonly Doubt[];
}

/** @param activities those that are reported on */
export function gapsOf(
  activities: readonly Activity[],
  lines: readonly Line[],
  receipts: readonly ReceiptMark[],
  doubted: readonly Doubted[],
): Gap[] {
  const told = new Set(
    [...linesIn(lines, "done"), ...linesIn(lines, "not_done")].map(({ activity }) => activity),
  );
  const proven = new Set(receipts.map(({ lineId }) => lineId));
  const spending = linesIn(lines, "spending");
  const bare = spending.filter(({ id }) => !proven.has(id));
  const repeated = receipts.filter((one) => one.repeated).length;
  return [
    ...activities
      .filter(({ code }) => !told.has(code))
      .map(({ title }): Gap => ({ kind: "activity", title })),
    ...spending
      .filter(({ kopecks }) => kopecks === null)
      .map(({ item }): Gap => ({ kind: "no_sum", item })),
    ...(bare.length > 0
      ? [
          {
            ...{ kind: "no_receipt" as const, count: bare.length },
            kopecks: bare.reduce((sum, { kopecks }) => sum + (kopecks ?? 0), 0),
          },
        ]
      : []),
    ...spending.flatMap(({ id, item }) =>
      doubted
        .filter(({ lineId }) => lineId === id)
        .flatMap(({ doubts }) => doubts.map((doubt): Gap => ({ kind: "doubted", doubt, item }))),
    ),
    ...(repeated > 0 ? [{ kind: "repeated" as const, count: repeated }] : []),
  ];
}

/** What became of an activity since the month before. */
export interface Change {
  readonly title: string;
  readonly now: "done" | "not_done";
}

/** Activities that were done and are not, or the other way round; by the programme's codes. */
export function changesOf(before: readonly Line[], now: readonly Line[]): Change[] {
  const stateIn = (lines: readonly Line[]) =>
    new Map(
      (["not_done", "done"] as const).flatMap((section) =>
        linesIn(lines, section).map(({ activity, title }) => [activity, { title, now: section }]),
      ),
    );
  const was = stateIn(before);
  return [...stateIn(now)].flatMap(([code, state]) => {
    const old = was.get(code);
    return old && old.now !== state.now ? [state] : [];
  });
}

/** A report that a new version of it was not read for. */
export function isFresh(report: { readonly version: number } | undefined, seen: number): boolean {
  return (report?.version ?? 0) === seen;
}

/** The rungs of a curator's ladder, by days since the report was received; then its last day, and after it. */
export const CHECK_RUNGS = ["day_5", "day_8", "last_day", "overdue"] as const;
export type CheckRung = (typeof CHECK_RUNGS)[number];

/** For so long an outage may put off that a check ran out. */
const OVERDUE_DAYS = 7;

/**
 * What is told today of a report that waits for its check: to the curator, and once its time ran out to the
 * supervisor. All days "YYYY-MM-DD".
 */
export function checkRung(receivedOn: string, dueOn: string, today: string): CheckRung | undefined {
  if (today === dueOn) return "last_day";
  if (today > dueOn) return daysBetween(dueOn, today) <= OVERDUE_DAYS ? "overdue" : undefined;
  const passed = daysBetween(receivedOn, today);
  return passed >= 8 ? "day_8" : passed >= 5 ? "day_5" : undefined;
}

/** How long before the last day of a payment, and on it, its curator hears of it. */
export const PAYMENT_RUNGS = [3, 0] as const;

/** Which rungs of their report's ladder a person wants to hear. */
export const WISHES = ["all", "few", "none"] as const;
export type Wish = (typeof WISHES)[number];

const WANTED: Readonly<Record<Wish, readonly string[] | undefined>> = {
  all: undefined,
  few: ["days_3", "last_day"],
  none: [],
};

/** Whether a person who wishes so hears this rung. */
export function wants(wish: string, rung: string): boolean {
  const wanted = WANTED[WISHES.find((one) => one === wish) ?? "all"];
  return wanted?.includes(rung) ?? true;
}

/** The wish after this one, for a button that changes it by pressing. */
export function nextWish(wish: string): Wish {
  return WISHES[(WISHES.indexOf(wish as Wish) + 1) % WISHES.length] ?? "all";
}
