import { lastDayOfMonth, monthsTouched } from "../../../programs/dates.ts";
import type { Contract } from "../record.ts";

/** The days between which a contract holds. */
export type Term = Pick<Contract, "startsOn" | "endsOn" | "endedOn">;

/** The last day of a contract: the one on which it ended sooner, or that of its term. */
export function lastDayOf({ endedOn, endsOn }: Pick<Term, "endedOn" | "endsOn">): string {
  return endedOn ?? endsOn;
}

/** From the day of the contract to its last day, both included. */
export function runsOn(term: Term, day: string): boolean {
  return term.startsOn <= day && day <= lastDayOf(term);
}

/**
 * The months that are reported on, "YYYY-MM", oldest first: each calendar month that the contract
 * touches. п. 28 does not tell whether the first and the last part of a month are; reporting on them is
 * the safe reading (`part_months_reported`).
 */
export function reportingMonths(term: Term): string[] {
  return monthsTouched(term.startsOn, lastDayOf(term));
}

/** The days of a month that the contract covers; null for a month that it does not touch. */
export function periodOf(
  term: Term,
  month: string,
): { readonly from: string; readonly to: string } | null {
  const first = `${month}-01`;
  const last = lastDayOfMonth(first, 0);
  const from = term.startsOn > first ? term.startsOn : first;
  const to = lastDayOf(term) < last ? lastDayOf(term) : last;
  return from <= to ? { from, to } : null;
}
