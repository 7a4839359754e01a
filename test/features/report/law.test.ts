import { describe, expect, it } from "vitest";
import { daysLeft } from "../../../src/features/report/rules/days-left.ts";
import { lateLaw } from "../../../src/features/report/rules/law.ts";
import { programs } from "../../../src/programs/index.ts";

const program = programs[0]!;

describe("what the rules say of a report that does not come", () => {
  it.each(["2024-05-10", "2026-05-10"])(
    "by the edition of %s, or the last one before: a ground without exceptions (п. 35(5))",
    (startsOn) => {
      expect(lateLaw(program, { startsOn, measure: "job_search" })).toEqual({
        validReason: { clause: "п. 34", days: 14 },
        ending: { clause: "п. 35(5)", excused: false },
      });
    },
  );

  it("says nothing before the first edition", () => {
    expect(() => lateLaw(program, { startsOn: "2020-05-10", measure: "other" })).toThrow();
  });
});

describe("days left", () => {
  it.each([
    ["2024-06-14", 0],
    ["2024-06-13", 1],
    ["2024-05-31", 14],
  ])("from %s to 14 June: %i", (today, days) => {
    expect(daysLeft(today, "2024-06-14")).toBe(days);
  });
});
