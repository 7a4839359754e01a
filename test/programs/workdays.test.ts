import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { addDays } from "../../src/programs/dates.ts";
import { workdaysFile } from "../../src/programs/schema.ts";
import { addWorkingDays, hasOfficialCalendar, isWorkingDay } from "../../src/programs/workdays.ts";

const { years } = workdaysFile.parse(
  JSON.parse(
    readFileSync(new URL("../../src/programs/common/workdays.json", import.meta.url), "utf8"),
  ),
);

describe("the calendar of working days", () => {
  it.each(years)(
    "of $country in $year has $workingDays working days",
    ({ country, year, workingDays }) => {
      let counted = 0;
      for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
        if (isWorkingDay(country, day)) counted += 1;
      }
      expect(counted).toBe(workingDays);
    },
  );

  it.each([
    ["RU", "2024-04-27", true],
    ["RU", "2024-04-29", false],
    ["RU", "2025-11-01", true],
    ["KZ", "2025-01-05", true],
    ["KZ", "2025-01-03", false],
    ["RU", "2027-01-02", false],
    ["RU", "2027-01-04", true],
  ] as const)("in %s calls %s a working day: %s", (country, day, working) => {
    expect(isWorkingDay(country, day)).toBe(working);
  });

  it.each([
    ["RU", "2026-12-31", true],
    ["RU", "2027-01-01", false],
    ["RU", "2023-12-31", false],
    ["KZ", "2024-06-01", true],
    ["KZ", "2025-06-01", false],
  ] as const)("of %s for %s is official: %s", (country, day, official) => {
    expect(hasOfficialCalendar(country, day)).toBe(official);
  });

  it("skips holidays and moved days", () => {
    expect(addWorkingDays("RU", "2025-12-30", 1)).toEqual({
      date: "2026-01-12",
      preliminary: false,
    });
    expect(addWorkingDays("RU", "2025-12-30", 0)).toEqual({
      date: "2025-12-30",
      preliminary: false,
    });
  });
});
