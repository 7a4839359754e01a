/** Open on these days of the week (1 = Monday) between two minutes of the day. */
export interface Opening {
  readonly days: readonly number[];
  readonly from: number;
  readonly until: number;
}

const DAYS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ["пн", "понедельник", "дс", "дүйсенбі", "mon", "monday"],
    ["вт", "вторник", "сс", "сейсенбі", "tue", "tuesday"],
    ["ср", "среда", "сәрсенбі", "wed", "wednesday"],
    ["чт", "четверг", "бс", "бейсенбі", "thu", "thursday"],
    ["пт", "пятница", "жм", "жұма", "fri", "friday"],
    ["сб", "суббота", "сн", "сенбі", "sat", "saturday"],
    ["вс", "воскресенье", "жс", "жексенбі", "sun", "sunday"],
  ].flatMap((names, at) => names.map((name) => [name, at + 1])),
);
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const DAY_MINUTES = 24 * 60;

/** What is said of hours in which nobody is there. */
const NOBODY = /обед|перерыв|выходн|закрыт|үзіліс|түскі|демалыс|lunch|break|closed|day off/;
const ALWAYS = /^(круглосуточно|тәулік бойы|24\/7|around the clock)$/;
const DAILY = /^(ежедневно|без выходных|күн сайын|күнделікті|daily|every day)\s*:?\s*/;
const DAY_RANGE = /^(\p{L}+)\.?(?:\s*-\s*(\p{L}+)\.?)?\s*:?\s*/u;
const TIMES = /^(?:с\s+)?(\d{1,2})(?:[:.](\d\d))?\s*(?:-|до|to)\s*(\d{1,2})(?:[:.](\d\d))?\s*\.?$/;

/**
 * Reads opening hours as an institution writes them: "Пн–Чт 9:00–18:00, Пт 9–17, обед 13:00–14:00".
 * A lunch break is left out: whoever writes at noon is answered the same day.
 *
 * @returns undefined when a part is not understood: then the words are shown as they are
 */
export function readOpeningHours(text: string): readonly Opening[] | undefined {
  const openings: Opening[] = [];
  let days: readonly number[] = [];
  let daysOnly: readonly number[] = [];
  for (const part of parts(text)) {
    if (NOBODY.test(part)) {
      daysOnly = [];
      continue;
    }
    if (ALWAYS.test(part)) {
      openings.push({ days: EVERY_DAY, from: 0, until: DAY_MINUTES });
      continue;
    }
    const read = readDays(part);
    if (!read) return undefined;
    const named = [...daysOnly, ...read.days];
    if (read.rest === "") {
      daysOnly = named;
      continue;
    }
    daysOnly = [];
    // Times without days go on with the days before: "Пн–Пт 9–13, 14–18".
    days = named.length > 0 ? named : days;
    const times = readTimes(read.rest);
    if (!times || days.length === 0) return undefined;
    openings.push(...onDays(days, times));
  }
  return openings.length > 0 && daysOnly.length === 0 ? openings : undefined;
}

function parts(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/[–—−]/g, "-")
    .split(/[,;\n]/)
    .map((part) => part.replace(/\s+/g, " ").trim())
    .filter((part) => part !== "");
}

function readDays(part: string): { days: readonly number[]; rest: string } | undefined {
  if (DAILY.test(part)) return { days: EVERY_DAY, rest: part.replace(DAILY, "") };
  const [all, first = "", last = first] = DAY_RANGE.exec(part) ?? [];
  if (!all || first === "с") return { days: [], rest: part };
  const [from, until] = [DAYS[first], DAYS[last]];
  if (!from || !until || until < from) return undefined;
  return { days: EVERY_DAY.slice(from - 1, until), rest: part.slice(all.length) };
}

/** Hours that go on after midnight, as a night shelter has them, end on the days after. */
function onDays(
  days: readonly number[],
  { from, until }: { readonly from: number; readonly until: number },
): Opening[] {
  if (from < until) return [{ days, from, until }];
  const after = days.map((day) => (day % 7) + 1);
  return [
    { days, from, until: DAY_MINUTES },
    ...(until > 0 ? [{ days: after, from: 0, until }] : []),
  ];
}

function readTimes(text: string): { from: number; until: number } | undefined {
  const match = TIMES.exec(text);
  if (!match) return undefined;
  const [, fromHour, fromMinute = "0", untilHour, untilMinute = "0"] = match;
  const from = Number(fromHour) * 60 + Number(fromMinute);
  const until = Number(untilHour) * 60 + Number(untilMinute);
  const isTime = from < DAY_MINUTES && until <= DAY_MINUTES && from !== until;
  return isTime ? { from, until } : undefined;
}
