import type { Reason, Reasons } from "../notifications/index.ts";

const stateIs =
  (...states: readonly string[]): Reason =>
  async (tx, { aboutId }) => {
    if (aboutId === null) return false;
    return (await tx.report.count({ where: { id: aboutId, state: { in: [...states] } } })) > 0;
  };

/** What is told of a filing holds as long as the report is in this state. */
export const reasons: Reasons = {
  report_filed: stateIs("filed", "accepted"),
  report_to_check: stateIs("filed"),
  paper_to_bring: stateIs("submitted"),
  filing_failed: stateIs("submitted"),
};
