import { readFileSync } from "node:fs";
import { join } from "node:path";
import { addDays, dayOfWeek } from "./dates.ts";
import { workdaysFile } from "./schema.ts";

/** Countries with a calendar of working days in the data (five-day week). */
export type Country = "RU" | "KZ";

const years = new Map(
  workdaysFile
    .parse(JSON.parse(readFileSync(join(import.meta.dirname, "common/workdays.json"), "utf8")))
    .years.map((year) => [
      `${year.country}${year.year}`,
      {
        official: year.official,
        off: new Set(year.daysOff),
        working: new Set(year.workingWeekends),
      },
    ]),
);

/** Whether an official calendar of the year of this day is in the data. */
export function hasOfficialCalendar(country: Country, date: string): boolean {
  return calendar(country, date)?.official === true;
}

/** Without a calendar of that year only the weekend tells; see `hasOfficialCalendar`. */
export function isWorkingDay(country: Country, date: string): boolean {
  const year = calendar(country, date);
  if (year?.working.has(date)) return true;
  return dayOfWeek(date) <= 5 && !year?.off.has(date);
}

/**
 * The day that many working days after a day, which itself is not counted. `preliminary` when a
 * day on the way lies in a year without an official calendar.
 */
export function addWorkingDays(
  country: Country,
  date: string,
  days: number,
): { date: string; preliminary: boolean } {
  let day = date;
  let preliminary = false;
  for (let left = days; left > 0; ) {
    day = addDays(day, 1);
    preliminary ||= !hasOfficialCalendar(country, day);
    if (isWorkingDay(country, day)) left -= 1;
  }
  return { date: day, preliminary };
}

function calendar(country: Country, date: string) {
  return years.get(`${country}${date.slice(0, 4)}`);
}
