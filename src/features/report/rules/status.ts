/** What is stored of a report; what else there is to say of it follows from the clock. */
export const REPORT_STATES = [
  "draft",
  "submitted",
  "filed",
  "returned",
  "accepted",
  "excused",
] as const;
export type ReportState = (typeof REPORT_STATES)[number];

export const REPORT_STATUSES = [
  "not_due",
  "open",
  "draft",
  "submitted",
  "filed",
  "returned",
  "accepted",
  "late",
  "missing",
  "excused",
] as const;
export type ReportCode = (typeof REPORT_STATUSES)[number];

/** The days of a reporting month, "YYYY-MM-DD". */
export interface MonthDays {
  /** The month is over: the report opens. */
  readonly opensOn: string;
  /** The last safe day to hand it in (п. 28). */
  readonly lastDay: string;
  /** The last safe day of the month after it: then the check of this one is over. */
  readonly nextLastDay: string;
}

/** What a status needs to know of a stored report. Days are those of the institution's zone. */
export interface StoredReport {
  readonly state: ReportState;
  /** The day on which it first counted as handed in; a correction does not move it. */
  readonly countedOn: string | null;
  /** The curator returned it once: what is handed in since is a correction. */
  readonly returnedBefore: boolean;
  /** The curator wrote down that no report came. */
  readonly calledMissing: boolean;
}

export interface ReportStatus {
  readonly code: ReportCode;
  /** The last safe day passed before it counted as handed in. */
  readonly late: boolean;
}

/** The status that people see. @param stored undefined: nobody has begun the report */
export function statusOf(
  stored: StoredReport | undefined,
  { opensOn, lastDay, nextLastDay }: MonthDays,
  today: string,
): ReportStatus {
  const state = stored?.state ?? "draft";
  const countedOn = stored?.countedOn ?? null;
  if (state === "excused") return { code: "excused", late: false };
  if (state !== "draft") return { code: state, late: (countedOn ?? today) > lastDay };
  if (stored?.calledMissing) return { code: "missing", late: true };
  if (today < opensOn) return { code: "not_due", late: false };
  if (today <= lastDay) return { code: stored ? "draft" : "open", late: false };
  return { code: today <= nextLastDay ? "late" : "missing", late: true };
}

/** What the person does with their report. */
export const PERSON_ACTIONS = ["fill", "submit", "withdraw"] as const;
export type PersonAction = (typeof PERSON_ACTIONS)[number];

const ALLOWED: Readonly<Record<ReportCode, readonly PersonAction[]>> = {
  // Costs are written down while the receipt is at hand; nobody reports on a month that is not over.
  not_due: ["fill"],
  open: ["fill", "submit"],
  draft: ["fill", "submit"],
  submitted: ["withdraw"],
  filed: ["withdraw"],
  returned: ["fill", "submit"],
  accepted: [],
  // No clause closes the door: a late report is better than none (п. 35(5)).
  late: ["fill", "submit"],
  missing: ["fill", "submit"],
  excused: [],
};

export function personMay(code: ReportCode, action: PersonAction): boolean {
  return ALLOWED[code].includes(action);
}

/** The states in which lines may change: those in which somebody may fill the report in. */
export const OPEN_STATES = ["draft", "returned"] as const satisfies readonly ReportState[];

export type Withdrawal =
  /** It goes back to this state; a withdrawn correction is a returned report again. */
  | { readonly kind: "yes"; readonly to: "draft" | "returned" }
  /** There is nothing to withdraw. */
  | { readonly kind: "no" }
  /** The curator has opened it: now it can only be returned. */
  | { readonly kind: "opened" }
  /** It counted in time; withdrawn now, it would be a late one. */
  | { readonly kind: "would_be_late" };

/** Whether the person may take a report back. @param opened the curator has opened it */
export function withdrawal(
  stored: StoredReport | undefined,
  opened: boolean,
  days: MonthDays,
  today: string,
): Withdrawal {
  const status = statusOf(stored, days, today);
  if (!personMay(status.code, "withdraw")) return { kind: "no" };
  if (opened) return { kind: "opened" };
  if (stored?.returnedBefore) return { kind: "yes", to: "returned" };
  const inTime = today > days.lastDay && !status.late;
  return inTime ? { kind: "would_be_late" } : { kind: "yes", to: "draft" };
}
