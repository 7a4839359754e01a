import type { Database } from "../../platform/postgres/database.ts";
import type { Prisma } from "../../platform/postgres/generated/client.ts";
import type { Locale } from "../../platform/texts/texts.ts";
import type { Point } from "./geodesic.ts";
import { type BedUnit, type Conditions, NO_CONDITIONS_KNOWN, type UnitKind } from "./unit.ts";

/** Prisma itself or a transaction. */
export type Reading = Pick<Database["prisma"], "shelter" | "bedUnit" | "bedChange">;

/** Words by language; a language without them falls back to Russian. */
export type Words = Partial<Readonly<Record<Locale, string>>>;

/** A place with beds. Public knowledge, nothing about a person. */
export interface Place {
  /** Of its institution. */
  readonly id: string;
  readonly name: string;
  readonly region: string;
  /** GeoNames id. */
  readonly town: number;
  readonly address: string;
  readonly coordinates: Point;
  readonly phones: readonly string[];
  readonly hours: Words | null;
  readonly timeZone: string;
  readonly state: boolean;
  readonly demonstration: boolean;
  readonly source: string | null;
  readonly sourceAsOf: string | null;
  readonly conditions: Conditions;
  readonly intakeHours: Words | null;
  readonly callFirst: boolean;
  readonly bring: Words | null;
  readonly units: readonly BedUnit[];
}

const PLACE = {
  institution: true,
  units: { where: { closedAt: null }, orderBy: [{ unit: "asc" }, { id: "asc" }] },
} satisfies Prisma.ShelterInclude;
type PlaceRow = Prisma.ShelterGetPayload<{ include: typeof PLACE }>;

/** Places that exist and are not closed, in no order. One without coordinates is not among them. */
export async function readPlaces(
  prisma: Pick<Reading, "shelter">,
  ids: readonly string[],
): Promise<Place[]> {
  const rows = await prisma.shelter.findMany({
    where: { institutionId: { in: [...ids] }, institution: { closedAt: null } },
    include: PLACE,
  });
  return rows.flatMap((row) => placeFrom(row) ?? []);
}

/** A unit with its place, as a register lists them. */
export interface UnitAtPlace {
  readonly place: Place;
  readonly unit: BedUnit;
}

/** Units with their places, in the order of the ids. One that is closed or unknown is not among them. */
export async function readUnitsAtPlaces(
  prisma: Pick<Reading, "shelter">,
  ids: readonly string[],
): Promise<UnitAtPlace[]> {
  const rows = await prisma.shelter.findMany({
    where: { units: { some: { id: { in: [...ids] } } }, institution: { closedAt: null } },
    include: PLACE,
  });
  const places = rows.flatMap((row) => placeFrom(row) ?? []);
  const byUnit = new Map(
    places.flatMap((place) => place.units.map((unit) => [unit.id, { place, unit }] as const)),
  );
  return ids.flatMap((id) => byUnit.get(id) ?? []);
}

function placeFrom({ institution, units, ...row }: PlaceRow): Place | undefined {
  const { latitude, longitude } = institution;
  if (latitude === null || longitude === null) return undefined;
  return {
    id: institution.id,
    name: institution.name,
    region: institution.region,
    town: institution.town,
    address: institution.address,
    coordinates: { latitude, longitude },
    phones: institution.phones,
    hours: institution.hours as Words | null,
    timeZone: institution.timeZone,
    state: row.state,
    demonstration: row.demonstration,
    source: row.source,
    sourceAsOf: row.sourceAsOf,
    conditions: { ...NO_CONDITIONS_KNOWN, ...(row.conditions as Partial<Conditions>) },
    intakeHours: row.intakeHours as Words | null,
    callFirst: row.callFirst,
    bring: row.bring as Words | null,
    units: units.map(unitFrom),
  };
}

function unitFrom(row: Prisma.BedUnitGetPayload<object>): BedUnit {
  const { createdAt: _, closedAt: __, ...unit } = row;
  return { ...unit, unit: unit.unit as UnitKind };
}

/** The units of a place that are not closed, by kind. */
export async function unitsOf(
  prisma: Pick<Reading, "bedUnit">,
  institutionId: string,
): Promise<BedUnit[]> {
  const rows = await prisma.bedUnit.findMany({
    where: { institutionId, closedAt: null },
    orderBy: PLACE.units.orderBy,
  });
  return rows.map(unitFrom);
}

/** A unit by its id; undefined when it is closed or unknown. */
export async function readUnit(
  prisma: Pick<Reading, "bedUnit">,
  id: string,
): Promise<BedUnit | undefined> {
  const row = await prisma.bedUnit.findFirst({ where: { id, closedAt: null } });
  return row ? unitFrom(row) : undefined;
}
