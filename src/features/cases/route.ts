import { addDays } from "../../programs/dates.ts";
import {
  type RouteTemplate,
  readRouteTemplates,
  routeTemplate,
} from "../../programs/route-card.ts";
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

/** The plan of work around a release that holds in a region. @param region ISO 3166-2 */
export function templateFor(region: string): RouteTemplate {
  return routeTemplate(templates, region);
}

/**
 * The route card of a case, in the order of its days; no step before the day of release is known.
 *
 * Only the ticks are kept: the days follow from the release and the template, so that no plain day in the
 * database tells when somebody is released. Once someone is released there is nothing left to do before
 * it, and no day of the plan lies before the case was opened.
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
  return templateFor(region)
    .steps.map(({ code, day, clause = null }) => {
      const planned = addDays(releaseDate, day);
      const dueOn = planned < opened ? opened : planned;
      return { code, day, dueOn, clause, ticked: ticks.includes(code) };
    })
    .filter(({ day, ticked }) => day >= 0 || ticked || releaseDate > today)
    .map(({ day: _day, ...step }) => step);
}
