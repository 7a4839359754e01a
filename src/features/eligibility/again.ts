import { addDays, addMonths } from "../../programs/dates.ts";
import type { Edition } from "../../programs/index.ts";
import type { Facts } from "./facts.ts";

/** How long ago the applicant's own last contract ended (п. 39, and п. 9 for the job search). */
export interface Again {
  readonly hadContract: "yes" | "no" | "unknown";
  readonly endedOn: string | null;
  /** First day that no reading of "12 months" calls too early; null when it is not known. */
  readonly againFrom: string | null;
  readonly waitOver: "yes" | "no" | "unknown";
  readonly jobSearchFrom: string | null;
  readonly jobSearchYearOver: "yes" | "no" | "unknown";
  readonly readings: readonly string[];
  readonly unknowns: readonly string[];
}

/**
 * The day of the end is not counted, so twelve months are surely over on the day after the same
 * number a year later. On that number itself the text can be read both ways: unknown. A contract
 * ended early for a valid reason lifts п. 39, not п. 9.
 */
export function waiting(facts: Facts, edition: Edition, date: string): Again {
  const last = facts.lastContract;
  if (last === "none" || last === "unknown") {
    return {
      hadContract: last === "none" ? "no" : "unknown",
      endedOn: null,
      againFrom: null,
      waitOver: last === "none" ? "yes" : "unknown",
      jobSearchFrom: null,
      jobSearchYearOver: last === "none" ? "yes" : "unknown",
      readings: [],
      unknowns: last === "none" ? [] : ["lastContract"],
    };
  }
  const endedOn = last.endedOn === "unknown" ? null : last.endedOn;
  const end = endedOn && addMonths(endedOn, edition.again.months);
  const jobSearchEnd = endedOn && addMonths(endedOn, edition.jobSearchAgain.months);
  const waited = passed(end, date);
  const lifted = last.ending === "early_valid_reason";
  const perhapsLifted = last.ending === "unknown" && waited === "no";
  return {
    hadContract: "yes",
    endedOn,
    againFrom: lifted ? null : end && addDays(end, 1),
    waitOver: lifted ? "yes" : perhapsLifted ? "unknown" : waited,
    jobSearchFrom: jobSearchEnd && addDays(jobSearchEnd, 1),
    jobSearchYearOver: yearOver(last.measure, passed(jobSearchEnd, date)),
    readings: waited === "yes" || lifted ? [] : ["twelve_months_next_day"],
    unknowns: [
      ...(endedOn ? [] : ["lastContract.endedOn"]),
      ...(last.ending === "unknown" && waited !== "yes" ? ["lastContract.ending"] : []),
      ...(last.measure === "unknown" && waited !== "yes" ? ["lastContract.measure"] : []),
    ],
  };
}

/** Only an earlier contract for the job search holds the next one back. */
function yearOver(measure: string, over: "yes" | "no" | "unknown"): "yes" | "no" | "unknown" {
  if (measure === "job_search" || over === "yes") return over;
  return measure === "unknown" ? "unknown" : "yes";
}

function passed(end: string | null, date: string): "yes" | "no" | "unknown" {
  if (end === null || date === end) return "unknown";
  return date > end ? "yes" : "no";
}
