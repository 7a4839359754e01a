import { monthAfter } from "../../../programs/dates.ts";
import type { Program } from "../../../programs/index.ts";
import type { Due } from "../../deadlines/rules.ts";
import type { Contract } from "../record.ts";
import { clockDue } from "./law.ts";

/** Both sides' days for the report of one month, "YYYY-MM-DD". */
export interface ReportDays {
  /** The month is over: the report opens. */
  readonly opensOn: string;
  /** The last safe day to hand it in. */
  readonly lastDay: string;
  /** The last safe day of the month after it. */
  readonly nextLastDay: string;
  /** Where `lastDay` comes from: clause, readings, whether it is confirmed or a day off. */
  readonly report: Due;
}

/** What the days of a contract's reports follow from. */
type Ruled = Pick<Contract, "startsOn" | "measure">;

/**
 * The days of the report of a month, by the edition of the contract's own day (п. 28).
 * @returns null when the programme's data has no edition for the contract or names no such day
 */
export function reportDays(program: Program, contract: Ruled, month: string): ReportDays | null {
  const opensOn = `${monthAfter(month, 1)}-01`;
  const report = clockDue(program, contract, "monthly_report", `${month}-01`);
  const next = clockDue(program, contract, "monthly_report", opensOn);
  if (!report?.due || !next?.due) return null;
  return { opensOn, lastDay: report.due, nextLastDay: next.due, report };
}

/** By when a report that was received on a day is checked (п. 28); null: see `reportDays`. */
export function checkedBy(program: Program, contract: Ruled, receivedOn: string): Due | null {
  return clockDue(program, contract, "report_checked", receivedOn);
}
