import type { Activity } from "../../contract/rules/index.ts";
import type { Line, ReportContent } from "../record.ts";
import { of } from "./compose.ts";

/** A place of the report that still waits for an answer. */
export type Place =
  /** What was done for an activity, or that nothing was. */
  | { readonly at: "activity"; readonly activity: Activity }
  /** The sum of a line of spending. */
  | { readonly at: "sum"; readonly line: string }
  /** Whether that is all that was spent. */
  | { readonly at: "spending" }
  | { readonly at: "results" }
  | { readonly at: "attachments" };

/** The activities that are reported on: those whose own term reaches into the period. */
export function activitiesIn(
  activities: readonly Activity[],
  period: { readonly from: string },
): Activity[] {
  return activities.filter(({ until }) => until === null || until >= period.from);
}

/**
 * The places that wait for an answer, in the order of the form. The first one is where the person goes on,
 * whatever happened in between: nothing of it is stored.
 *
 * @param activities those that are reported on
 */
export function openPlaces(
  activities: readonly Activity[],
  lines: readonly Line[],
  { finished, results }: Pick<ReportContent, "finished" | "results">,
): Place[] {
  const answered = new Set(
    [...of(lines, "done"), ...of(lines, "not_done")].map(({ activity }) => activity),
  );
  return [
    ...activities
      .filter(({ code }) => !answered.has(code))
      .map((activity): Place => ({ at: "activity", activity })),
    ...of(lines, "spending")
      .filter(({ kopecks }) => kopecks === null)
      .map(({ id }): Place => ({ at: "sum", line: id })),
    ...(finished.includes("spending") ? [] : [{ at: "spending" } as const]),
    ...(results !== null || finished.includes("results") ? [] : [{ at: "results" } as const]),
    ...(finished.includes("attachments") ? [] : [{ at: "attachments" } as const]),
  ];
}
