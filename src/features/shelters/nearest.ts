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

/** Looked through one after the other, in kilometres; nobody is sent further than the last. */
const RADII = [8, 30, REACH_KM, 300, 1_000, 2_000] as const;
/** The sphere is off by half a percent at most. */
const SPHERE = 0.01;
/** Units that are read for each place: one may have several. */
const UNITS_A_PLACE = 6;

/** The best places for a person who stands at a point, by `compareRank`. */
export async function nearest(
  prisma: Database["prisma"],
  point: Point,
  seeker: Seeker,
  { now, limit = 5, skip = 0 }: NearestOptions,
): Promise<Found[]> {
  const wanted = limit + skip;
  let candidates: readonly Candidate[] = [];
  for (const radius of RADII) {
    candidates = await candidatesWithin(prisma, point, radius, seeker, now, wanted);
    if (isEnough(candidates, radius, wanted)) break;
  }
  // By the ellipsoid neighbours may change places: a few more than wanted are compared.
  const ids = [...new Set(candidates.map(({ id }) => id))].slice(0, wanted * 2 + 5);
  const ranked = (await readPlaces(prisma, ids))
    .flatMap((place) => bestOf(place, point, seeker, now) ?? [])
    .sort((a, b) => compareRank(a.rank, b.rank));
  return ranked.slice(skip, wanted).map(({ found }) => found);
}

/**
 * Whether no place further away can come before these: suitable ones with a free bed are only passed by
 * nearer ones of their kind, and beyond reach distance alone decides.
 */
function isEnough(candidates: readonly Candidate[], radius: number, wanted: number): boolean {
  const sure = candidates.filter(({ km }) => km <= radius * (1 - SPHERE));
  const first =
    radius < REACH_KM ? sure.filter(({ stopped, promise }) => !stopped && promise === 2) : sure;
  return new Set(first.map(({ id }) => id)).size >= wanted;
}

interface Candidate {
  readonly id: string;
  readonly km: number;
  readonly stopped: boolean;
  readonly promise: number;
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

/** Units that may come first, by the same order as `compareRank` with distances on the sphere. */
function candidatesWithin(
  prisma: Database["prisma"],
  point: Point,
  radius: number,
  seeker: Seeker,
  now: Date,
  wanted: number,
): Promise<readonly Candidate[]> {
  const { latitude, longitude } = point;
  const inside = Prisma.join(
    boxesAround(point, radius * 1000 * (1 + SPHERE)).map(
      ({ south, north, west, east }) =>
        Prisma.sql`(i.latitude BETWEEN ${south} AND ${north} AND i.longitude BETWEEN ${west} AND ${east})`,
    ),
    " OR ",
  );
  const units = UNIT_KINDS.filter((unit) => isFor(unit, seeker));
  const withoutPapers = seeker.papers === "none";
  return prisma.$queryRaw<Candidate[]>`
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
      JOIN bed_units u ON u.institution_id = i.id
      JOIN shelters s ON s.institution_id = i.id
      WHERE (${inside}) AND i.closed_at IS NULL AND u.closed_at IS NULL
        AND u.unit = ANY(${units})
    )
    SELECT id, km, stopped, promise FROM near
    WHERE km <= ${radius * (1 + SPHERE)}
    ORDER BY km > ${REACH_KM}, stopped,
      CASE WHEN km <= ${REACH_KM} THEN -promise ELSE 0 END, km, -promise, name
    LIMIT ${(wanted * 2 + 5) * UNITS_A_PLACE}`;
}
