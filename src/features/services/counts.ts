import type { Database } from "../../platform/postgres/database.ts";

/** What services of one kind come to in a period. */
export interface Count {
  /** People counted once; those without a name add up. */
  readonly people: number;
  /** Of them released from prison. */
  readonly released: number;
  /** Of the people: those without a name. */
  readonly nameless: number;
  /** Services. */
  readonly units: number;
  /** Services rendered to people released from prison. */
  readonly releasedUnits: number;
}

export const NO_COUNT: Count = { people: 0, released: 0, nameless: 0, units: 0, releasedUnits: 0 };

/** Where and when: the institutions by id, and a half-open period of days. */
export interface CountedOver {
  readonly institutions: readonly string[];
  readonly from: string;
  readonly until: string;
  /** Only these kinds; all of them when it is left out. */
  readonly kinds?: readonly string[];
}

/** By kind; a kind that nothing was rendered of is not there. */
export async function countByKind(
  prisma: Database["prisma"],
  over: CountedOver,
): Promise<ReadonlyMap<string, Count>> {
  const { institutions, from, until, kinds = null } = over;
  const rows = await prisma.$queryRaw<(Count & { readonly kind: string })[]>`
    WITH once AS (
      SELECT kind, person, sum(people) AS units, sum(released) AS released
      FROM services
      WHERE institution_id = ANY (${institutions}::uuid[])
        AND day >= ${from}::date AND day < ${until}::date
        AND (${kinds}::text[] IS NULL OR kind = ANY (${kinds}::text[]))
      GROUP BY kind, person)
    SELECT kind,
      sum(CASE WHEN person IS NULL THEN units ELSE 1 END)::int AS people,
      sum(CASE WHEN person IS NULL THEN released ELSE (released > 0)::int END)::int AS released,
      sum(CASE WHEN person IS NULL THEN units ELSE 0 END)::int AS nameless,
      sum(units)::int AS units, sum(released)::int AS "releasedUnits"
    FROM once GROUP BY kind`;
  return new Map(rows.map(({ kind, ...count }) => [kind, count]));
}

/** Over all kinds, or those that are named, together: whoever got two of them is one. */
export async function countTogether(
  prisma: Database["prisma"],
  { institutions, from, until, kinds }: CountedOver,
): Promise<Count> {
  const [row] = await prisma.$queryRaw<Count[]>`
    WITH once AS (
      SELECT person, sum(people) AS units, sum(released) AS released
      FROM services
      WHERE institution_id = ANY (${institutions}::uuid[])
        AND day >= ${from}::date AND day < ${until}::date
        AND (${kinds ?? null}::text[] IS NULL OR kind = ANY (${kinds ?? null}::text[]))
      GROUP BY person)
    SELECT
      coalesce(sum(CASE WHEN person IS NULL THEN units ELSE 1 END), 0)::int AS people,
      coalesce(sum(CASE WHEN person IS NULL THEN released ELSE (released > 0)::int END), 0)::int
        AS released,
      coalesce(sum(CASE WHEN person IS NULL THEN units ELSE 0 END), 0)::int AS nameless,
      coalesce(sum(units), 0)::int AS units, coalesce(sum(released), 0)::int AS "releasedUnits"
    FROM once`;
  return row ?? NO_COUNT;
}
