import { describe, expect, it } from "vitest";
import { day, edition, judge, krasnoyarsk } from "./person.ts";
import { measureRows, ruleRows } from "./rows.ts";

describe("rules by clause", () => {
  it.each(ruleRows)(
    "$clause: $code, $told",
    ({ clause, code, changes, truth, outcome, values }) => {
      const assessment = judge(changes);
      const reason = assessment.reasons.find((one) => one.code === code);
      expect(reason).toMatchObject({ clause, truth, ...(values ? { values } : {}) });
      expect(assessment.outcome).toBe(outcome);
    },
  );

  it("has a row for everything that a rule of the edition may say", () => {
    const said = edition.rules.flatMap((rule) =>
      (["yes", "no", "unknown"] as const)
        .filter((truth) => rule[truth] !== null)
        .map(() => rule.code),
    );
    expect(ruleRows.map(({ code }) => code)).toEqual(expect.arrayContaining([...new Set(said)]));
  });

  it("says nothing of a registration when it is known", () => {
    const codes = judge({ registered: "yes" }).reasons.map(({ code }) => code);
    expect(codes).not.toContain("registration_not_needed");
  });
});

describe("measures by clause", () => {
  it.each(measureRows)("$clause: $code", ({ clause, code, term, termClause, money }) => {
    const found = judge().measures.find((one) => one.code === code);
    expect(found).toMatchObject({ clause, maxTermMonths: term, termClause });
    const sums = Object.fromEntries((found?.money ?? []).map((one) => [one.code, one.amount]));
    expect(sums).toEqual(money);
  });

  it("limits parts of the payment for a business: 5 % and 15 % of 250 000 rubles", () => {
    const business = judge().measures.find(({ code }) => code === "own_business");
    expect(business?.money?.[0]?.parts).toEqual([
      { code: "registration_costs", upTo: 1_250_000 },
      { code: "premises", upTo: 3_750_000 },
    ]);
  });

  it("closes only the job search after a contract for it, when no measure was chosen", () => {
    const assessment = judge({
      measure: "unknown",
      lastContract: { endedOn: "2023-04-01", ending: "early_valid_reason", measure: "job_search" },
    });
    expect(assessment.outcome).toBe("likely");
    expect(assessment.measures.filter(({ open }) => open === "no").map(({ code }) => code)).toEqual(
      ["job_search"],
    );
  });

  it("does not know a sum in minimums for a territory without a value", () => {
    const [jobSearch, business] = judge({ territory: "evenkia" }).measures;
    expect(jobSearch?.money?.[0]).toMatchObject({ amount: null, source: null });
    expect(business?.money?.[0]?.amount).toBe(25_000_000);
  });
});

describe("a day without a known edition", () => {
  it("leaves the decision to the specialist, whatever the facts", () => {
    for (const changes of [{}, { livesInRegion: "no" }, { activeContract: "yes" }] as const) {
      const assessment = judge(changes, "2025-01-01");
      expect(assessment).toMatchObject({ outcome: "specialist", edition: { confirmed: false } });
      expect(assessment.reasons[0]).toMatchObject({
        code: "edition_not_confirmed",
        effect: "open",
      });
    }
  });

  it("never gives the last term or amount", () => {
    for (const measure of judge({}, "2025-01-01").measures) {
      expect(measure).toMatchObject({ maxTermMonths: null, money: null });
    }
    expect(judge({}, "2024-12-31").measures[0]).toMatchObject({ maxTermMonths: 9 });
  });

  it("knows nothing before the first edition", () => {
    const assessment = judge({}, "2021-10-13");
    expect(assessment).toMatchObject({ outcome: "specialist", edition: null, measures: [] });
    expect(assessment.unknowns).toEqual(["edition"]);
  });
});

describe("the threshold", () => {
  it.each([
    ["rest", "2022-05-31", null],
    ["rest", "2022-06-01", 1_461_900],
    ["rest", "2022-12-31", 1_461_900],
    ["rest", "2023-01-01", 1_509_300],
    ["rest", "2024-01-01", null],
    ["taimyr", "2023-12-31", 2_427_900],
    ["norilsk", "2025-06-01", 2_771_500],
    ["khatanga", "2024-06-01", 4_340_100],
    ["evenkia", "2024-06-01", null],
  ])("of %s on %s is %s", (territory, date, value) => {
    const { threshold } = judge({ territory }, date);
    expect(threshold).toMatchObject({ value, missing: value === null ? "value" : null });
    expect(threshold.source === null).toBe(value === null);
  });

  it("is never that of the whole krai, which stands in for no territory", () => {
    expect(judge({ territory: "whole" }, day).threshold).toMatchObject({
      value: null,
      missing: "territory",
    });
    const whole = krasnoyarsk.minimums.find(
      (row) => row.territory === "whole" && row.from === "2023-01-01",
    );
    expect(whole?.perCapita).toBe(1_595_600);
  });

  it("names the territory as unknown when it is", () => {
    const assessment = judge({ territory: "unknown" });
    expect(assessment.unknowns).toContain("territory");
    expect(assessment.outcome).toBe("specialist");
  });
});

describe("what could change the outcome", () => {
  it("gives the day from which a person may apply again", () => {
    const { couldChange } = judge({
      lastContract: { endedOn: "2023-01-31", ending: "in_time", measure: "other" },
    });
    expect(couldChange).toEqual([
      { code: "apply_from_date", clause: "п. 39", date: "2024-02-01" },
      { code: "valid_reason_sooner", clause: "п. 39", date: null },
    ]);
  });

  it("is empty when nothing stands against", () => {
    expect(judge().couldChange).toEqual([]);
  });
});

describe("readings of unclear places", () => {
  const codes = (changes: Parameters<typeof judge>[0], on = day) =>
    judge(changes, on).readings.map(({ code }) => code);

  it("always names how the threshold is read", () => {
    expect(codes({})).toContain("threshold_per_capita");
  });

  it("names a reading where it was used, and only there", () => {
    expect(codes({})).not.toContain("alimony_by_writ_only");
    expect(codes({ alimonyWithoutWrit: "yes" })).toContain("alimony_by_writ_only");
    expect(codes({}, "2026-01-01")).toContain("edition_period");
  });
});
