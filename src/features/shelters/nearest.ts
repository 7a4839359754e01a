import type { Database } from "../../platform/postgres/database.ts";
import { type Direction, type Point, wayTo } from "./geodesic.ts";
import { type Candidate, candidatesWithin, SPHERE } from "./near-store.ts";
import {
  type Age,
  ageOf,
  compareRank,
  compareUnits,
  freeBeds,
  isFor,
  REACH_KM,
  type Seeker,
  stopsOf,
} from "./rules.ts";
import { type Place, readPlaces } from "./store.ts";
import type { BedUnit } from "./unit.ts";

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

/** Looked through one after the other, in kilometres; nobody is sent further than the last. Less than the
 * first is no saving: a statement of its own costs more than the places of one more town. */
const RADII = [30, REACH_KM, 300, 1_000, 2_000] as const;

/** The best places for a person who stands at a point, by `compareRank`. */
export async function nearest(
  prisma: Database["prisma"],
  point: Point,
  seeker: Seeker,
  { now, limit = 5, skip = 0 }: NearestOptions,
): Promise<Found[]> {
  const wanted = limit + skip;
  // By the ellipsoid neighbours may change places: a few more than wanted are compared.
  const compared = wanted * 2 + 5;
  let candidates: readonly Candidate[] = [];
  for (const radius of RADII) {
    candidates = await candidatesWithin(prisma, point, radius, seeker, now, compared);
    if (isEnough(candidates, radius, wanted)) break;
  }
  const ids = [...new Set(candidates.map(({ id }) => id))].slice(0, compared);
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
    .sort(
      (a, b) =>
        compareRank(a.rank, b.rank) || compareUnits(a.found.unit.unit, b.found.unit.unit, seeker),
    )[0];
}
