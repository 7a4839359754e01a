import type { Database } from "../../platform/postgres/database.ts";
import { type Program, programByCode } from "../../programs/index.ts";
import { type Contract, openContract } from "../contract/index.ts";
import type { DueSource, Matter } from "../deadlines/index.ts";
import type { Circumstance } from "./record.ts";
import { openEndDues } from "./rules/end.ts";
import { openSteps, stepsOf } from "./rules/steps.ts";
import { openCircumstance } from "./store.ts";

/** What is due of that which changes and ends the contracts of cases. */
export function circumstanceDues({ prisma }: Pick<Database, "prisma">): DueSource {
  return async (cases, today) => {
    const rows = await prisma.contract.findMany({
      where: { caseId: { in: cases.map(({ id }) => id) } },
      include: { changes: { orderBy: { createdAt: "asc" } } },
      orderBy: [{ startsOn: "asc" }, { createdAt: "asc" }],
    });
    const keys = new Map(cases.map((one) => [one.id, one]));
    // Of several the newest is the case's, and stands last.
    return new Map(
      rows.flatMap((row): [string, Matter[]][] => {
        const of = keys.get(row.caseId);
        const program = programByCode(row.programme);
        if (!of || !program) return [];
        const list = row.changes.map((change) => openCircumstance(of, change));
        return [[row.caseId, mattersOf(program, openContract(of, row), list, today)]];
      }),
    );
  };
}

/** What is due on a day, soonest first; what was done is left out. */
export function mattersOf(
  program: Program,
  contract: Contract,
  list: readonly Circumstance[],
  today: string,
): Matter[] {
  const steps = list.flatMap((of) => openSteps(stepsOf(program, contract, of)));
  const ends = openEndDues(program, contract, list, today);
  return [...steps, ...ends]
    .map(
      ({ code, owner, clause, dueOn }): Matter => ({
        ...{ source: "matter", on: dueOn, overdue: dueOn < today, owner, clause },
        what: `deadlines:clock.${code}`,
      }),
    )
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}
