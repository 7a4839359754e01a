import { addDays, daysBetween } from "../../../programs/dates.ts";
import type { ControlPoint, Indicator, Plan } from "../../../programs/indicators.ts";

/** What was counted for an indicator, in tenths; of a share also what it is a share of. */
export interface Fact {
  readonly value: number;
  readonly of?: { readonly part: number; readonly whole: number };
}

/** An indicator in a year, all values in tenths; null: not known, or none. */
export interface IndicatorState {
  readonly indicator: Indicator;
  readonly plan: number | null;
  readonly fact: number | null;
  readonly of: Fact["of"] | null;
  /** What the year comes to if it goes on as it did so far. */
  readonly forecast: number | null;
  /** What is missing for the plan; 0 when it is reached. */
  readonly missing: number | null;
}

/** With less than four weeks of a year behind, its pace says nothing yet. */
const FIRST_DAYS = 28;

/**
 * Plan, fact and forecast of each indicator of a plan.
 * @param facts by the indicator's code; what is not there is not known
 * @param today "YYYY-MM-DD": of a year that is over the forecast is the fact
 */
export function indicatorStates(
  indicators: readonly Indicator[],
  year: number,
  facts: ReadonlyMap<string, Fact>,
  today: string,
): IndicatorState[] {
  return indicators.map((indicator) => {
    const plan = indicator.plan[String(year)] ?? null;
    const counted = facts.get(indicator.code);
    const fact = counted?.value ?? null;
    return {
      ...{ indicator, plan, fact, of: counted?.of ?? null },
      forecast: fact === null ? null : forecastOf(indicator.unit, fact, year, today),
      missing: plan === null || fact === null ? null : Math.max(plan - fact, 0),
    };
  });
}

/**
 * By today's pace: the days so far are to the fact as the year is to the forecast, rounded down to whole
 * ones. A share does not grow with the days, so its forecast is the share of today.
 */
export function forecastOf(
  unit: Indicator["unit"],
  fact: number,
  year: number,
  today: string,
): number | null {
  const from = `${year}-01-01`;
  const until = `${year + 1}-01-01`;
  if (today >= until) return fact;
  const passed = daysBetween(from, today) + 1;
  if (passed < FIRST_DAYS) return null;
  if (unit === "percent") return fact;
  return Math.floor((fact * daysBetween(from, until)) / passed / 10) * 10;
}

/** A share in tenths of a percent, as the plan writes it: half of a tenth is rounded up. */
export function shareOf(part: number, whole: number): Fact | undefined {
  if (whole === 0) return undefined;
  return { value: Math.floor((part * 2000 + whole) / (whole * 2)), of: { part, whole } };
}

export type PointState = "reached" | "overdue" | "soon" | "later";

/** A control point as it stands on a day. */
export interface PointOnDay {
  readonly point: ControlPoint;
  readonly state: PointState;
}

/** Within so many days a control point is soon. */
const SOON_DAYS = 30;

/** The control points of a year in the order of their days. */
export function pointsOf(
  { controlPoints }: Pick<Plan, "controlPoints">,
  year: number,
  reached: ReadonlySet<string>,
  today: string,
): PointOnDay[] {
  return controlPoints
    .filter(({ date }) => date.startsWith(`${year}-`))
    .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
    .map((point) => ({ point, state: stateOf(point, reached.has(point.code), today) }));
}

function stateOf({ date }: ControlPoint, isReached: boolean, today: string): PointState {
  if (isReached) return "reached";
  if (date < today) return "overdue";
  return date <= addDays(today, SOON_DAYS) ? "soon" : "later";
}

/** What the supervisors who answer for it are told before a day: so many days before. */
export const REMIND_DAYS = [14, 3] as const;

/** The reminder that is said on a day, if there is one. */
export function reminderOn(date: string, today: string): (typeof REMIND_DAYS)[number] | undefined {
  return REMIND_DAYS.find((days) => addDays(date, -days) === today);
}
