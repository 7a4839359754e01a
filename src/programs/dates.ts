import { Temporal } from "temporal-polyfill";
import { z } from "zod";

/** A day of the calendar, "YYYY-MM-DD". Legal dates have no clock time, and strings of it compare. */
export const isoDate = z
  .string()
  .refine(isDay, { error: "is not a date of the calendar (YYYY-MM-DD)" })
  .meta({ format: "date" });

/** A month, "YYYY-MM". */
export const isoMonth = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: "is not a month (YYYY-MM)" });

/** A half-open period [from, until); no `until` means that no end is known. */
export interface Period {
  readonly from: string;
  readonly until: string | null;
}

/** True for a day that exists: "2025-02-30" does not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether a half-open period holds on a day. */
export function holdsOn(period: Period, date: string): boolean {
  return period.from <= date && (period.until === null || date < period.until);
}

/** Counted in days of UTC, which are all alike: plans and desks add days many thousand times. */
export function addDays(date: string, days: number): string {
  const [year, month, day] = [date.slice(0, 4), date.slice(5, 7), date.slice(8, 10)].map(Number);
  return new Date(Date.UTC(year!, month! - 1, day! + days)).toISOString().slice(0, 10);
}

/** The same number of a later month, or the last day of that month when it has no such number. */
export function addMonths(date: string, months: number): string {
  return Temporal.PlainDate.from(date).add({ months }).toString();
}

/** A day by number in the month that is `months` after the month of the date. */
export function dayOfMonth(date: string, months: number, day: number): string {
  return Temporal.PlainDate.from(date).with({ day: 1 }).add({ months }).with({ day }).toString();
}

/** The last day of the month that is `months` after the month of the date. */
export function lastDayOfMonth(date: string, months: number): string {
  return addDays(dayOfMonth(date, months + 1, 1), -1);
}

/** The full calendar months before the month of the date, oldest first, as "YYYY-MM". */
export function fullMonthsBefore(date: string, count: number): string[] {
  const first = Temporal.PlainDate.from(date).with({ day: 1 });
  return Array.from({ length: count }, (_, index) =>
    first
      .subtract({ months: count - index })
      .toString()
      .slice(0, 7),
  );
}

/** Monday is 1, Sunday is 7. */
export function dayOfWeek(date: string): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}
