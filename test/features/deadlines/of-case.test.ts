import { describe, expect, it } from "vitest";
import { type CaseDays, dueOfCase, joinSources } from "../../../src/features/deadlines/index.ts";
import type { PersonKey } from "../../../src/platform/crypto/keyring.ts";
import { programForRegion } from "../../../src/programs/index.ts";

const krasnoyarsk = programForRegion("RU-KYA");
const nothing: CaseDays = {
  releaseDate: null,
  appliedOn: null,
  contractOn: null,
  closed: false,
  steps: [],
};

/** What is due on a day, in short. */
function told(days: Partial<CaseDays>, today: string, program = krasnoyarsk) {
  return dueOfCase({ ...nothing, ...days }, program, today).map((one) => {
    const what =
      one.source === "clock"
        ? `${one.clock.code} ${one.clock.clause}`
        : one.source === "route"
          ? one.code
          : one.source === "matter"
            ? `${one.what} ${one.clause}`
            : "release";
    return `${one.on} ${what}${one.overdue ? " overdue" : ""}`;
  });
}

describe("what is due in a case", () => {
  it("is nothing while nothing is known, and nothing in a closed case", () => {
    expect(told({}, "2024-03-12")).toEqual([]);
    const steps = [{ code: "passport", dueOn: "2024-03-01", ticked: false }];
    expect(told({ closed: true, appliedOn: "2024-03-01", steps }, "2024-03-12")).toEqual([]);
  });

  it("is the release until its day", () => {
    expect(told({ releaseDate: "2024-03-12" }, "2024-03-12")).toEqual(["2024-03-12 release"]);
    expect(told({ releaseDate: "2024-03-12" }, "2024-03-13")).toEqual([]);
  });

  it("are the steps of the route card that nobody ticked, overdue from the next day on", () => {
    const steps = [
      { code: "later", dueOn: "2024-03-20", ticked: false },
      { code: "done", dueOn: "2024-03-01", ticked: true },
      { code: "now", dueOn: "2024-03-12", ticked: false },
      { code: "missed", dueOn: "2024-03-11", ticked: false },
    ];
    expect(told({ steps }, "2024-03-12")).toEqual([
      "2024-03-11 missed overdue",
      "2024-03-12 now",
      "2024-03-20 later",
    ]);
  });

  it("is the decision ten days after the application, with its clause (п. 20)", () => {
    const days = { appliedOn: "2024-03-01" };
    expect(told(days, "2024-03-11")).toContain("2024-03-11 decision_or_check_with_notice п. 20");
    expect(told(days, "2024-03-12")).toContain(
      "2024-03-11 decision_or_check_with_notice п. 20 overdue",
    );
  });

  it("tells what the law had set a day for before what a plan had", () => {
    const steps = [{ code: "missed", dueOn: "2024-02-01", ticked: false }];
    expect(told({ appliedOn: "2024-03-01", steps }, "2024-03-12").slice(0, 2)).toEqual([
      "2024-03-11 decision_or_check_with_notice п. 20 overdue",
      "2024-02-01 missed overdue",
    ]);
  });

  it("is never overdue where nobody could have told that it was done, or on a guess", () => {
    const late = told({ appliedOn: "2024-03-01" }, "2024-12-01");
    expect(late).toEqual(["2024-03-11 decision_or_check_with_notice п. 20 overdue"]);
  });

  it("is the first report before the fifteenth of the month after the contract (п. 28)", () => {
    const days = { appliedOn: "2024-03-01", contractOn: "2024-03-20" };
    expect(told(days, "2024-03-25")).toEqual(["2024-04-14 first_report п. 28"]);
    expect(told(days, "2024-04-15")).toEqual([]);
  });

  it("is what a feature keeps of the contract, instead of its clocks", async () => {
    const matter = (on: string, what: string) =>
      ({ source: "matter", on, overdue: false, what, owner: "agency", clause: "п. 26" }) as const;
    const key = {} as PersonKey;
    const known = await joinSources([
      async () => new Map([["a", [matter("2024-04-26", "paid")]]]),
      async () =>
        new Map([
          ["a", [matter("2024-03-27", "first")]],
          ["b", []],
        ]),
    ])([{ id: "a", key }], "2024-03-25");
    const days = { appliedOn: "2024-03-01", contractOn: "2024-03-20" };
    expect(told({ ...days, matters: known.get("a") ?? [] }, "2024-03-25")).toEqual([
      "2024-03-27 first п. 26",
      "2024-04-26 paid п. 26",
    ]);
    expect(told({ ...days, matters: known.get("b") ?? [] }, "2024-03-25")).toEqual([]);
    expect(known.get("c")).toBeUndefined();
  });

  it("are the clocks of an application that was handed in after the last contract", () => {
    const days = { appliedOn: "2024-03-01", contractOn: "2023-01-20", matters: [] };
    expect(told(days, "2024-03-11")).toContain("2024-03-11 decision_or_check_with_notice п. 20");
  });

  it("has no clocks where no rules are known", () => {
    expect(dueOfCase({ ...nothing, appliedOn: "2024-03-01" }, undefined, "2024-03-12")).toEqual([]);
  });
});
