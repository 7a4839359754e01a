import { readCard, smallIndicators } from "../features/indicators/index.ts";
import type { Scope } from "../features/quarterly/index.ts";
import type { Database } from "../platform/postgres/database.ts";
import { isDay } from "../programs/dates.ts";
import { InputError } from "./input.ts";

/** @throws InputError when it is no year of this century */
export function readYear(text: string): number {
  if (!/^20\d\d$/.test(text)) throw new InputError("YEAR: is not a year (2024)");
  return Number(text);
}

/** @throws InputError when it is no day */
export function readDay(text: string): string {
  if (!isDay(text)) throw new InputError("--date: is not a day (YYYY-MM-DD)");
  return text;
}

/**
 * Plan, fact and forecast of a year, with the control points, as JSON. Values are as the plan writes them.
 * Where they are published, counts of few people are withheld, and what would tell them.
 */
export async function indicatorsOf(
  database: Database,
  asked: {
    readonly scope: Scope;
    readonly year: number;
    /** "YYYY-MM-DD". */
    readonly today: string;
    readonly published: boolean;
  },
): Promise<unknown> {
  const { scope, year, today } = asked;
  const where = scope.kind === "region" ? { region: scope.region } : { id: scope.id };
  const places = await database.prisma.institution.findMany({ where, orderBy: { id: "asc" } });
  const [place] = places;
  if (!place) {
    throw new InputError(
      scope.kind === "region"
        ? "--region: has no institutions"
        : "--institution: there is no such one",
    );
  }
  const institutions = places.map(({ id }) => id);
  const card = await readCard(
    database,
    { kind: scope.kind, region: place.region, institutions },
    year,
    today,
    "all",
  );
  if (!card) throw new InputError("--region: no plan of it is in the data");
  const { plan, states, points } = card;
  const small = asked.published ? smallIndicators(states) : new Set();
  return {
    ...{ plan: plan.code, source: plan.source, year, today, institutions: institutions.length },
    indicators: states.map(({ indicator, plan: planned, fact, of, forecast, missing }) => {
      const withheld = small.has(indicator.code);
      const told = (tenths: number | null) => (tenths === null || withheld ? null : tenths / 10);
      return {
        ...{ code: indicator.code, section: indicator.section, number: indicator.number },
        ...{ title: indicator.title, unit: indicator.unit },
        plan: planned === null ? null : planned / 10,
        ...{ fact: told(fact), of: withheld ? null : of },
        ...{ forecast: told(forecast), missing: told(missing), withheld },
        responsible: plan.responsible[indicator.responsible]?.title,
      };
    }),
    controlPoints: points.map(({ point, state }) => ({
      ...{ date: point.date, state, activity: point.activity, text: point.text },
      ...{ proof: point.proof, responsible: plan.responsible[point.responsible]?.title },
    })),
  };
}
