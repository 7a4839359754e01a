import { Temporal } from "temporal-polyfill";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import type { Locale } from "../../platform/texts/texts.ts";
import { type Opening, readOpeningHours } from "../messages/index.ts";
import type { Place } from "../shelters/index.ts";

/** When people are taken in there, else when it is open, and whether that is now, by the place's clock. */
export function openText(turn: OpenTurn, { hours, intakeHours, timeZone }: Place): string[] {
  const { t, locale, now } = turn;
  const said = intakeHours ?? hours;
  const words = said?.[locale] ?? said?.ru;
  if (!words) return [];
  const openings = readOpeningHours(words);
  const known = openings
    ? ` ${t(isOpen(openings, timeZone, now) ? "beds:open_now" : "beds:closed_now")}`
    : "";
  // In the reader's language, as far as the words are understood.
  const shown = said?.[locale] || !openings ? words : openingsText(turn, openings);
  return [`${t(intakeHours ? "beds:intake" : "beds:hours", { hours: shown })}${known}`];
}

function isOpen(openings: readonly Opening[], timeZone: string, now: Date): boolean {
  const { dayOfWeek, hour, minute } = Temporal.Instant.fromEpochMilliseconds(
    now.getTime(),
  ).toZonedDateTimeISO(timeZone);
  const at = hour * 60 + minute;
  return openings.some(
    ({ days, from, until }) => days.includes(dayOfWeek) && from <= at && at < until,
  );
}

const WHOLE_DAY = 24 * 60;

function openingsText({ t, locale }: OpenTurn, openings: readonly Opening[]): string {
  return openings
    .map(({ days, from, until }, at) => {
      const daily = days.length === 7;
      if (daily && from === 0 && until === WHOLE_DAY) return t("beds:around_the_clock");
      const named = daily ? t("beds:daily") : daysText(days, locale);
      const times = `${clock(from)}–${clock(until)}`;
      return String(openings[at - 1]?.days) === String(days) ? times : `${named} ${times}`;
    })
    .join(", ");
}

/** "Mon–Fri" for days in a row, else one by one. */
function daysText(days: readonly number[], locale: Locale): string {
  const named = days.map((day) =>
    Temporal.PlainDate.from({ year: 2024, month: 1, day }).toLocaleString(locale, {
      weekday: "short",
    }),
  );
  const inRow = days.every((day, at) => at === 0 || day === ((days[at - 1] ?? 0) % 7) + 1);
  return inRow && named.length > 2 ? `${named[0]}–${named.at(-1)}` : named.join(", ");
}

function clock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}
