import { dayOfMonth } from "../../../programs/dates.ts";
import { informationOn, type Plan } from "../../../programs/indicators.ts";

/** Half a calendar year, half-open days. */
export interface HalfYear {
  readonly code: string;
  readonly from: string;
  readonly until: string;
}

/** @param code such as "2024H1"; undefined for anything else */
export function readHalfYear(code: string): HalfYear | undefined {
  const [, year, half] = /^(20\d\d)H([12])$/.exec(code) ?? [];
  if (!year) return undefined;
  return half === "1"
    ? { code, from: `${year}-01-01`, until: `${year}-07-01` }
    : { code, from: `${year}-07-01`, until: `${Number(year) + 1}-01-01` };
}

/** The half-year that ended last before or on a day. */
export function lastHalfYear(today: string): HalfYear {
  const year = Number(today.slice(0, 4));
  const code = today < `${year}-07-01` ? `${year - 1}H2` : `${year}H1`;
  return readHalfYear(code)!;
}

/** By when the information on a half-year is told, with its source; undefined: nothing known asks for it. */
export function informationDue(
  plan: Plan,
  half: HalfYear,
): { readonly on: string; readonly clause: string; readonly responsible: string } | undefined {
  const asked = informationOn(plan, half);
  if (!asked) return undefined;
  const { by, clause, responsible } = asked;
  return { on: dayOfMonth(half.until, 0, by), clause, responsible };
}
