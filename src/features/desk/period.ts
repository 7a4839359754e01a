import { Temporal } from "temporal-polyfill";
import { calendarDay } from "../../forms/parse/date.ts";

/** Days of release, both included; "YYYY-MM-DD". */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** The longest period that is asked for: each of its days is asked for by itself. */
export const LONGEST_DAYS = 366;

/** Words that say months, in plain form; short ones stand only for themselves ("мар" is no "Марина"). */
const MONTHS: ReadonlyMap<string, number> = new Map(
  [
    "январь января январе янв кантар january jan",
    "февраль февраля феврале фев акпан february feb",
    "март марта марте мар наурыз march mar",
    "апрель апреля апреле апр сауир april apr",
    "май мая мае мамыр may",
    "июнь июня июне июн маусым june jun",
    "июль июля июле июл шилде july jul",
    "август августа августе авг тамыз august aug",
    "сентябрь сентября сентябре сен сент кыркуйек september sep sept",
    "октябрь октября октябре окт казан october oct",
    "ноябрь ноября ноябре ноя нояб караша november nov",
    "декабрь декабря декабре дек желтоксан december dec",
  ].flatMap((words, at) => words.split(" ").map((word): [string, number] => [word, at + 1])),
);

export function isMonth(word: string): boolean {
  return MONTHS.has(word);
}

/** Days from today that a word says. */
const DAYS: ReadonlyMap<string, number> = words({
  "-1": "вчера кеше yesterday",
  "0": "сегодня бугин today",
  "1": "завтра ертен tomorrow",
  "2": "послезавтра бурсигуни",
});

/** "last", "this", "next" before a week or a month. */
const WHICH: ReadonlyMap<string, number> = words({
  "-1": "прошлая прошлой прошлую прошлый прошлом откен last",
  "0": "эта этой эту этот этом осы this",
  "1": "следующая следующей следующую следующий следующем будущей будущем келеси next",
});

const SPANS: ReadonlyMap<string, "week" | "month" | "year"> = new Map([
  ...["неделя", "неделе", "неделю", "неделей", "апта", "аптада", "week"].map(
    (word): [string, "week"] => [word, "week"],
  ),
  ...["месяц", "месяце", "ай", "айда", "month"].map((word): [string, "month"] => [word, "month"]),
  ...["год", "году", "жыл", "жылы", "year"].map((word): [string, "year"] => [word, "year"]),
]);

const TO = new Set(["-", "по", "до", "to", "until", "дейин"]);
const BESIDE = new Set(["с", "г", "год", "года", "году", "жыл", "жылгы", "from", "of", "ж"]);

function words(byDays: Readonly<Record<string, string>>): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(byDays).flatMap(([days, list]) =>
      list.split(" ").map((word): [string, number] => [word, Number(days)]),
    ),
  );
}

/** A time that was said, and how many words said it. */
interface Said {
  readonly period: Period;
  readonly length: number;
}

/**
 * The period that the words say from `at` on: a day ("15.03.2026", "15 марта"), a month ("март",
 * "март 2026"), a year, "следующая неделя", or from one of these to another. A time without a year is
 * the nearest one.
 * @param tokens words and figures of a plain text; dates in figures and dashes are tokens too
 * @param today "YYYY-MM-DD"
 */
export function periodAt(tokens: readonly string[], at: number, today: string): Said | undefined {
  let start = at;
  while (BESIDE.has(tokens[start] ?? "") && start === at) start += 1;
  const first = timeAt(tokens, start, today) ?? dayOfRange(tokens, start, today);
  if (!first) return undefined;
  let end = start + first.length;
  if (BESIDE.has(tokens[end] ?? "")) end += 1;
  let { period } = first;
  if (TO.has(tokens[end] ?? "")) {
    const last = timeAt(tokens, end + 1, today);
    if (last) {
      period = { from: period.from, to: last.period.to };
      end += 1 + last.length;
    }
  }
  if (BESIDE.has(tokens[end] ?? "") && /^\d/.test(tokens[end - 1] ?? "")) end += 1;
  return period.to < period.from ? undefined : { period: bounded(period), length: end - at };
}

/** One more than a year is cut: the days after it are not asked for. */
function bounded({ from, to }: Period): Period {
  const last = Temporal.PlainDate.from(from)
    .add({ days: LONGEST_DAYS - 1 })
    .toString();
  return { from, to: to < last ? to : last };
}

/** "1" of "1-15 марта": the month stands behind the second day. */
function dayOfRange(tokens: readonly string[], at: number, today: string): Said | undefined {
  const day = figure(tokens[at], 31);
  if (day === undefined || !TO.has(tokens[at + 1] ?? "")) return undefined;
  const last = timeAt(tokens, at + 2, today);
  if (!last || figure(tokens[at + 2], 31) === undefined) return undefined;
  const first = Temporal.PlainDate.from(last.period.to).with({ day });
  return { period: oneDay(first), length: 1 };
}

function timeAt(tokens: readonly string[], at: number, today: string): Said | undefined {
  const [word = "", second = "", third = ""] = tokens.slice(at, at + 3);
  const now = Temporal.PlainDate.from(today);
  const relative = DAYS.get(word);
  if (relative !== undefined) return { period: oneDay(now.add({ days: relative })), length: 1 };
  const span = SPANS.get(second);
  const which = WHICH.get(word);
  if (which !== undefined && span) return { period: spanOf(now, span, which), length: 2 };

  const inFigures = dateInFigures(word, now);
  if (inFigures) return { period: oneDay(inFigures), length: 1 };

  const named = MONTHS.get(second);
  const day = figure(word, 31);
  if (day !== undefined && named !== undefined) {
    const year = yearOf(third);
    const date = year === undefined ? nearest(now, named, day) : calendarDay(year, named, day);
    return date && { period: oneDay(date), length: year === undefined ? 2 : 3 };
  }
  const month = MONTHS.get(word);
  if (month !== undefined) {
    const year = yearOf(second);
    const first = year === undefined ? nearestMonth(now, month) : calendarDay(year, month, 1);
    return first && { period: monthFrom(first), length: year === undefined ? 1 : 2 };
  }
  return yearAt(tokens, at, now);
}

/** "2026", and "2026 жылғы наурыз", where the month stands behind. */
function yearAt(tokens: readonly string[], at: number, now: Temporal.PlainDate): Said | undefined {
  const year = yearOf(tokens[at] ?? "");
  // Further away it is a year of birth, or part of a phone.
  if (year === undefined || Math.abs(year - now.year) > 5) return undefined;
  const behind = BESIDE.has(tokens[at + 1] ?? "") ? 2 : 1;
  const first = calendarDay(year, MONTHS.get(tokens[at + behind] ?? "") ?? 0, 1);
  if (first) return { period: monthFrom(first), length: behind + 1 };
  return { period: { from: `${year}-01-01`, to: `${year}-12-31` }, length: 1 };
}

function spanOf(now: Temporal.PlainDate, span: "week" | "month" | "year", which: number): Period {
  if (span === "week") {
    const monday = now.subtract({ days: now.dayOfWeek - 1 }).add({ weeks: which });
    return { from: monday.toString(), to: monday.add({ days: 6 }).toString() };
  }
  if (span === "month") return monthFrom(now.with({ day: 1 }).add({ months: which }));
  return { from: `${now.year + which}-01-01`, to: `${now.year + which}-12-31` };
}

/** "15.03.2026", "15.03.26", "15.03", "2026-03-15". */
function dateInFigures(word: string, now: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(word);
  if (iso) return calendarDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const match = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d\d))?$/.exec(word);
  if (!match) return undefined;
  const [, day, month, year] = match;
  if (year === undefined) return nearest(now, Number(month), Number(day));
  const full = year.length === 2 ? 2000 + Number(year) : Number(year);
  return calendarDay(full, Number(month), Number(day));
}

function nearest(
  now: Temporal.PlainDate,
  month: number,
  day: number,
): Temporal.PlainDate | undefined {
  const away = (date: Temporal.PlainDate) => Math.abs(now.until(date).days);
  return [now.year - 1, now.year, now.year + 1]
    .flatMap((year) => calendarDay(year, month, day) ?? [])
    .toSorted((a, b) => away(a) - away(b))[0];
}

/** The month of this name that is under way or whose middle is nearest. */
function nearestMonth(now: Temporal.PlainDate, month: number): Temporal.PlainDate | undefined {
  return nearest(now, month, 15)?.with({ day: 1 });
}

function monthFrom(first: Temporal.PlainDate): Period {
  return {
    from: first.toString(),
    to: first.with({ day: first.daysInMonth }).toString(),
  };
}

function oneDay(date: Temporal.PlainDate): Period {
  return { from: date.toString(), to: date.toString() };
}

function figure(word: string | undefined, most: number): number | undefined {
  const number = /^\d{1,2}$/.test(word ?? "") ? Number(word) : 0;
  return number >= 1 && number <= most ? number : undefined;
}

function yearOf(word: string): number | undefined {
  return /^20\d\d$/.test(word) ? Number(word) : undefined;
}

/** Every day of a period. */
export function daysOf({ from, to }: Period): string[] {
  const days: string[] = [];
  const last = Temporal.PlainDate.from(to);
  let day = Temporal.PlainDate.from(from);
  while (Temporal.PlainDate.compare(day, last) <= 0 && days.length < LONGEST_DAYS) {
    days.push(day.toString());
    day = day.add({ days: 1 });
  }
  return days;
}

/** The periods that are offered on buttons. */
export const OFFERED = {
  today: { span: "day", which: 0 },
  this_week: { span: "week", which: 0 },
  next_week: { span: "week", which: 1 },
  this_month: { span: "month", which: 0 },
  next_month: { span: "month", which: 1 },
  last_month: { span: "month", which: -1 },
} as const;
export type OfferedPeriod = keyof typeof OFFERED;

export function offeredPeriod(code: OfferedPeriod, today: string): Period {
  const { span, which } = OFFERED[code];
  const now = Temporal.PlainDate.from(today);
  return span === "day" ? oneDay(now) : spanOf(now, span, which);
}
