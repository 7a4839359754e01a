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

// A page of due dates asks for hundreds of days, so days are counted in numbers here.
const DAY = 86_400_000;

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

/** How many days later the second day is. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY;
}

/** The same number of a later month, or the last day of that month when it has no such number. */
export function addMonths(date: string, months: number): string {
  return dayIn(monthAfter(date.slice(0, 7), months), Number(date.slice(8)));
}

/** A day by number in the month that is `months` after the month of the date. */
export function dayOfMonth(date: string, months: number, day: number): string {
  return dayIn(monthAfter(date.slice(0, 7), months), day);
}

/** The last day of the month that is `months` after the month of the date. */
export function lastDayOfMonth(date: string, months: number): string {
  return dayIn(monthAfter(date.slice(0, 7), months), 31);
}

/** A day by number in a month, or its last day when it has no such number. */
function dayIn(month: string, day: number): string {
  if (day <= 28) return `${month}-${String(day).padStart(2, "0")}`;
  const last = addDays(`${monthAfter(month, 1)}-01`, -1);
  return day < Number(last.slice(8)) ? `${month}-${day}` : last;
}

/** The full calendar months before the month of the date, oldest first, as "YYYY-MM". */
export function fullMonthsBefore(date: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => monthAfter(date.slice(0, 7), index - count));
}

/** Every calendar month that the days from one to another touch, both included, as "YYYY-MM". */
export function monthsTouched(from: string, to: string): string[] {
  if (from > to) return [];
  const months = [from.slice(0, 7)];
  while (months.at(-1)! < to.slice(0, 7)) months.push(monthAfter(months.at(-1)!, 1));
  return months;
}

/** The month so many months after a month, both as "YYYY-MM". */
export function monthAfter(month: string, months: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months;
  const year = Math.floor(count / 12);
  return `${String(year).padStart(4, "0")}-${String(count - year * 12 + 1).padStart(2, "0")}`;
}

/** Monday is 1, Sunday is 7. */
export function dayOfWeek(date: string): number {
  return new Date(date).getUTCDay() || 7;
}
