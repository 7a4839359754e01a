import { Temporal } from "temporal-polyfill";
import { addDays } from "../../programs/dates.ts";
import type { Program } from "../../programs/index.ts";
import { FACT_OF, type FactStep } from "./draft.ts";
import type { Mark } from "./marks.ts";
import type { Contract } from "./record.ts";
import { lawOf, obligationsOf, type PartyDue } from "./rules/index.ts";

/** What the recipient does once, by a day that counts from the contract's. */
export interface Duty extends PartyDue {
  readonly dueOn: string;
  readonly mark: Mark | undefined;
}

/** The duties of a contract, soonest first. Reports, and what follows its end, are kept elsewhere. */
export function dutiesOf(program: Program, contract: Contract, marks: readonly Mark[]): Duty[] {
  return obligationsOf(program, contract, "contract_concluded").flatMap((due) =>
    due.dueOn !== null
      ? [{ ...due, dueOn: due.dueOn, mark: marks.find(({ code }) => code === due.item) }]
      : [],
  );
}

/** The contract's record tells it, or somebody said so. */
export function isMet({ doneOn, mark }: Duty): boolean {
  return doneOn !== null || mark !== undefined;
}

/** What the contract's record keeps of a duty, where payments count from it; undefined: a mark alone. */
export function factOf(
  program: Program,
  contract: Contract,
  { code }: Pick<Duty, "code">,
): FactStep | undefined {
  const clock = lawOf(program, contract)?.edition.clocks.find((one) => one.code === code);
  return clock?.doneBy && FACT_OF[clock.doneBy];
}

/** One reminder of a duty. */
export interface Rung {
  /** How many days before the last one. */
  readonly before: number;
  readonly at: Date;
}

const REMINDED_BEFORE = [7, 1, 0] as const;
/** Of so short a limit the person is reminded on the morning after it began, too. */
const SHORT_DAYS = 7;
const MORNING_HOUR = 9;

/**
 * When a duty is reminded of: a week and a day before its last day, and on its morning; a short one from the
 * morning after the contract on.
 * @param timeZone of the programme's region, whose days count
 */
export function rungsOf({ dueOn, length }: Duty, startsOn: string, timeZone: string): Rung[] {
  const befores = new Set<number>([
    ...(length <= SHORT_DAYS ? [length - 1] : []),
    ...REMINDED_BEFORE,
  ]);
  return [...befores]
    .map((before) => ({ before, day: addDays(dueOn, -before) }))
    .filter(({ day }) => day > startsOn)
    .map(({ before, day }) => ({ before, at: morningOf(day, timeZone) }));
}

function morningOf(day: string, timeZone: string): Date {
  const plainTime = Temporal.PlainTime.from({ hour: MORNING_HOUR });
  const at = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime });
  return new Date(at.epochMilliseconds);
}
