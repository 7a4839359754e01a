import type { Database } from "../../platform/postgres/database.ts";

/** What services come to in a period. */
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

type Prisma = Pick<Database["prisma"], "$queryRaw">;

/*
 * Each of these reads one range of days of `services_table_idx` for each institution and no row of the
 * table. Sums are cast down to int: what PostgreSQL sums of its own accord it sums as decimals.
 */

/** By kind; a kind that nothing was rendered of is not there. */
export async function countByKind(
  prisma: Prisma,
  over: CountedOver,
): Promise<ReadonlyMap<string, Count>> {
  const { institutions, from, until, kinds = null } = over;
  const rows = await prisma.$queryRaw<(Count & { readonly kind: string })[]>`
    WITH once AS (
      SELECT kind, person, sum(people)::int AS units, sum(released)::int AS released
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
export async function countTogether(prisma: Prisma, over: CountedOver): Promise<Count> {
  const { institutions, from, until, kinds = null } = over;
  const [row] = await prisma.$queryRaw<Count[]>`
    WITH once AS (
      SELECT person, sum(people)::int AS units, sum(released)::int AS released
      FROM services
      WHERE institution_id = ANY (${institutions}::uuid[])
        AND day >= ${from}::date AND day < ${until}::date
        AND (${kinds}::text[] IS NULL OR kind = ANY (${kinds}::text[]))
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

/** Parts of the institutions, each counted for itself: towns, state and non-state, or each institution. */
export type Parts = Readonly<Record<string, readonly string[]>>;

/** By part and kind: whoever was served in two institutions of a part is one there. */
export async function countByPart(
  prisma: Prisma,
  parts: Parts,
  { from, until }: Pick<CountedOver, "from" | "until">,
): Promise<ReadonlyMap<string, ReadonlyMap<string, Count>>> {
  const pairs = Object.entries(parts).flatMap(([part, ids]) => ids.map((id) => ({ part, id })));
  const ids = pairs.map(({ id }) => id);
  const rows = await prisma.$queryRaw<(Count & { readonly part: string; readonly kind: string })[]>`
    WITH places AS (
      SELECT * FROM unnest(${ids}::uuid[], ${pairs.map(({ part }) => part)}::text[])
        AS places (institution_id, part)),
    once AS (
      SELECT part, kind, person, sum(people)::int AS units, sum(released)::int AS released
      FROM services JOIN places USING (institution_id)
      WHERE institution_id = ANY (${ids}::uuid[])
        AND day >= ${from}::date AND day < ${until}::date
      GROUP BY part, kind, person)
    SELECT part, kind,
      sum(CASE WHEN person IS NULL THEN units ELSE 1 END)::int AS people,
      sum(CASE WHEN person IS NULL THEN released ELSE (released > 0)::int END)::int AS released,
      sum(CASE WHEN person IS NULL THEN units ELSE 0 END)::int AS nameless,
      sum(units)::int AS units, sum(released)::int AS "releasedUnits"
    FROM once GROUP BY part, kind`;
  const found = new Map<string, Map<string, Count>>();
  for (const { part, kind, ...count } of rows) {
    found.set(part, (found.get(part) ?? new Map()).set(kind, count));
  }
  return found;
}

/** The day of the first service of these institutions; undefined when there is none. */
export async function firstDay(
  prisma: Prisma,
  institutions: readonly string[],
): Promise<string | undefined> {
  const [row] = await prisma.$queryRaw<{ readonly day: string | null }[]>`
    SELECT min(first.day)::text AS day
    FROM unnest(${institutions}::uuid[]) AS places (id)
    CROSS JOIN LATERAL (
      SELECT day FROM services WHERE institution_id = places.id ORDER BY day LIMIT 1) AS first`;
  return row?.day ?? undefined;
}
