import type { Database } from "../../platform/postgres/database.ts";
import { programByCode } from "../../programs/index.ts";
import type { Due, DueSource, Matter } from "../deadlines/index.ts";
import { dutiesOf, isMet } from "./duties.ts";
import { type Mark, openMarks, openPayments, type PaymentMark } from "./marks.ts";
import type { Contract } from "./record.ts";
import { paymentPlan, runsOn } from "./rules/index.ts";
import { openContract } from "./store.ts";

/**
 * What is due by the contracts of cases: the recipient's duties, and the payments of the agency. Reports
 * and their checks, and what follows the end of a contract, are told by those who keep them.
 */
export function contractDues({ prisma }: Pick<Database, "prisma">): DueSource {
  return async (cases, today) => {
    const rows = await prisma.contract.findMany({
      where: { caseId: { in: cases.map(({ id }) => id) } },
      include: { marks: true, payments: true },
      orderBy: [{ startsOn: "asc" }, { createdAt: "asc" }],
    });
    const keys = new Map(cases.map((one) => [one.id, one]));
    // Of several the newest is the case's, and stands last.
    return new Map(
      rows.flatMap((row): [string, Matter[]][] => {
        const of = keys.get(row.caseId);
        if (!of) return [];
        const contract = openContract(of, row);
        const known = {
          marks: openMarks(row.marks),
          payments: openPayments(of, row.id, row.payments),
        };
        return [[row.caseId, mattersOf(contract, known, today)]];
      }),
    );
  };
}

/** What is due by a contract on a day, soonest first; what was done is left out. */
export function mattersOf(
  contract: Contract,
  known: { readonly marks: readonly Mark[]; readonly payments: readonly PaymentMark[] },
  today: string,
): Matter[] {
  const program = programByCode(contract.programme);
  if (!program) return [];
  const states = new Map(known.payments.map(({ item, state }) => [item, state]));
  const duties = dutiesOf(program, contract, known.marks)
    .filter((duty) => !isMet(duty) && runsOn(contract, today))
    .map((duty) => matter(duty, duty.dueOn, today));
  const payments = paymentPlan(program, contract).flatMap(({ item, days, dependsOn }) => {
    const state = states.get(item);
    // Without a decision on the report nobody owes the payment yet.
    const owed = state === "granted" || (state === undefined && dependsOn.kind !== "report");
    return owed ? days.flatMap((day) => (day.due ? [matter(day, day.due, today)] : [])) : [];
  });
  return [...duties, ...payments].toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

function matter(
  { code, owner, clause }: Pick<Due, "code" | "owner" | "clause">,
  on: string,
  today: string,
): Matter {
  return {
    ...{ source: "matter", on, overdue: on < today, owner, clause },
    what: `deadlines:clock.${code}`,
  };
}
