import { addMonths } from "../../../programs/dates.ts";
import type { Program } from "../../../programs/index.ts";
import type { Measure } from "../../../programs/schema.ts";
import type { Contract } from "../record.ts";
import { longestExtension } from "./extension.ts";
import { type Law, lawOf } from "./law.ts";
import { moneyProblems } from "./money.ts";
import { lastDayOf } from "./months.ts";
import { against, incomplete, type Problem, unknown } from "./problem.ts";

/** What is checked: everything that a specialist types. */
export type Checked = Pick<Contract, "measure" | "startsOn" | "endsOn" | "endedOn" | "record">;

/**
 * What is wrong with a contract as it was recorded, or cannot be judged (п. 7-13, 23, 33). Limits are
 * those of the edition that held on the contract's own day. Nothing that was not checked goes unsaid.
 * @param today in the programme's zone: a contract of a later day is not concluded yet
 */
export function checkContract(program: Program, contract: Checked, today: string): Problem[] {
  const law = lawOf(program, contract);
  if (law === null) return [unknown("edition_unknown", null, { on: contract.startsOn })];
  return [
    ...recordProblems(law, contract, today),
    ...(law.confirmed ? limitProblems(program, law, contract) : [notConfirmed(law)]),
  ];
}

function notConfirmed({ edition }: Law): Problem {
  return unknown("edition_not_confirmed", null, {
    edition: edition.code,
    ...(edition.until === null ? {} : { untilOn: edition.until }),
  });
}

/** What a record lacks, whatever the limits are. */
function recordProblems({ edition }: Law, contract: Checked, today: string): Problem[] {
  const { startsOn, endsOn, endedOn, record } = contract;
  const { clauses, extension } = edition.contract;
  const { extendedFrom } = record;
  return [
    ...when(record.number.trim() === "", () => incomplete("number_missing", clauses.number)),
    ...when(startsOn > today, () =>
      incomplete("starts_in_future", clauses.inForce, { on: startsOn, limitOn: today }),
    ),
    ...when(endsOn < startsOn, () =>
      incomplete("ends_before_start", clauses.inForce, { on: endsOn, limitOn: startsOn }),
    ),
    ...when(endedOn !== null && (endedOn < startsOn || endedOn > endsOn), () =>
      incomplete("ended_outside_term", clauses.inForce, { on: lastDayOf(contract) }),
    ),
    ...(extendedFrom !== null && (extendedFrom < startsOn || extendedFrom >= endsOn)
      ? [incomplete("extended_outside_term", extension.clause, { on: extendedFrom })]
      : []),
    ...when(record.activities.length === 0, () =>
      incomplete("activities_missing", clauses.activities),
    ),
    ...when(record.money.length === 0, () => incomplete("money_missing", clauses.money)),
  ];
}

function limitProblems(program: Program, { edition }: Law, contract: Checked): Problem[] {
  const measure = edition.measures.find(({ code }) => code === contract.measure);
  if (!measure) return [unknown("measure_unknown", null, { measure: contract.measure })];
  const { startsOn, endsOn, record } = contract;
  const { clauses, extension } = edition.contract;
  const { extendedFrom } = record;
  return [
    ...termProblems(measure, startsOn, extendedFrom ?? endsOn),
    ...(extendedFrom === null
      ? []
      : extensionProblems(extension, { startsOn, endsOn: extendedFrom }, endsOn)),
    ...record.activities.flatMap(({ title, until }) =>
      until !== null && (until < startsOn || until > endsOn)
        ? [against("activity_outside_term", clauses.activitiesTerm, { title, on: until })]
        : [],
    ),
    ...moneyProblems(program, measure, contract),
  ];
}

/** The term that was agreed at first. A month ends on the same number (`month_ends_on_same_number`). */
function termProblems(measure: Measure, startsOn: string, firstEnd: string): Problem[] {
  const limitOn = addMonths(startsOn, measure.maxTermMonths);
  return when(firstEnd > limitOn, () =>
    against("term_too_long", measure.termClause, {
      ...{ on: firstEnd, limitOn, limitMonths: measure.maxTermMonths },
    }),
  );
}

function extensionProblems(
  { clause, share }: Law["edition"]["contract"]["extension"],
  first: Pick<Contract, "startsOn" | "endsOn">,
  endsOn: string,
): Problem[] {
  const limitOn = longestExtension(first, share);
  return when(endsOn > limitOn, () =>
    against("extension_too_long", clause, { on: endsOn, limitOn }),
  );
}

function when(holds: boolean, problem: () => Problem): Problem[] {
  return holds ? [problem()] : [];
}
