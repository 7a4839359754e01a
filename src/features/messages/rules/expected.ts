import { Temporal } from "temporal-polyfill";
import { type Country, isWorkingDay } from "../../../programs/workdays.ts";
import { type Opening, readOpeningHours } from "./opening-hours.ts";

/** When whoever writes now may expect an answer. */
export type Expected =
  /** Somebody is there now. */
  | { readonly kind: "open" }
  /** They open on this day, "YYYY-MM-DD", at this time, "HH:MM", of the institution. */
  | { readonly kind: "opens"; readonly day: string; readonly time: string }
  /** The hours are known in words only. */
  | { readonly kind: "in_words"; readonly hours: string }
  | { readonly kind: "unknown" };

/** Longer than any run of holidays. */
const DAYS_AHEAD = 21;

/**
 * @param hours of the institution, as people read them; undefined when nobody knows them
 * @param timeZone of the institution
 */
export function expectedAnswer(
  at: Date,
  {
    hours,
    timeZone,
    country,
  }: {
    readonly hours: string | undefined;
    readonly timeZone: string;
    readonly country: Country;
  },
): Expected {
  if (!hours) return { kind: "unknown" };
  const openings = readOpeningHours(hours);
  if (!openings) return { kind: "in_words", hours };
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const minute = local.hour * 60 + local.minute;
  const today = openOn(openings, local.toPlainDate(), country);
  if (today.some(({ from, until }) => from <= minute && minute < until)) return { kind: "open" };
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    const day = local.toPlainDate().add({ days: ahead });
    const starts = openOn(openings, day, country)
      .map(({ from }) => from)
      .filter((from) => ahead > 0 || from > minute);
    if (starts.length === 0) continue;
    const first = Math.min(...starts);
    const time = new Temporal.PlainTime(Math.floor(first / 60), first % 60);
    return { kind: "opens", day: day.toString(), time: time.toString({ smallestUnit: "minute" }) };
  }
  return { kind: "in_words", hours };
}

/** A public holiday closes an institution, unless it is open on all seven days. */
function openOn(
  openings: readonly Opening[],
  day: Temporal.PlainDate,
  country: Country,
): readonly Opening[] {
  const everyDay = new Set(openings.flatMap(({ days }) => days)).size === 7;
  const holiday = day.dayOfWeek <= 5 && !isWorkingDay(country, day.toString());
  if (holiday && !everyDay) return [];
  return openings.filter(({ days }) => days.includes(day.dayOfWeek));
}
