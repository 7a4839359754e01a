import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  dayOfMonth,
  dayOfWeek,
  daysBetween,
  fullMonthsBefore,
  holdsOn,
  isDay,
  lastDayOfMonth,
  monthAfter,
  monthsTouched,
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

describe("counting days and months", () => {
  const day = fc
    .integer({ min: -40_000, max: 60_000 })
    .map((days) => Temporal.PlainDate.from("1970-01-01").add({ days }));
  const months = fc.integer({ min: -240, max: 240 });
  const first = (date: Temporal.PlainDate) => date.with({ day: 1 });

  it("agrees with the calendar for any day of a century and a half", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -5_000, max: 5_000 }), (date, days) => {
        const text = date.toString();
        expect(addDays(text, days)).toBe(date.add({ days }).toString());
        expect(daysBetween(text, addDays(text, days))).toBe(days);
        expect(dayOfWeek(text)).toBe(date.dayOfWeek);
      }),
    );
  });

  it("agrees with the calendar for any month, whatever its length", () => {
    fc.assert(
      fc.property(day, months, fc.integer({ min: 1, max: 31 }), (date, count, number) => {
        const text = date.toString();
        const month = first(date).add({ months: count });
        expect(addMonths(text, count)).toBe(date.add({ months: count }).toString());
        expect(dayOfMonth(text, count, number)).toBe(month.with({ day: number }).toString());
        expect(lastDayOfMonth(text, count)).toBe(month.with({ day: 31 }).toString());
        expect(monthAfter(text.slice(0, 7), count)).toBe(month.toString().slice(0, 7));
      }),
    );
  });

  it("names every month that is touched, once", () => {
    expect(monthsTouched("2024-11-30", "2025-02-01")).toEqual([
      ...["2024-11", "2024-12", "2025-01", "2025-02"],
    ]);
    expect(monthsTouched("2024-02-29", "2024-02-29")).toEqual(["2024-02"]);
    expect(monthsTouched("2024-02-02", "2024-02-01")).toEqual([]);
  });
});
