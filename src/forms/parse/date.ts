import { Temporal } from "temporal-polyfill";
import { notUnderstood, oneOf, type Parsed } from "./parsed.ts";
import { plain, wordsOf } from "./text.ts";

/** Days from today, in plain form. */
const relativeDays = new Map<string, number>(
  Object.entries({
    "-2": ["позавчера", "алдыңғы күні"],
    "-1": ["вчера", "кеше", "yesterday"],
    "0": ["сегодня", "бүгін", "today"],
    "1": ["завтра", "ертең", "tomorrow"],
    "2": ["послезавтра", "бүрсігүні"],
  }).flatMap(([days, words]) => words.map((word): [string, number] => [plain(word), Number(days)])),
);

/** Beginnings of the names of the months, in plain form: Russian, Kazakh, English. */
const months: readonly (readonly string[])[] = [
  ["янв", "кан", "jan"],
  ["фев", "акп", "feb"],
  ["мар", "нау", "mar"],
  ["апр", "сау", "apr"],
  ["май", "мая", "мае", "мам", "may"],
  ["июн", "мау", "jun"],
  ["июл", "шил", "jul"],
  ["авг", "там", "aug"],
  ["сен", "кыр", "sep"],
  ["окт", "каз", "oct"],
  ["ноя", "кар", "nov"],
  ["дек", "жел", "dec"],
];

/** Words that may stand beside a date and change nothing. */
const beside =
  /^(?:г|год|года|году|ж|жыл|жылы|жылгы|го|ого|е|ое|st|nd|rd|th|of|the|с|от|до|i|и|ши|шы)$/u;

export interface DateLimits {
  /** "YYYY-MM-DD" of the person. */
  readonly today: string;
  /** A day after today is not understood. */
  readonly past?: boolean;
}

/**
 * A day as people write it, to "YYYY-MM-DD": "1 марта 2025", "01.03.25", "2025-03-01",
 * "2025 жылғы 1 наурыз", "Mar 1, 2025", "вчера". Figures are day before month; with slashes, where
 * that is not sure, and without a year the person chooses.
 */
export function parseDate(text: string, limits: DateLimits): Parsed<string> {
  const today = Temporal.PlainDate.from(limits.today);
  const days = relativeDays.get(text.replace(/[.!]+$/u, ""));
  const past = limits.past === true;
  const found = days === undefined ? read(text, today, past) : [today.add({ days })];
  if (!Array.isArray(found)) return notUnderstood(found);
  const real = found.filter((date) => date !== undefined);
  if (real.length === 0) return notUnderstood("date_impossible");
  const allowed = real.filter((date) => !(past && isAfter(date, today)));
  return oneOf(allowed.map(String)) ?? notUnderstood("date_future");
}

type Read = (Temporal.PlainDate | undefined)[] | "date" | "date_no_day" | "date_impossible";

function read(text: string, today: Temporal.PlainDate, past: boolean): Read {
  const words = wordsOf(text).filter((word) => !beside.test(word));
  const named = words.flatMap((word) => monthOf(word) ?? []);
  const figures = words.filter((word) => /^\d+$/.test(word));
  if (named.length + figures.length !== words.length || named.length > 1) return "date";
  if (named.length === 1) return withMonthName(figures, named[0]!, today, past);
  return inFigures(figures, text, today);
}

function monthOf(word: string): number | undefined {
  const found = months.findIndex((names) => names.some((name) => word.startsWith(name)));
  return found === -1 ? undefined : found + 1;
}

/** "1 марта 2025", "March 1, 2025", "2025 жылғы 1 наурыз", or no year at all. */
function withMonthName(
  figures: string[],
  month: number,
  today: Temporal.PlainDate,
  past: boolean,
): Read {
  const [first = "", second = ""] = figures;
  if (figures.length === 2) {
    const [day, year] = first.length > 2 ? [second, first] : [first, second];
    return day.length > 2 ? "date" : [calendarDay(yearOf(year, today), month, Number(day))];
  }
  if (figures.length !== 1 || first.length > 2) return figures.length > 2 ? "date" : "date_no_day";
  return nearest(month, Number(first), today, past);
}

/** The two years that a day without a year can belong to; 29 February looks eight years around. */
function nearest(month: number, day: number, today: Temporal.PlainDate, past: boolean): Read {
  const dates = Array.from({ length: 17 }, (_, at) => calendarDay(today.year + at - 8, month, day));
  const before = dates.filter((date) => date && !isAfter(date, today)).slice(-2);
  const after = dates.filter((date) => date && isAfter(date, today)).slice(0, 1);
  return plausible(past ? before : [...before.slice(-1), ...after]);
}

function inFigures(figures: string[], text: string, today: Temporal.PlainDate): Read {
  const [a = "", b = "", c = ""] = figures;
  if (figures.length === 1 && a.length === 8) {
    return plausible([
      calendarDay(Number(a.slice(4)), Number(a.slice(2, 4)), Number(a.slice(0, 2))),
      calendarDay(Number(a.slice(0, 4)), Number(a.slice(4, 6)), Number(a.slice(6))),
    ]);
  }
  if (figures.length !== 3) return figures.length === 0 ? "date" : "date_no_day";
  if (a.length === 4) return [calendarDay(Number(a), Number(b), Number(c))];
  if (a.length > 2 || b.length > 2) return "date";
  const year = yearOf(c, today);
  const dayFirst = calendarDay(year, Number(b), Number(a));
  return text.includes("/")
    ? plausible([dayFirst, calendarDay(year, Number(a), Number(b))])
    : [dayFirst];
}

function plausible(dates: (Temporal.PlainDate | undefined)[]): Read {
  const found = dates.filter((date) => date !== undefined);
  return found.length > 0 ? found : "date_impossible";
}

/** "25" is 2025 and "95" 1995: at most ten years ahead. */
function yearOf(figures: string, today: Temporal.PlainDate): number {
  const year = Number(figures);
  if (figures.length !== 2) return year;
  const century = today.year - (today.year % 100);
  return century + year > today.year + 10 ? century - 100 + year : century + year;
}

/** The day of these figures; none where the calendar has no such day. */
export function calendarDay(
  year: number,
  month: number,
  day: number,
): Temporal.PlainDate | undefined {
  if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1) return undefined;
  const date = Temporal.PlainDate.from({ year, month, day }, { overflow: "constrain" });
  return date.day === day ? date : undefined;
}

function isAfter(date: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(date, other) > 0;
}
