import { type Edition, editionOn, type Program } from "../../../programs/index.ts";
import type { EndingGround } from "../../../programs/schema.ts";
import { type Due, dueOf } from "../../deadlines/rules.ts";
import type { Contract } from "../record.ts";

/** The rules by which a contract goes until its end. */
export interface Law {
  readonly edition: Edition;
  /** The edition is known to hold on the contract's day; else it is the last one before it. */
  readonly confirmed: boolean;
}

/** The edition of the day on which a contract was concluded; null when none had begun by then. */
export function lawOf(program: Program, { startsOn }: Pick<Contract, "startsOn">): Law | null {
  const found = editionOn(program, startsOn);
  const edition = found.kind === "known" ? found.edition : found.last;
  return edition && { edition, confirmed: found.kind === "known" };
}

/** What a clock of the contract's edition gives for its event on a day; null: there is no such clock. */
export function clockDue(
  program: Program,
  contract: Pick<Contract, "startsOn" | "measure">,
  code: string,
  on: string,
): Due | null {
  const law = lawOf(program, contract);
  const clock = law?.edition.clocks.find((one) => one.code === code);
  if (!law || !clock || clock.measures?.includes(contract.measure) === false) return null;
  return dueOf(program, clock, on, law.edition.code, law.confirmed);
}

/** An activity that the form of the contract names, to be taken into a programme. */
export interface OfferedActivity {
  readonly code: string;
  readonly clause: string;
  /** As the form of the contract words it, in Russian: reports repeat it. */
  readonly title: string;
  /** Everybody with the measure has it; else it is one by agreement or by circumstances. */
  readonly always: boolean;
  /** Its own last day; null: as long as the contract. */
  readonly until: string | null;
}

type Planned = Pick<Contract, "startsOn" | "measure"> & {
  readonly record: Pick<Contract["record"], "training">;
};

/** The activities of a measure, in the order of the form (прил. 6 п. 4.1.1-4.1.4). */
export function offeredActivities(program: Program, contract: Planned): OfferedActivity[] {
  const law = lawOf(program, contract);
  if (law === null) return [];
  const { measure, startsOn, record } = contract;
  const dayOf = (clock: string): string | null =>
    clockDue(program, contract, clock, startsOn)?.due ?? null;
  return law.edition.contract.activities
    .filter((one) => one.measure === measure)
    .filter(({ onlyIf }) => onlyIf !== "training" || record.training)
    .map(({ code, clause, title, onlyIf, clock }) => ({
      ...{ code, clause, title, until: clock ? dayOf(clock) : null },
      always: onlyIf === undefined || onlyIf === "training",
    }));
}

/** The grounds on which this contract may be ended early (п. 35). */
export function endingGrounds(program: Program, contract: Planned): readonly EndingGround[] {
  const { measure, record } = contract;
  return (lawOf(program, contract)?.edition.contract.endings.list ?? [])
    .filter(({ measures }) => measures?.includes(measure) ?? true)
    .filter(({ onlyIf }) => onlyIf !== "training" || record.training);
}
