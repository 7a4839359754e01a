import { Temporal } from "temporal-polyfill";
import { calendarDay } from "../../forms/parse/date.ts";
import { addDays } from "../../programs/dates.ts";

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
    "январь января январе янв кантар кантарга кантардан кантарда january jan",
    "февраль февраля феврале фев акпан акпанга акпаннан акпанда february feb",
    "март марта марте мар наурыз наурызга наурыздан наурызда march mar",
    "апрель апреля апреле апр сауир сауирге сауирден сауирде april apr",
    "май мая мае мамыр мамырга мамырдан мамырда may",
    "июнь июня июне июн маусым маусымга маусымнан маусымда june jun",
    "июль июля июле июл шилде шилдеге шилдеден шилдеде july jul",
    "август августа августе авг тамыз тамызга тамыздан тамызда august aug",
    "сентябрь сентября сентябре сен сент кыркуйек кыркуйекке кыркуйектен кыркуйекте september sep sept",
    "октябрь октября октябре окт казан казанга казаннан казанда october oct",
    "ноябрь ноября ноябре ноя нояб караша карашага карашадан карашада november nov",
    "декабрь декабря декабре дек желтоксан желтоксанга желтоксаннан желтоксанда december dec",
  ].flatMap((words, at) => words.split(" ").map((word): [string, number] => [word, at + 1])),
);

export function isMonth(word: string): boolean {
  return MONTHS.has(word);
}

/** A year further away is one of birth, or part of a phone. */
const NEAR_YEARS = 5;

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

/** Before a time: what it is the beginning or the end of, or nothing but that it is a time. */
const SINCE = new Set(["с", "со", "от", "from", "since"]);
const AFTER = new Set(["после", "after"]);
const UNTIL = new Set(["до", "по", "to", "until", "till"]);
const IN = new Set(["в", "во", "на", "за", "in", "on"]);
/** Behind a time: that it is the end. */
const UNTIL_HERE = "дейин";
const TO = new Set(["-", "по", "до", "to", "until"]);
const BESIDE = new Set("г год года году жыл жылгы of ж айы айында".split(" "));

/** Whether a word can lead in a time: "с 15 марта", "в марте". */
export function leadsIn(word: string): boolean {
  return [SINCE, AFTER, UNTIL, IN].some((words) => words.has(word));
}

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
  const lead = tokens[at] ?? "";
  const start = leadsIn(lead) || BESIDE.has(lead) ? at + 1 : at;
  const first = timeAt(tokens, start, today) ?? dayOfRange(tokens, start, today);
  if (!first) return undefined;
  let end = start + first.length;
  if (BESIDE.has(tokens[end] ?? "")) end += 1;
  const between = TO.has(tokens[end] ?? "") ? 1 : 0;
  const last = timeAt(tokens, end + between, today);
  // "1 наурыздан 15 наурызға дейін": nothing stands between the two.
  const both = last && (between === 1 || tokens[end + last.length] === UNTIL_HERE);
  if (both) end += between + last.length;
  if (BESIDE.has(tokens[end] ?? "") && /^\d/.test(tokens[end - 1] ?? "")) end += 1;
  const isEnd = tokens[end] === UNTIL_HERE;
  const period = both
    ? { from: first.period.from, to: last.period.to }
    : openPeriod(first.period, isEnd ? "до" : lead);
  if (isEnd) end += 1;
  return period.to < period.from ? undefined : { period: bounded(period), length: end - at };
}

/** "с 15 марта" and "до 15 марта" have one end: the other is as far away as is asked for. */
function openPeriod({ from, to }: Period, lead: string): Period {
  if (UNTIL.has(lead)) return { from: addDays(to, 1 - LONGEST_DAYS), to };
  if (SINCE.has(lead)) return { from, to: addDays(from, LONGEST_DAYS - 1) };
  if (AFTER.has(lead)) return { from: addDays(to, 1), to: addDays(to, LONGEST_DAYS) };
  return { from, to };
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
  const word = tokens[at + 2] ?? "";
  const saysDay = figure(word, 31) !== undefined || /^\d{1,2}[./]\d/.test(word);
  if (!last || !saysDay || last.period.from !== last.period.to) return undefined;
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
  const monthAlone = monthInFigures(word, now);
  if (monthAlone) return { period: monthFrom(monthAlone), length: 1 };

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
  if (year === undefined || Math.abs(year - now.year) > NEAR_YEARS) return undefined;
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

/** "03.2026", "03/2026", "03-2026", "2026-03", and "03.26", which is no day. */
function monthInFigures(word: string, now: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const match =
    /^(?:(?<year>20\d\d)-(?<month>\d\d)|(?<first>\d{1,2})[./-](?<then>20\d\d|\d\d))$/.exec(
      word,
    )?.groups;
  if (!match) return undefined;
  const said = match.year ?? match.then ?? "";
  const year = said.length === 2 ? 2000 + Number(said) : Number(said);
  if (Math.abs(year - now.year) > NEAR_YEARS) return undefined;
  return calendarDay(year, Number(match.month ?? match.first), 1);
}

/** "15.03.2026", "15-03-2026", "15.03.26", "15.03", "2026-03-15". */
function dateInFigures(word: string, now: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(word);
  if (iso) return calendarDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const match = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d\d))?$/.exec(word);
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
