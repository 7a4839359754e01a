import { parseDate } from "../../../forms/parse/date.ts";
import type { Parsed } from "../../../forms/parse/parsed.ts";
import { plain } from "../../../forms/parse/text.ts";

export interface DayLimits {
  /** "YYYY-MM-DD" where the institution is. */
  readonly today: string;
  /** The days of the reporting month. */
  readonly period: { readonly from: string; readonly to: string };
}

/** "12", "12.05", "12/5". */
const SHORT = /^(\d{1,2})(?:[./](\d{1,2}))?\.?$/;

/**
 * The day of a receipt as it is typed, today at the latest. What is left out of it is that of the reporting
 * month; where several years are meant, too.
 */
export function readDay(text: string, { today, period }: DayLimits): Parsed<string> {
  const said = plain(text);
  const [, day, month = period.to.slice(5, 7)] = SHORT.exec(said) ?? [];
  const whole = day === undefined ? said : `${day}.${month}.${period.to.slice(0, 4)}`;
  const read = parseDate(whole, { today, past: true });
  if (read.kind !== "choose") return read;
  const inMonth = read.options.filter((one) => one >= period.from && one <= period.to);
  const [only, ...others] = inMonth;
  return only !== undefined && others.length === 0 ? { kind: "value", value: only } : read;
}
