import type { Database } from "../../platform/postgres/database.ts";
import { Prisma } from "../../platform/postgres/generated/client.ts";
import type { Figures } from "../shelters/index.ts";

type Reading = Pick<Database["prisma"], "$queryRaw">;

/** What a region has altogether. Counts are beds, except `places`, `units` and `stale`. */
export interface Totals extends Figures {
  readonly places: number;
  readonly units: number;
  /** Free beds by figures that somebody said, fresh or not. */
  readonly free: number;
  /** Beds of units of which nobody ever said how many are free. */
  readonly unsaid: number;
  /** Units whose figures are past their period, or were never said. */
  readonly stale: number;
}

/** The open units of a region ("RU-KHM"). */
const ofRegion = (region: string) => Prisma.sql`
  institutions i
  JOIN bed_units u ON u.institution_id = i.id AND u.closed_at IS NULL
  WHERE i.region = ${region} AND i.closed_at IS NULL`;

const isStale = (now: Date) => Prisma.sql`
  (u.confirmed_at IS NULL
    OR u.confirmed_at < ${now}::timestamptz - make_interval(days => u.confirm_every))`;

export async function totalsOf(prisma: Reading, region: string, now: Date): Promise<Totals> {
  const said = Prisma.sql`FILTER (WHERE u.confirmed_at IS NOT NULL)`;
  const [row] = await prisma.$queryRaw<Totals[]>`
    SELECT count(DISTINCT i.id)::int AS places, count(*)::int AS units,
      coalesce(sum(u.capacity), 0)::int AS capacity,
      coalesce(sum(u.occupied) ${said}, 0)::int AS occupied,
      coalesce(sum(u.held), 0)::int AS held,
      coalesce(sum(u.out_of_use), 0)::int AS "outOfUse",
      coalesce(sum(u.capacity - u.occupied - u.held - u.out_of_use) ${said}, 0)::int AS free,
      coalesce(sum(u.capacity) FILTER (WHERE u.confirmed_at IS NULL), 0)::int AS unsaid,
      (count(*) FILTER (WHERE ${isStale(now)}))::int AS stale
    FROM ${ofRegion(region)}`;
  if (!row) throw new Error("A sum has one row");
  return row;
}

export interface Part {
  readonly limit: number;
  readonly offset?: number;
}

/**
 * Units of a region by the name of their place; stale ones by how long nobody confirmed them, and
 * those of which nobody ever said last.
 */
export async function unitIdsOf(
  prisma: Reading,
  region: string,
  { limit, offset = 0, staleAt }: Part & { readonly staleAt?: Date },
): Promise<string[]> {
  const only = staleAt ? Prisma.sql`AND ${isStale(staleAt)}` : Prisma.empty;
  const order = staleAt
    ? Prisma.sql`u.confirmed_at NULLS LAST, i.name, u.id`
    : Prisma.sql`i.name, i.id, u.unit, u.id`;
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    SELECT u.id FROM ${ofRegion(region)} ${only} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`;
  return rows.map(({ id }) => id);
}

/**
 * The figures that units had at moments: the first change after a moment says what was before it. `known` is
 * false where nobody had said by then how many are free; a unit that came later is absent.
 */
const figuresAt = (moments: readonly Date[], units: Prisma.Sql) => Prisma.sql`
  SELECT m.at, u.id,
    coalesce(l.capacity, u.capacity) AS capacity, coalesce(l.occupied, u.occupied) AS occupied,
    coalesce(l.held, u.held) AS held, coalesce(l.out_of_use, u.out_of_use) AS out_of_use,
    u.confirmed_at <= m.at OR EXISTS (
      SELECT FROM bed_changes c WHERE c.unit_id = u.id AND c.at <= m.at
        AND c.figure IN ('occupied', 'confirmed')) AS known
  FROM (SELECT u.* FROM ${units}) u
  JOIN unnest(${moments.map((at) => at.toISOString())}::timestamptz[]) m (at) ON u.created_at <= m.at
  LEFT JOIN LATERAL (
    SELECT
      (array_agg(c.before ORDER BY c.id) FILTER (WHERE c.figure = 'capacity'))[1] AS capacity,
      (array_agg(c.before ORDER BY c.id) FILTER (WHERE c.figure = 'occupied'))[1] AS occupied,
      (array_agg(c.before ORDER BY c.id) FILTER (WHERE c.figure = 'held'))[1] AS held,
      (array_agg(c.before ORDER BY c.id) FILTER (WHERE c.figure = 'out_of_use'))[1] AS out_of_use
    FROM bed_changes c WHERE c.unit_id = u.id AND c.at > m.at
  ) l ON true`;

/** How many beds these units had free at a moment, as far as somebody had said. */
export async function freeAt(
  prisma: Reading,
  ids: readonly string[],
  at: Date,
): Promise<ReadonlyMap<string, number>> {
  const units = Prisma.sql`bed_units u WHERE u.id = ANY (${[...ids]}::uuid[])`;
  const rows = await prisma.$queryRaw<{ id: string; free: number }[]>`
    SELECT id, capacity - occupied - held - out_of_use AS free
    FROM (${figuresAt([at], units)}) f WHERE known`;
  return new Map(rows.map(({ id, free }) => [id, free]));
}

export interface WeekFigures {
  /** Both null: nobody had said anything by then. */
  readonly occupied: number | null;
  /** Beds of the units of which something was said. */
  readonly beds: number | null;
}

/** Taken beds of a region at moments, in their order. */
export async function takenAt(
  prisma: Reading,
  region: string,
  moments: readonly Date[],
): Promise<WeekFigures[]> {
  const rows = await prisma.$queryRaw<{ at: Date; occupied: number; beds: number }[]>`
    SELECT at, sum(occupied)::int AS occupied, sum(capacity - out_of_use)::int AS beds
    FROM (${figuresAt(moments, ofRegion(region))}) f WHERE known GROUP BY at`;
  const byTime = new Map(rows.map((row) => [row.at.getTime(), row]));
  return moments.map((at) => {
    const { occupied = null, beds = null } = byTime.get(at.getTime()) ?? {};
    return { occupied, beds };
  });
}

/** Units of which a figure changed since a moment, or that came since with figures, by the name of their place. */
export async function changedSince(
  prisma: Reading,
  region: string,
  at: Date,
  { limit, offset = 0 }: Part,
): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    SELECT u.id FROM ${ofRegion(region)} AND (u.created_at > ${at} AND u.confirmed_at IS NOT NULL OR EXISTS (
      SELECT FROM bed_changes c WHERE c.unit_id = u.id AND c.at > ${at}
        AND c.figure IN ('capacity', 'occupied', 'held', 'out_of_use')))
    ORDER BY i.name, i.id, u.unit, u.id LIMIT ${limit} OFFSET ${offset}`;
  return rows.map(({ id }) => id);
}

/** How many asked on a day in a town and were not placed. */
export interface Unmet {
  /** "YYYY-MM-DD". */
  readonly day: string;
  /** GeoNames id. */
  readonly town: number;
  readonly count: number;
}

/** From a day on, the newest first. */
export async function unmetSince(
  prisma: Reading,
  region: string,
  day: string,
  { limit, offset = 0 }: Part,
): Promise<Unmet[]> {
  return prisma.$queryRaw<Unmet[]>`
    SELECT day::text AS day, town, count(*)::int AS count FROM unmet_needs
    WHERE region = ${region} AND day >= ${day}::date
    GROUP BY day, town ORDER BY day DESC, count DESC, town LIMIT ${limit} OFFSET ${offset}`;
}
