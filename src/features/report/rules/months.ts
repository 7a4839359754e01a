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
 * Every month of a contract, oldest first.
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
  return reportingMonths(contract).flatMap((month) => {
    const days = reportDays(program, contract, month);
    const period = periodOf(contract, month);
    if (!days || !period) return [];
    const report = reports.find((one) => one.month === month);
    const stored = report && storedOf(report, program.timeZone);
    return [{ month, period, days, report, status: statusOf(stored, days, today) }];
  });
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
 * back behind those that can still be in time; when nothing waits, it is the month that runs.
 *
 * @returns undefined when no month of the contract has begun
 */
export function monthToReport(
  months: readonly ReportMonth[],
  today: string,
): ReportMonth | undefined {
  const begun = months.filter(({ period }) => period.from <= today);
  const waiting = begun.filter(({ status }) => personMay(status.code, "submit"));
  return (
    waiting.find(({ status }) => status.code !== "missing") ??
    waiting[0] ??
    begun.find(({ status }) => status.code === "not_due") ??
    begun.at(-1)
  );
}
