import type { Database } from "../../platform/postgres/database.ts";
import { Prisma } from "../../platform/postgres/generated/client.ts";
import { boxesAround, type Direction, type Point, wayTo } from "./geodesic.ts";
import {
  type Age,
  ageOf,
  compareRank,
  freeBeds,
  isFor,
  REACH_KM,
  type Seeker,
  stopsOf,
} from "./rules.ts";
import { type Place, readPlaces } from "./store.ts";
import { type BedUnit, UNIT_KINDS } from "./unit.ts";

/** A place as the answer to somebody who looks for a bed, with the unit that promises most. */
export interface Found {
  readonly place: Place;
  readonly unit: BedUnit;
  readonly metres: number;
  readonly direction: Direction;
  /** Undefined: nobody ever said. */
  readonly free: number | undefined;
  readonly age: Age;
  readonly stops: ReturnType<typeof stopsOf>;
}

export interface NearestOptions {
  readonly now: Date;
  readonly limit?: number;
  /** So many of the best are passed over: "more". */
  readonly skip?: number;
}

/** Nobody is sent further than this. */
const FURTHEST_METRES = 2_000_000;
/** Units that are read for each place asked for: a place may have several. */
const UNITS_A_PLACE = 12;

/** The best places for a person who stands at a point, by `compareRank`. */
export async function nearest(
  prisma: Database["prisma"],
  point: Point,
  seeker: Seeker,
  { now, limit = 5, skip = 0 }: NearestOptions,
): Promise<Found[]> {
  const wanted = limit + skip;
  for (let metres = REACH_KM * 1000; ; metres *= 3) {
    const reach = Math.min(metres, FURTHEST_METRES);
    const candidates = await candidatesWithin(prisma, point, reach, seeker, now, wanted);
    const places = new Set(candidates.map(({ institutionId }) => institutionId));
    if (places.size < wanted && reach < FURTHEST_METRES) continue;
    const read = await readPlaces(prisma, [...places]);
    const ranked = read
      .flatMap((place) => bestOf(place, point, seeker, now) ?? [])
      .sort((a, b) => compareRank(a.rank, b.rank));
    return ranked.slice(skip, wanted).map(({ found }) => found);
  }
}

/** The unit of a place that comes first for this person; undefined when none is for them. */
function bestOf(place: Place, point: Point, seeker: Seeker, now: Date) {
  const { metres, direction } = wayTo(point, place.coordinates);
  return place.units
    .filter(({ unit }) => isFor(unit, seeker))
    .map((unit) => {
      const [free, age] = [freeBeds(unit), ageOf(unit, now)];
      const stops = stopsOf(place.conditions, unit.unit, seeker);
      return {
        found: { place, unit, metres, direction, free, age, stops },
        rank: {
          suits: stops.certain.length === 0,
          free,
          fresh: age.kind === "fresh",
          kilometres: metres / 1000,
          name: place.name,
        },
      };
    })
    .sort((a, b) => compareRank(a.rank, b.rank))[0];
}

/**
 * Units that may come first, by the same order as `compareRank` with distances on the sphere, which are
 * at most half a percent off: enough of them are taken that none is missed.
 */
async function candidatesWithin(
  prisma: Database["prisma"],
  point: Point,
  metres: number,
  seeker: Seeker,
  now: Date,
  wanted: number,
): Promise<{ institutionId: string }[]> {
  const { latitude, longitude } = point;
  const inside = Prisma.join(
    boxesAround(point, metres).map(
      ({ south, north, west, east }) =>
        Prisma.sql`(i.latitude BETWEEN ${south} AND ${north} AND i.longitude BETWEEN ${west} AND ${east})`,
    ),
    " OR ",
  );
  const units = UNIT_KINDS.filter((unit) => isFor(unit, seeker));
  const withoutPapers = seeker.papers === "none";
  return prisma.$queryRaw<{ institutionId: string }[]>`
    WITH near AS (
      SELECT i.id, i.name,
        12742.0 * asin(least(1, sqrt(
          power(sin(radians(i.latitude - ${latitude}) / 2), 2) + cos(radians(${latitude}))
            * cos(radians(i.latitude)) * power(sin(radians(i.longitude - ${longitude}) / 2), 2)
        ))) AS km,
        (${withoutPapers} AND s.conditions->>'papers' IN ('any', 'passport')
          AND s.conditions->>'policeCertificate' IS DISTINCT FROM 'true') AS stopped,
        CASE
          WHEN u.confirmed_at IS NULL OR u.confirmed_at < ${now}::timestamptz - make_interval(days => u.confirm_every)
            THEN 1
          WHEN u.capacity - u.occupied - u.held - u.out_of_use > 0 THEN 2
          ELSE 0
        END AS promise
      FROM institutions i
      JOIN shelters s ON s.institution_id = i.id
      JOIN bed_units u ON u.institution_id = i.id
      WHERE (${inside}) AND i.closed_at IS NULL AND u.closed_at IS NULL
        AND u.unit = ANY(${units})
    )
    SELECT id AS "institutionId" FROM near
    WHERE km <= ${(metres / 1000) * 1.01}
    ORDER BY km > ${REACH_KM}, stopped,
      CASE WHEN km <= ${REACH_KM} THEN -promise ELSE 0 END, km, -promise, name
    LIMIT ${(wanted + 1) * UNITS_A_PLACE}`;
}
