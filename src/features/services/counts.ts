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

type People = Pick<Count, "people" | "released" | "nameless">;

export interface PartCounts {
  /** By kind; a kind that nothing was rendered of is not there. */
  readonly kinds: ReadonlyMap<string, People>;
  /** Over all kinds: whoever got two of them is one. */
  readonly together: People;
}

interface Met {
  /** null: over all kinds. */
  readonly kind: string | null;
  /** Where they were served, a bit for each institution; and where after a release. */
  readonly seen: string;
  readonly freed: string;
  readonly people: number;
  readonly released: number;
  readonly named: boolean;
}

/**
 * By part: whoever was served in two institutions of a part is one there. Every person is met once, with
 * all places where they were; how many were in the same places is then enough for any part.
 */
export async function countByPart(
  prisma: Prisma,
  parts: Parts,
  { from, until }: Pick<CountedOver, "from" | "until">,
): Promise<ReadonlyMap<string, PartCounts>> {
  const ids = [...new Set(Object.values(parts).flat())];
  const bits = ids.map((_, at) => ids.map((_id, other) => Number(at === other)).join(""));
  const none = "0".repeat(ids.length);
  const met = await prisma.$queryRaw<Met[]>`
    WITH places AS (
      SELECT id AS institution_id, bits::varbit AS bits
      FROM unnest(${ids}::uuid[], ${bits}::text[]) AS places (id, bits)),
    once AS (
      SELECT kind, person, bit_or(bits) AS seen,
        bit_or(CASE WHEN released > 0 THEN bits ELSE ${none}::varbit END) AS freed
      FROM services JOIN places USING (institution_id)
      WHERE institution_id = ANY (${ids}::uuid[]) AND person IS NOT NULL
        AND day >= ${from}::date AND day < ${until}::date
      GROUP BY kind, person),
    together AS (
      SELECT bit_or(seen) AS seen, bit_or(freed) AS freed FROM once GROUP BY person)
    SELECT kind, seen::text, freed::text, count(*)::int AS people, 0 AS released, true AS named
    FROM once GROUP BY kind, seen, freed
    UNION ALL
    SELECT NULL, seen::text, freed::text, count(*)::int, 0, true FROM together GROUP BY seen, freed
    UNION ALL
    SELECT kind, bits::text, bits::text, sum(people)::int, sum(released)::int, false
    FROM services JOIN places USING (institution_id)
    WHERE institution_id = ANY (${ids}::uuid[]) AND person IS NULL
      AND day >= ${from}::date AND day < ${until}::date
    GROUP BY kind, bits`;
  return new Map(
    Object.entries(parts).map(([part, members]) => {
      const places = members.map((id) => ids.indexOf(id));
      return [part, peopleIn(met, places)];
    }),
  );
}

function peopleIn(met: readonly Met[], places: readonly number[]): PartCounts {
  const kinds = new Map<string, People>();
  let together: People = { people: 0, released: 0, nameless: 0 };
  const among = (seen: string) => places.some((place) => seen[place] === "1");
  const plus = (to: People | undefined, { freed, people, released, named }: Met): People => ({
    people: (to?.people ?? 0) + people,
    released: (to?.released ?? 0) + (named ? (among(freed) ? people : 0) : released),
    nameless: (to?.nameless ?? 0) + (named ? 0 : people),
  });
  for (const one of met) {
    if (!among(one.seen)) continue;
    if (one.kind !== null) kinds.set(one.kind, plus(kinds.get(one.kind), one));
    // Without a name they are in no line over all kinds: they add up.
    if (one.kind === null || !one.named) together = plus(together, one);
  }
  return { kinds, together };
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
