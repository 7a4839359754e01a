import { addDays, addMonths, dayOfMonth, lastDayOfMonth } from "../../programs/dates.ts";
import { editionOn, type Program } from "../../programs/index.ts";
import type { Clock, Limit, MeasureCode } from "../../programs/schema.ts";
import { addWorkingDays, hasOfficialCalendar, isWorkingDay } from "../../programs/workdays.ts";

/** One due date that follows from an event. */
export interface Due {
  readonly code: string;
  readonly event: string;
  readonly eventDate: string;
  /** The event has not happened: its day is the last one by which it must, so this day is too. */
  readonly assumed: boolean;
  /** Whose it is. */
  readonly owner: Clock["owner"];
  readonly clause: string;
  /** Not before this day, for what may be done only within a span. */
  readonly from: string | null;
  /** The last safe day, unmoved; null for what may be done from a day on, without an end. */
  readonly due: string | null;
  readonly unit: Limit["unit"];
  /** The length of the limit in its unit, as the clause gives it. */
  readonly length: number;
  /** Working days were counted in a year without an official calendar: the day may yet move. */
  readonly preliminary: boolean;
  /** The last day is a day off; null when no calendar of that year tells. */
  readonly dayOff: boolean | null;
  /** The case in which it holds, where the event alone does not tell. */
  readonly onlyIf: string | null;
  readonly measures: readonly MeasureCode[] | null;
  /** Comes every month until the due date. */
  readonly monthly: boolean;
  readonly readings: readonly string[];
  /** Events that happen when it is done. */
  readonly triggers: readonly string[];
  /** The edition is known to hold on the day of the event. */
  readonly confirmed: boolean;
  readonly edition: string;
}

export interface DueOptions {
  /** Only what concerns this measure; left out: every measure, each named. */
  readonly measure?: MeasureCode;
}

export type DueAnswer =
  | {
      readonly kind: "due";
      readonly edition: string;
      readonly confirmed: boolean;
      readonly list: readonly Due[];
    }
  | { readonly kind: "unknown_event"; readonly events: readonly string[] }
  /** No edition had begun by the day. */
  | { readonly kind: "no_edition" };

/**
 * Every due date that follows from an event on a day, soonest first.
 *
 * The day of the event is not counted. Days are calendar days unless the clause says working days,
 * and a last day that is a day off is not moved: the unmoved day is the safe one. Months end on the
 * same number, or on the last day of a month that has no such number. After the period in which the
 * edition is known to hold the dates are still told, as not confirmed: a person who is told no date
 * may miss it.
 */
export function due(
  program: Program,
  event: string,
  date: string,
  { measure }: DueOptions = {},
): DueAnswer {
  const found = editionOn(program, date);
  const edition = found.kind === "known" ? found.edition : found.last;
  if (edition === null) return { kind: "no_edition" };
  const events = [...new Set(edition.clocks.map((clock) => clock.event))];
  if (!events.includes(event)) return { kind: "unknown_event", events };
  const confirmed = found.kind === "known";
  const list = edition.clocks
    .filter((clock) => clock.event === event)
    .filter((clock) => !measure || !clock.measures || clock.measures.includes(measure))
    .map((clock) => dueOf(program, clock, date, edition.code, confirmed))
    .sort((a, b) => order(a).localeCompare(order(b)));
  return { kind: "due", edition: edition.code, confirmed, list };
}

/**
 * What follows from an application on a day, both sides' due dates at the latest: each next step is
 * counted as if the one before took all of its time (`assumed`). Steps after the contract that depend
 * on the measure are told only when the measure is known.
 */
export function dueAfterApplication(
  program: Program,
  date: string,
  measure: MeasureCode | undefined,
): Due[] {
  const all: Due[] = [];
  const follow = (event: string, on: string, assumed: boolean): void => {
    const answer = due(program, event, on, { measure });
    if (answer.kind !== "due") return;
    for (const one of answer.list) {
      if (one.measures && !measure) continue;
      all.push({ ...one, assumed });
      for (const next of one.triggers) if (one.due) follow(next, one.due, one.due !== date);
    }
  };
  follow("application_received", date, false);
  return all.sort((a, b) => order(a).localeCompare(order(b)));
}

function order(one: Due): string {
  return one.due ?? one.from ?? "";
}

/** What one clock gives for its event on a day. @param confirmed its edition is known to hold */
export function dueOf(
  program: Program,
  clock: Clock,
  date: string,
  edition: string,
  confirmed: boolean,
): Due {
  const span = spanOf(program, clock.limit, date);
  const last = span.due;
  return {
    code: clock.code,
    event: clock.event,
    eventDate: date,
    assumed: false,
    owner: clock.owner,
    clause: clock.clause,
    from: span.from,
    due: last,
    unit: clock.limit.unit,
    length: lengthOf(clock.limit),
    preliminary: span.preliminary,
    dayOff:
      last === null || !hasOfficialCalendar(program.country, last)
        ? null
        : !isWorkingDay(program.country, last),
    onlyIf: clock.onlyIf ?? null,
    measures: clock.measures ?? null,
    monthly: clock.monthly,
    readings: [...new Set([...clock.readings, ...readingsOf(clock.limit)])],
    triggers: clock.triggers,
    confirmed,
    edition,
  };
}

interface Span {
  readonly from: string | null;
  readonly due: string | null;
  readonly preliminary: boolean;
}

function spanOf(program: Program, limit: Limit, date: string): Span {
  if ("days" in limit) {
    if (limit.unit === "calendar") return until(addDays(date, limit.days));
    const end = addWorkingDays(program.country, date, limit.days);
    return { from: null, due: end.date, preliminary: end.preliminary };
  }
  if ("months" in limit) return until(addMonths(date, limit.months));
  if ("notBeforeMonths" in limit) {
    const from = addDays(addMonths(date, limit.notBeforeMonths), 1);
    return { from, due: null, preliminary: false };
  }
  if ("day" in limit) {
    const day = dayOfMonth(date, limit.monthsAfter, limit.day);
    return until(limit.before ? addDays(day, -1) : day);
  }
  if ("within" in limit) {
    return {
      from: dayOfMonth(date, limit.within, 1),
      due: lastDayOfMonth(date, limit.within),
      preliminary: false,
    };
  }
  return { from: addDays(addMonths(date, -limit.lastMonths), 1), due: date, preliminary: false };
}

function until(day: string): Span {
  return { from: null, due: day, preliminary: false };
}

/** The number that the clause names, in its unit. */
export function lengthOf(limit: Limit): number {
  if ("days" in limit) return limit.days;
  if ("months" in limit) return limit.months;
  if ("notBeforeMonths" in limit) return limit.notBeforeMonths;
  if ("day" in limit) return limit.day;
  return "within" in limit ? limit.within : limit.lastMonths;
}

function readingsOf(limit: Limit): string[] {
  if (limit.unit === "calendar") return ["calendar_days_unmoved"];
  return "months" in limit ? ["month_ends_on_same_number"] : [];
}
