import { addDays, monthAfter } from "../../../programs/dates.ts";
import type { Program } from "../../../programs/index.ts";
import {
  agencyDues,
  type Contract,
  lastDayOf,
  obligationsOf,
  type PartyDue,
} from "../../contract/rules/index.ts";
import type { Body, Circumstance } from "../record.ts";

/** The three months whose incomes are told after the end, "YYYY-MM" (п. 30(1)). */
export function incomeMonths(contract: Contract): string[] {
  const end = lastDayOf(contract).slice(0, 7);
  return [1, 2, 3].map((months) => monthAfter(end, months));
}

/** The first of those months whose income is not told. */
export function nextIncome(contract: Contract, body: Body): string | undefined {
  return incomeMonths(contract).find((month) => body.incomes[month] === undefined);
}

/** By how much a family's incomes of three months have grown since the application; null: not all are known. */
export function incomeChange(contract: Contract, { incomes, before }: Body): number | null {
  const told = incomeMonths(contract).map((month) => incomes[month]);
  return told.reduce<number | null>(
    (sum, kopecks) => (sum === null || kopecks === undefined ? null : sum + kopecks),
    before === null ? null : -before,
  );
}

/** What is due around the end of a contract: the conclusion, the report and incomes, each month's look. */
export function endDues(program: Program, contract: Contract): PartyDue[] {
  const own = obligationsOf(program, contract, "contract_ends").filter(
    ({ code }) => code === "incomes_after_end",
  );
  return [...agencyDues(program, contract), ...own];
}

/** By which of them a monitoring month is known: "monitoring_job_search/3". */
export function monthNumber({ item }: Pick<PartyDue, "item">): number {
  return Number(item.split("/")[1] ?? 0);
}

/** What of the end is due now or soon and not done, soonest first. @param ahead days to look ahead */
export function openEndDues(
  program: Program,
  contract: Contract,
  known: readonly Circumstance[],
  today: string,
  ahead = 0,
): (PartyDue & { readonly dueOn: string })[] {
  const open = endDues(program, contract).flatMap((due) => {
    const { dueOn, from } = due;
    if (dueOn === null || isEndDone(due, contract, known)) return [];
    const begun = (from ?? dueOn) <= addDays(today, ahead);
    // Whoever is called to account for a year has what is of this month, not of all that come.
    return begun ? [{ ...due, dueOn }] : [];
  });
  return open.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}

function isEndDone(due: PartyDue, contract: Contract, known: readonly Circumstance[]): boolean {
  const of = (kind: string) => known.find((one) => one.kind === kind)?.body;
  switch (due.code) {
    case "conclusion":
      // A contract that ended early has no last month of its term.
      return contract.endedOn !== null || of("conclusion")?.days.conclusion !== undefined;
    case "effectiveness_report":
      return of("effectiveness")?.days.effectiveness !== undefined;
    case "incomes_after_end": {
      const body = of("effectiveness");
      return body !== undefined && nextIncome(contract, body) === undefined;
    }
    default:
      return of("monitoring")?.months[String(monthNumber(due))] !== undefined;
  }
}
