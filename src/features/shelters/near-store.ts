import type { Database } from "../../platform/postgres/database.ts";
import { Prisma } from "../../platform/postgres/generated/client.ts";
import { boxesAround, type Point } from "./geodesic.ts";
import { isFor, REACH_KM, type Seeker } from "./rules.ts";
import { UNIT_KINDS } from "./unit.ts";

/** The sphere is off by half a percent at most. */
export const SPHERE = 0.01;
/** Units that are read for each place: one may have several. */
const UNITS_A_PLACE = 6;

/** A unit of a place, with what the order of an answer needs. */
export interface Candidate {
  readonly id: string;
  /** On the sphere. */
  readonly km: number;
  readonly stopped: boolean;
  /** 2: a free bed by a fresh figure; 1: perhaps; 0: full by a fresh figure. */
  readonly promise: number;
}

/** Units that may come first, by the same order as `compareRank` with distances on the sphere. */
export function candidatesWithin(
  prisma: Database["prisma"],
  ...asked: Parameters<typeof candidatesQuery>
): Promise<readonly Candidate[]> {
  return prisma.$queryRaw<Candidate[]>(candidatesQuery(...asked));
}

/** The statement, so that its plan can be looked at. */
export function candidatesQuery(
  point: Point,
  radius: number,
  seeker: Seeker,
  now: Date,
  places: number,
): Prisma.Sql {
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
  return Prisma.sql`
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
    LIMIT ${places * UNITS_A_PLACE}`;
}
