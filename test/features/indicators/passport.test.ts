import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { planOf } from "../../../src/programs/indicators.ts";

const UNITS = { people: "Человек", units: "Единица", percent: "Процент" } as const;
const decimal = (tenths: number) => String(tenths / 10).replace(".", ",");

/** Sections 2 and 4 of the passport, typed off row by row. */
const table = readFileSync(new URL("./passport.tsv", import.meta.url), "utf8");

test("every value of the passport comes out equal to the last digit", () => {
  const { indicators } = planOf("RU-ZAB")!;
  const years = Array.from({ length: 12 }, (_, at) => String(2024 + at));
  const lines = indicators.map(({ section, number, unit, baseline, plan }) =>
    [
      ...[section, number, UNITS[unit], decimal(baseline!.value), baseline!.year],
      ...years.map((year) => (plan[year] === undefined ? "-" : decimal(plan[year]))),
    ].join("\t"),
  );
  expect(lines.join("\n")).toBe(table.trim().split("\n").slice(1).join("\n"));
});

test("its control points: four a year for each activity, each with a proof and somebody who answers", () => {
  const { activities, controlPoints, responsible } = planOf("RU-ZAB")!;
  for (const { number } of activities) {
    const points = controlPoints.filter(({ activity }) => activity === number);
    expect(points.map(({ date }) => date.slice(0, 4))).toEqual(Array(4).fill("2024"));
    expect(points.map(({ date }) => date)).toEqual(points.map(({ date }) => date).toSorted());
    for (const point of points) {
      expect(point.proof).toBe("Иной документ");
      expect(responsible[point.responsible]).toBeDefined();
    }
  }
  const visits = controlPoints.filter(({ activity }) => activity === "4");
  expect(visits.map(({ date }) => date)).toEqual([
    "2024-03-29",
    "2024-06-28",
    "2024-09-30",
    "2024-12-25",
  ]);
});

test("the target of the krai holds for the years of the edition, and for no other", () => {
  const [target] = planOf("RU-KYA")!.indicators;
  expect(target?.plan).toEqual({ 2022: 50_000, 2023: 50_000, 2024: 50_000 });
});
