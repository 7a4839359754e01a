import { describe, expect, it } from "vitest";
import { waiting } from "../../../src/features/eligibility/again.ts";
import { edition, person } from "./person.ts";

const contractEnded = (endedOn: string, on: string) =>
  waiting(person({ lastContract: { endedOn, ending: "in_time", measure: "other" } }), edition, on);

describe("twelve months after a contract", () => {
  it.each([
    ["2023-03-10", "2024-03-09", "no"],
    ["2023-03-10", "2024-03-10", "unknown"],
    ["2023-03-10", "2024-03-11", "yes"],
    ["2024-02-29", "2025-02-27", "no"],
    ["2024-02-29", "2025-02-28", "unknown"],
    ["2024-02-29", "2025-03-01", "yes"],
    ["2023-02-28", "2024-02-28", "unknown"],
    ["2023-02-28", "2024-02-29", "yes"],
  ])("that ended on %s are over on %s: %s", (endedOn, on, waitOver) => {
    expect(contractEnded(endedOn, on).waitOver).toBe(waitOver);
  });

  it("tells the first day that every reading accepts", () => {
    expect(contractEnded("2024-02-29", "2024-06-01").againFrom).toBe("2025-03-01");
  });

  it("needs no day for a contract that a valid reason ended", () => {
    const facts = person({
      lastContract: { endedOn: "2023-03-10", ending: "early_valid_reason", measure: "other" },
    });
    expect(waiting(facts, edition, "2023-04-01")).toMatchObject({
      waitOver: "yes",
      againFrom: null,
    });
  });

  it("tells which facts are missing", () => {
    expect(waiting(person({ lastContract: {} }), edition, "2023-04-01").unknowns).toEqual([
      "lastContract.endedOn",
      "lastContract.ending",
      "lastContract.measure",
    ]);
  });
});
