import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  informationDue,
  lastHalfYear,
  readHalfYear,
} from "../../../src/features/indicators/rules/half-year.ts";
import {
  checkedInTime,
  cohortOf,
  inTime,
  mediansOf,
  type Released,
} from "../../../src/features/indicators/rules/outcomes.ts";
import {
  forecastOf,
  indicatorStates,
  pointsOf,
  reminderOn,
  shareOf,
} from "../../../src/features/indicators/rules/plan.ts";
import { planOf } from "../../../src/programs/indicators.ts";

const passport = planOf("RU-ZAB")!;

describe("forecast by today's pace", () => {
  test.each([
    ["half of the year behind", "people", 470, "2024-06-30", 940],
    ["rounded down to whole ones", "units", 10, "2024-03-31", 40],
    ["the first weeks say nothing", "units", 30, "2024-01-27", null],
    ["the 28th day is the first that does", "units", 30, "2024-01-28", 390],
    ["a share stays", "percent", 149, "2024-06-30", 149],
    ["the last day of a leap year is the whole of it", "units", 40, "2024-12-31", 40],
    ["a year that is over is what it was", "units", 930, "2025-03-01", 930],
  ] as const)("%s", (_, unit, fact, today, forecast) => {
    expect(forecastOf(unit, fact, 2024, today)).toBe(forecast);
  });

  test("it never falls below what there is, and grows with it", () => {
    const day = fc.integer({ min: 28, max: 366 }).map((nth) => {
      return new Date(Date.UTC(2024, 0, nth)).toISOString().slice(0, 10);
    });
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(50), day, (fact, more, today) => {
        const now = forecastOf("units", fact * 10, 2024, today)!;
        expect(now).toBeGreaterThanOrEqual(fact * 10);
        expect(forecastOf("units", (fact + more) * 10, 2024, today)!).toBeGreaterThanOrEqual(now);
      }),
    );
  });
});

test("a share is rounded to a tenth, and of nobody it is not known", () => {
  expect(shareOf(14, 94)).toEqual({ value: 149, of: { part: 14, whole: 94 } });
  expect(shareOf(1, 2000)?.value).toBe(1);
  expect(shareOf(0, 7)?.value).toBe(0);
  expect(shareOf(0, 0)).toBeUndefined();
});

test("a year without a value has no plan, and what no row tells has no fact", () => {
  const states = indicatorStates(passport.indicators, 2026, new Map(), "2026-06-30");
  const clothes = states.find(({ indicator }) => indicator.code === "clothes");
  expect(clothes).toMatchObject({ plan: null, fact: null, forecast: null, missing: null });
  const served = states.find(({ indicator }) => indicator.code === "people_served");
  expect(served).toMatchObject({ plan: 1000, missing: null });
});

test("what is missing is never less than nothing", () => {
  const facts = new Map([["people_served", { value: 1200 }]]);
  const [served] = indicatorStates(passport.indicators, 2024, facts, "2024-12-31");
  expect(served).toMatchObject({ plan: 1000, fact: 1200, missing: 0 });
});

describe("control points", () => {
  test("by their days", () => {
    const points = pointsOf(passport, 2024, new Set(["visits_1"]), "2024-06-01");
    expect(points).toHaveLength(32);
    const stateOf = (code: string) => points.find(({ point }) => point.code === code)?.state;
    expect(["visits_1", "clothes_1", "visits_2", "visits_3"].map(stateOf)).toEqual([
      "reached",
      "overdue",
      "soon",
      "later",
    ]);
    expect(pointsOf(passport, 2025, new Set(), "2024-06-01")).toEqual([]);
  });

  test("are spoken of a fortnight and three days before", () => {
    const days = ["2024-03-14", "2024-03-15", "2024-03-26", "2024-03-29", "2024-03-30"];
    expect(days.map((day) => reminderOn("2024-03-29", day))).toEqual([
      undefined,
      14,
      3,
      undefined,
      undefined,
    ]);
  });
});

describe("half-years", () => {
  test("by their codes", () => {
    expect(readHalfYear("2024H2")).toEqual({
      code: "2024H2",
      from: "2024-07-01",
      until: "2025-01-01",
    });
    expect(["2024H3", "24H1", "2024Q1", ""].map(readHalfYear)).toEqual(Array(4).fill(undefined));
    expect(["2024-06-30", "2024-07-01", "2025-01-05"].map((day) => lastHalfYear(day).code)).toEqual(
      ["2023H2", "2024H1", "2024H2"],
    );
  });

  test("are told by the 10th where a source says so, and nowhere else", () => {
    const kazakhstan = planOf("KZ")!;
    const due = (code: string) => informationDue(kazakhstan, readHalfYear(code)!);
    expect(due("2018H1")).toMatchObject({ on: "2018-07-10", clause: "п. 2 пп. 2" });
    expect(due("2019H2")).toMatchObject({ on: "2020-01-10" });
    expect(due("2020H1")).toBeUndefined();
    expect(informationDue(passport, readHalfYear("2024H1")!)).toBeUndefined();
  });
});

const person = (on: string, first: Partial<Released["first"]> = {}, bed: string | null = null) => ({
  ...{ on, bed },
  first: { papers: null, place: null, work: null, contract: null, ...first },
});

describe("cohorts", () => {
  const people = [
    person("2024-01-10", { papers: "2024-02-09", work: "2024-02-10" }, "2024-01-10"),
    person("2024-01-20", { papers: "2024-01-05", place: "2024-03-01" }, "2024-01-25"),
    person("2024-05-01"),
  ];

  test("count whom a day has passed for, the day itself included", () => {
    const cohort = cohortOf(people, "2024-05-20");
    expect(cohort.papers[30]).toEqual({ have: 2, of: 2 });
    expect(cohort.work[30]).toEqual({ have: 0, of: 2 });
    expect(cohort.work[90]).toEqual({ have: 1, of: 2 });
    expect(cohort.place[90]).toEqual({ have: 1, of: 2 });
    expect(cohort.papers[365]).toEqual({ have: 0, of: 0 });
    expect(cohortOf(people, "2024-05-31").papers[30]).toEqual({ have: 2, of: 3 });
  });

  test("the median is of those who have it; before the release it took no day", () => {
    expect(mediansOf(people)).toEqual({
      bed: { days: 0, of: 2 },
      papers: { days: 0, of: 2 },
      work: { days: 31, of: 1 },
    });
    expect(mediansOf([]).bed).toEqual({ days: null, of: 0 });
  });
});

test("reports in time, and checks: what can still be in time is not counted", () => {
  const report = (lastDay: string, filedOn: string | null, excused = false) => {
    return { lastDay, filedOn, excused };
  };
  const reports = [
    report("2024-03-14", "2024-03-14"),
    report("2024-03-14", "2024-03-15"),
    report("2024-03-14", null),
    report("2024-03-14", null, true),
    report("2024-04-14", null),
  ];
  expect(inTime(reports, "2024-04-14")).toEqual({ have: 1, of: 3 });
  const checks = [
    { lastDay: "2024-03-24", decidedOn: "2024-03-24" },
    { lastDay: "2024-03-24", decidedOn: "2024-03-25" },
    { lastDay: "2024-04-24", decidedOn: null },
    { lastDay: "2024-04-01", decidedOn: null },
  ];
  expect(checkedInTime(checks, "2024-04-14")).toEqual({ have: 1, of: 3 });
});
