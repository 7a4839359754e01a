import { describe, expect, it } from "vitest";
import type { FactsInput } from "../../../src/features/eligibility/facts.ts";
import { householdIncome } from "../../../src/features/eligibility/income.ts";
import { day, edition, minimum, person } from "./person.ts";
import { incomeClause } from "./rows.ts";

const incomeOf = (changes: FactsInput, on = day) => householdIncome(person(changes), edition, on);
const zeros = { work: 0, pension: 0, social: 0, alimony: 0, other: 0 };
const adult = { kin: "spouse", age: "adult", income: { total: 0 } } as const;

describe("the months that count", () => {
  it.each([
    ["2023-05-10", ["2023-02", "2023-03", "2023-04"]],
    ["2023-05-01", ["2023-02", "2023-03", "2023-04"]],
    ["2023-05-31", ["2023-02", "2023-03", "2023-04"]],
    ["2023-02-15", ["2022-11", "2022-12", "2023-01"]],
    ["2023-01-01", ["2022-10", "2022-11", "2022-12"]],
  ])("before %s are %s", (date, months) => {
    expect(incomeOf({}, date).months).toEqual(months);
  });

  it("leave out a month that is not one of them", () => {
    const work = { "2023-01": 9_999_900, "2023-02": 300, "2023-03": 0, "2023-04": 0, "2023-05": 9 };
    expect(incomeOf({ income: { ...zeros, work } }).perHead).toBe(100);
  });

  it("make a month that is not told unknown, not zero", () => {
    const income = incomeOf({ income: { ...zeros, work: { "2023-02": 300, "2023-03": 0 } } });
    expect(income).toMatchObject({ perHead: null, unknowns: ["income.work.2023-04"] });
  });
});

describe("sums of three months together", () => {
  const told = { applicationDate: "2023-05-10", income: { total: 300 } };

  it("belong to the day of application, whichever day of that month", () => {
    expect(incomeOf(told, "2023-05-31").perHead).toBe(100);
  });

  it("say nothing of another month's application", () => {
    expect(incomeOf(told, "2023-06-01")).toMatchObject({
      perHead: null,
      unknowns: ["income", "alimonyWithheld"],
    });
  });
});

describe(`the figure (${incomeClause})`, () => {
  it("adds all kinds of all members and divides by months and members, rounded down", () => {
    const income = { work: 1_000_000, pension: 20, social: 3, alimony: 4, other: 5 };
    const family = [{ ...adult, income: { ...zeros, pension: 700_000 } }];
    // (1 000 032 + 700 000) / (3 x 2) = 283 338.67
    expect(incomeOf({ income, family })).toMatchObject({ perHead: 283_338, members: 2 });
  });

  it("is less by alimony withheld by writ, never below nothing", () => {
    expect(incomeOf({ income: { total: 900 }, alimonyWithheld: 300 }).perHead).toBe(200);
    expect(incomeOf({ income: { total: 900 }, alimonyWithheld: 901 }).perHead).toBe(0);
  });

  it("counts nobody who lives apart or is no relative", () => {
    const family = [
      { ...adult, livesTogether: "no", income: { total: 9_000_000 } },
      { ...adult, kin: "not_relative", income: { total: 9_000_000 } },
    ] as const;
    const income = incomeOf({ income: { total: 300 }, family: [...family] });
    expect(income).toMatchObject({ perHead: 100, members: 1, someoneNotCounted: true });
    expect(income.readings).toEqual(["living_together_decides"]);
  });

  it("is not known when it is not known who lives there", () => {
    const income = incomeOf({ family: "unknown" });
    expect(income).toMatchObject({ perHead: null, members: null });
    expect(income.below(minimum)).toBe("unknown");
  });
});

describe("the comparison with what is not known", () => {
  it("is decided when the known part alone reaches the threshold", () => {
    const income = { ...zeros, work: 3 * minimum, pension: "unknown" } as const;
    expect(incomeOf({ income }).below(minimum)).toBe("no");
    expect(incomeOf({ income: { ...income, work: 3 * minimum - 1 } }).below(minimum)).toBe(
      "unknown",
    );
  });

  it("stays open when alimony withheld could bring it below", () => {
    const income = { total: 3 * minimum };
    expect(incomeOf({ income, alimonyWithheld: "unknown" }).below(minimum)).toBe("unknown");
    expect(incomeOf({ income, alimonyWithoutWrit: "yes" }).below(minimum)).toBe("unknown");
    expect(incomeOf({ income, alimonyWithheld: 0 }).below(minimum)).toBe("no");
  });

  it("shows the figure without taking off alimony paid without a writ", () => {
    expect(incomeOf({ income: { total: 900 }, alimonyWithoutWrit: "yes" }).perHead).toBe(300);
  });

  it("counts a distant relative both ways", () => {
    const uncle = (total: number) => [
      { ...adult, kin: "other_relative", income: { total } } as const,
    ];
    const own = { total: 3 * minimum };
    expect(incomeOf({ income: own, family: uncle(0) }).below(minimum)).toBe("unknown");
    expect(incomeOf({ income: own, family: uncle(3 * minimum) }).below(minimum)).toBe("no");
    expect(incomeOf({ income: { total: 0 }, family: uncle(0) }).below(minimum)).toBe("yes");
  });
});
