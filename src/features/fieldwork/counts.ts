import type { Database } from "../../platform/postgres/database.ts";
import type { FieldKind } from "../../programs/fieldwork.ts";

export interface FieldCounts {
  /** Trips, consultations, letters and visits by kind. */
  readonly trips: Readonly<Partial<Record<FieldKind, number>>>;
  /** People found or advised, by kind of trip; who was found twice is counted twice. */
  readonly people: Readonly<Partial<Record<FieldKind, number>>>;
  /** Where people went whom a patrol found. */
  readonly outcomes: Readonly<Record<string, number>>;
}

/**
 * What was done outside of the institutions in a half-open period of days. A letter counts on the day on
 * which it was received.
 */
export async function countFieldwork(
  prisma: Database["prisma"],
  over: { readonly institutions: readonly string[]; readonly from: string; readonly until: string },
): Promise<FieldCounts> {
  const { institutions, from, until } = over;
  const [trips, outcomes] = await Promise.all([
    prisma.$queryRaw<{ kind: FieldKind; trips: number; people: number }[]>`
      SELECT kind, count(*)::int AS trips, sum(people)::int AS people FROM field_trips
      WHERE institution_id = ANY (${institutions}::uuid[])
        AND day >= ${from}::date AND day < ${until}::date AND taken_back_at IS NULL
      GROUP BY kind`,
    prisma.$queryRaw<{ outcome: string; people: number }[]>`
      SELECT outcome, sum(o.people)::int AS people
      FROM field_trips t JOIN field_outcomes o ON o.trip_id = t.id
      WHERE institution_id = ANY (${institutions}::uuid[]) AND kind = 'patrol'
        AND day >= ${from}::date AND day < ${until}::date AND taken_back_at IS NULL
      GROUP BY outcome`,
  ]);
  return {
    trips: Object.fromEntries(trips.map((one) => [one.kind, one.trips])),
    people: Object.fromEntries(trips.map((one) => [one.kind, one.people])),
    outcomes: Object.fromEntries(outcomes.map((one) => [one.outcome, one.people])),
  };
}
