import { Temporal } from "temporal-polyfill";
import { addDays } from "../../../programs/dates.ts";
import type { MonthDays } from "./status.ts";

/** The rungs of the ladder of a month's report, by how many days before the last safe day they stand. */
export const REMINDERS = ["open", "days_7", "days_3", "days_1", "last_day", "day_after"] as const;
export type ReminderCode = (typeof REMINDERS)[number];

export interface Reminder {
  /** With the contract and the month it names the reminder: it is said once, whatever clocks do. */
  readonly code: ReminderCode;
  readonly at: Date;
  /** From this moment on it would be out of date: an outage must not make it say what is no longer so. */
  readonly until: Date;
  /** The day after the last safe day both sides are told. */
  readonly to: "person" | "both";
}

/** The hour at which reminders are said, by the clock of the institution's zone. */
const HOUR = 9;
/** For so long the last one may still be said. */
const LAST_RUNG_DAYS = 3;

/**
 * When a month's report is spoken of, soonest first. Whether it still has to be is asked when it is said.
 *
 * @param timeZone of the institution: the law's days are days there
 */
export function remindersOf({ opensOn, lastDay }: MonthDays, timeZone: string): Reminder[] {
  const days: readonly (readonly [ReminderCode, string])[] = [
    ["open", opensOn],
    ["days_7", addDays(lastDay, -7)],
    ["days_3", addDays(lastDay, -3)],
    ["days_1", addDays(lastDay, -1)],
    ["last_day", lastDay],
    ["day_after", addDays(lastDay, 1)],
  ];
  const rungs = days.filter(([, day]) => day >= opensOn);
  return rungs.map(([code, day], rung) => ({
    code,
    at: momentOf(day, HOUR, timeZone),
    until: momentOf(rungs[rung + 1]?.[1] ?? addDays(day, LAST_RUNG_DAYS), 0, timeZone),
    to: code === "day_after" ? "both" : "person",
  }));
}

/** The reminder whose time it is now, if there is one. */
export function dueReminder(reminders: readonly Reminder[], now: Date): Reminder | undefined {
  return reminders.find(({ at, until }) => at <= now && now < until);
}

/** The day by the clock of a place, "YYYY-MM-DD". */
export function dayIn(timeZone: string, at: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

function momentOf(day: string, hour: number, timeZone: string): Date {
  const moment = Temporal.PlainDate.from(day).toZonedDateTime({
    timeZone,
    plainTime: Temporal.PlainTime.from({ hour }),
  });
  return new Date(moment.epochMilliseconds);
}
