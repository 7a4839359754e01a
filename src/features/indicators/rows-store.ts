import type { Database } from "../../platform/postgres/database.ts";
import { dayOf } from "../../platform/postgres/days.ts";
import type { Indicator, Plan } from "../../programs/indicators.ts";
import type { ServiceTableRow } from "../../programs/services.ts";
import { rowsOf } from "./store.ts";

/** One row that an indicator is counted from: no name, only the number of its case. */
export interface RowBehind {
  /** "YYYY-MM-DD". */
  readonly day: string;
  /** A service by its kind, a trip by its place, a contract. */
  readonly what:
    | { readonly kind: "service"; readonly code: string }
    | { readonly kind: "trip"; readonly place: string | null }
    | { readonly kind: "contract" };
  readonly people: number;
  /** null: people without a name, or a trip. */
  readonly caseId: string | null;
}

export interface RowsBehind {
  readonly total: number;
  readonly rows: readonly RowBehind[];
}

interface Asked {
  readonly institutions: readonly string[];
  readonly year: number;
  readonly limit: number;
  readonly skip: number;
}

/** The rows behind an indicator, newest first; undefined when no row tells it. */
export async function rowsBehind(
  prisma: Database["prisma"],
  plan: Pick<Plan, "regions">,
  { fact }: Pick<Indicator, "fact">,
  { institutions, year, limit, skip }: Asked,
): Promise<RowsBehind | undefined> {
  if (fact === null) return undefined;
  const day = { gte: new Date(`${year}-01-01`), lt: new Date(`${year + 1}-01-01`) };
  const institutionId = { in: [...institutions] };
  const part = { take: limit, skip };
  if ("trips" in fact) {
    const where = { institutionId, day, kind: fact.trips, takenBackAt: null };
    const [total, trips] = await Promise.all([
      prisma.fieldTrip.count({ where }),
      prisma.fieldTrip.findMany({ where, ...part, orderBy: [{ day: "desc" }, { id: "desc" }] }),
    ]);
    const rows = trips.map((trip) => ({
      ...{ day: dayOf(trip.day), people: trip.people, caseId: null },
      what: { kind: "trip", place: trip.place } as const,
    }));
    return { total, rows };
  }
  if ("contracts" in fact) {
    const where = { startsOn: day, case: { institutionId } };
    const [total, contracts] = await Promise.all([
      prisma.contract.count({ where }),
      prisma.contract.findMany({
        ...{ where, ...part, select: { startsOn: true, caseId: true } },
        orderBy: [{ startsOn: "desc" }, { id: "desc" }],
      }),
    ]);
    const rows = contracts.map(({ startsOn, caseId }) => ({
      ...{ day: dayOf(startsOn), people: 1, caseId, what: { kind: "contract" } as const },
    }));
    return { total, rows };
  }
  const row = rowsOf(plan).find(({ number }) => number === fact.row);
  if (!row) return { total: 0, rows: [] };
  const where = { institutionId, day, ...conditionOf(row) };
  const [total, services] = await Promise.all([
    prisma.service.count({ where }),
    prisma.service.findMany({ where, ...part, orderBy: [{ day: "desc" }, { id: "desc" }] }),
  ]);
  const rows = services.map((one) => ({
    ...{ day: dayOf(one.day), people: one.people, caseId: one.caseId },
    what: { kind: "service", code: one.kind } as const,
  }));
  return { total, rows };
}

function conditionOf({ kinds, counts }: ServiceTableRow) {
  return {
    ...(kinds === "any" ? {} : { kind: { in: [...kinds] } }),
    ...(counts.startsWith("released_") ? { released: { gt: 0 } } : {}),
  };
}
