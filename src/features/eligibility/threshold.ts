import { minimumOn, type Program } from "../../programs/index.ts";

/** What the income is compared with: kopecks per head and month, or null when no value is known. */
export interface Threshold {
  readonly value: number | null;
  readonly source: string | null;
  /** How the figure is read: per head of the territory, on the day of application. */
  readonly reading: "threshold_per_capita";
  readonly territory: string | null;
  /** Why there is no value. */
  readonly missing: "territory" | "value" | null;
}

/**
 * The subsistence minimum per head of the person's own territory on the day of application (п. 2).
 * The figure of the whole region never stands in for a territory, nor another year for this one.
 */
export function thresholdOn(program: Program, territory: string, date: string): Threshold {
  const reading = "threshold_per_capita";
  if (!program.territories.some(({ code }) => code === territory)) {
    return { value: null, source: null, reading, territory: null, missing: "territory" };
  }
  const row = minimumOn(program, territory, date);
  return row?.perCapita == null
    ? { value: null, source: null, reading, territory, missing: "value" }
    : { value: row.perCapita, source: row.source, reading, territory, missing: null };
}
