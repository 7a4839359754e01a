import type { Program } from "../../../programs/index.ts";
import {
  type Contract,
  periodOf,
  type ReportDays,
  reportDays,
  reportingMonths,
} from "../../contract/rules/index.ts";
import type { Report } from "../record.ts";
import { dayIn } from "./reminders.ts";
import {
  personMay,
  type ReportCode,
  type ReportStatus,
  type StoredReport,
  statusOf,
  type Withdrawal,
  withdrawal,
} from "./status.ts";

/** A month that is reported on, with what is known of its report now. */
export interface ReportMonth {
  /** "YYYY-MM". */
  readonly month: string;
  /** The days of it that the contract covers. */
  readonly period: { readonly from: string; readonly to: string };
  readonly days: ReportDays;
  /** undefined: nobody has begun it. */
  readonly report: Report | undefined;
  readonly status: ReportStatus;
}

/**
 * Every month of a contract, oldest first: those that it touches, and those whose report was handed in
 * before it was known to have ended sooner.
 *
 * @param today "YYYY-MM-DD" in the zone of the programme
 * @returns none when the data names no days for the contract
 */
export function reportMonths(
  program: Program,
  contract: Contract,
  reports: readonly Report[],
  today: string,
): ReportMonth[] {
  const handedIn = reports.filter(({ content }) => content.sheet !== null);
  const months = new Set([...reportingMonths(contract), ...handedIn.map(({ month }) => month)]);
  return [...months].toSorted().flatMap((month) => {
    const days = reportDays(program, contract, month);
    const report = reports.find((one) => one.month === month);
    const period = periodIn(contract, month, report);
    if (!days || !period) return [];
    const stored = report && storedOf(report, program.timeZone);
    return [{ month, period, days, report, status: statusOf(stored, days, today) }];
  });
}

/** The days that the report of a month is about: of the contract, else as it was handed in. */
export function periodIn(
  contract: Contract,
  month: string,
  report: Pick<Report, "content"> | undefined,
): { readonly from: string; readonly to: string } | null {
  return periodOf(contract, month) ?? report?.content.sheet?.period ?? null;
}

/** What the clock needs to know of a report. */
export function storedOf(
  { state, filedAt, content }: Pick<Report, "state" | "filedAt" | "content">,
  timeZone: string,
): StoredReport {
  const { firstFiledAt, calledMissing } = content;
  const counted = firstFiledAt === null ? filedAt : new Date(firstFiledAt);
  return {
    state,
    countedOn: counted && dayIn(timeZone, counted),
    returnedBefore: firstFiledAt !== null,
    calledMissing,
  };
}

/** Whether the person may take the report of a month back. */
export function withdrawalOf(
  { report, days }: Pick<ReportMonth, "report" | "days">,
  program: Program,
  today: string,
): Withdrawal {
  const opened = (report?.openedAt ?? null) !== null;
  return withdrawal(report && storedOf(report, program.timeZone), opened, days, today);
}

/**
 * The month that the person is led to: the oldest that waits for them. One that came to nothing stands
 * back behind those that can still be in time, and behind one that is on its way. When nothing waits, it
 * is the last one that is being checked, else the month that runs.
 *
 * @returns undefined when no month of the contract has begun
 */
export function monthToReport(
  months: readonly ReportMonth[],
  today: string,
): ReportMonth | undefined {
  const begun = months.filter(({ period }) => period.from <= today);
  const is = (code: ReportCode) => (month: ReportMonth) => month.status.code === code;
  return (
    begun.find(({ status: { code } }) => personMay(code, "submit") && code !== "missing") ??
    begun.find(is("submitted")) ??
    begun.find(is("missing")) ??
    begun.findLast(is("filed")) ??
    begun.at(-1)
  );
}
