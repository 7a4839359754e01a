import { addDays } from "../../programs/dates.ts";
import { readRouteTemplates, routeTemplate } from "../../programs/route-card.ts";
import { FOLLOWED_DAYS } from "../deadlines/index.ts";
import type { Institution } from "../staff/index.ts";
import type { Case } from "./store.ts";
import { dayAt } from "./wording.ts";

/** A step of the route card (маршрутная карта). */
export interface RouteStep {
  readonly code: string;
  /** "YYYY-MM-DD". */
  readonly dueOn: string;
  readonly ticked: boolean;
  /** Where the template takes the day from, when it is a clause. */
  readonly clause: string | null;
}

/** The institution by whose programme and clock a case is worked on. */
export type Place = Pick<Institution, "region" | "timeZone">;

const templates = readRouteTemplates();

/** Where the template of a region comes from: `route-card:source.<code>`. @param region ISO 3166-2 */
export function sourceOfRoute(region: string): string {
  return routeTemplate(templates, region).source;
}

export interface PlannedStep {
  readonly code: string;
  /** "YYYY-MM-DD". */
  readonly on: string;
  readonly clause: string | null;
  /** Nobody need do it any more: before a release that was, or more than a year after it. */
  readonly over: boolean;
}

/** The template of a region around a day of release, as it stands on a day, in the order of the days. */
export function planAround(region: string, releaseDate: string, today: string): PlannedStep[] {
  const history = releaseDate <= addDays(today, -FOLLOWED_DAYS);
  return routeTemplate(templates, region).steps.map(({ code, day, clause = null }) => ({
    code,
    on: addDays(releaseDate, day),
    clause,
    over: history || (day < 0 && releaseDate <= today),
  }));
}

/** How far a plan of work reaches from the day of release, in days: before it and after it. */
export function reachOfPlan(region: string): { readonly before: number; readonly after: number } {
  const days = routeTemplate(templates, region).steps.map(({ day }) => day);
  return { before: Math.max(0, -Math.min(...days)), after: Math.max(0, ...days) };
}

/**
 * The route card of a case, in the order of its days; no step before the day of release is known.
 *
 * Only the ticks are kept: the days follow from the release and the template, so that no plain day in the
 * database tells when somebody is released. No day of the plan lies before the case was opened.
 * @param today "YYYY-MM-DD" where the institution is
 */
export function routeOf(
  { record, ticks, createdAt }: Pick<Case, "record" | "ticks" | "createdAt">,
  { region, timeZone }: Place,
  today: string,
): RouteStep[] {
  const { releaseDate } = record;
  if (releaseDate === null) return [];
  const opened = dayAt(createdAt, timeZone);
  return planAround(region, releaseDate, today).flatMap(({ code, on, clause, over }) => {
    const ticked = ticks.includes(code);
    return over && !ticked ? [] : [{ code, clause, ticked, dueOn: on < opened ? opened : on }];
  });
}
