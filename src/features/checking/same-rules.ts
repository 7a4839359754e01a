import type { Edition, Program } from "../../programs/index.ts";
import { type MeasureCode, measureCode } from "../../programs/schema.ts";

/** Contracts for which the programme's data says the same: of a measure, begun from a day to before another. */
export interface Group {
  readonly measure: MeasureCode;
  /** "YYYY-MM-DD". */
  readonly since: string;
  readonly until: string;
}

const NEVER = "9999-12-31";

/**
 * What the data of a programme says of contracts, with the contracts of which it says so. So whoever looks for
 * those that are due today asks the rules a few times, and the database for the rest, however many there are.
 * @param ask undefined: nothing
 */
export function sameRules<T>(
  { editions }: Program,
  ask: (contract: { readonly startsOn: string; readonly measure: MeasureCode }) => T | undefined,
): { readonly value: T; readonly groups: readonly Group[] }[] {
  const found = new Map<string, { value: T; groups: Group[] }>();
  for (const [at, { from: since }] of editions.entries()) {
    for (const measure of measureCode.options) {
      const value = ask({ startsOn: since, measure });
      if (value === undefined) continue;
      const key = JSON.stringify(value);
      const known = found.get(key) ?? { value, groups: [] };
      found.set(key, known);
      known.groups.push({ measure, since, until: fromOf(editions[at + 1]) });
    }
  }
  return [...found.values()];
}

function fromOf(next: Edition | undefined): string {
  return next?.from ?? NEVER;
}
