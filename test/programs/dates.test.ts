import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  dayOfMonth,
  fullMonthsBefore,
  holdsOn,
  isDay,
  lastDayOfMonth,
} from "../../src/programs/dates.ts";

describe("days", () => {
  it.each([
    ["2024-02-29", true],
    ["2025-02-29", false],
    ["2025-02-30", false],
    ["2025-2-3", false],
    ["2025-13-01", false],
    ["20250203", false],
    ["2025-02-03T10:00", false],
    ["", false],
  ])("%s is one: %s", (text, is) => {
    expect(isDay(text)).toBe(is);
  });

  it("hold in a half-open period", () => {
    const period = { from: "2024-01-01", until: "2025-01-01" };
    expect(
      ["2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01"].map((day) => holdsOn(period, day)),
    ).toEqual([false, true, true, false]);
    expect(holdsOn({ from: "2024-01-01", until: null }, "2999-01-01")).toBe(true);
  });
});

describe("months", () => {
  it("end on the same number, or on the last day", () => {
    expect(addMonths("2024-01-31", 1)).toBe("2024-02-29");
    expect(addMonths("2024-02-29", 12)).toBe("2025-02-28");
    expect(addMonths("2024-03-31", -1)).toBe("2024-02-29");
  });

  it("give a day by number across the end of the year", () => {
    expect(dayOfMonth("2024-12-31", 1, 15)).toBe("2025-01-15");
    expect(lastDayOfMonth("2023-10-31", 4)).toBe("2024-02-29");
  });

  it("before a date are whole ones, oldest first", () => {
    expect(fullMonthsBefore("2024-03-01", 3)).toEqual(["2023-12", "2024-01", "2024-02"]);
  });
});

it("adds days as the calendar counts them", () => {
  const day = fc.date({
    min: new Date("1900-01-01T00:00:00Z"),
    max: new Date("2199-12-31T00:00:00Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(day, fc.integer({ min: -40_000, max: 40_000 }), (at, days) => {
      const date = at.toISOString().slice(0, 10);
      expect(addDays(date, days)).toBe(Temporal.PlainDate.from(date).add({ days }).toString());
    }),
  );
});
