import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
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

/** Every place of a region ("RU-KHM"), by name. */
export async function placesOfRegion(
  prisma: Pick<Reading, "shelter">,
  region: string,
): Promise<Place[]> {
  const rows = await prisma.shelter.findMany({
    where: { institution: { region, closedAt: null } },
    include: PLACE,
    orderBy: { institution: { name: "asc" } },
  });
  return rows.flatMap((row) => placeFrom(row) ?? []);
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

/** A unit by its id; undefined when it is closed or unknown. */
export async function readUnit(
  prisma: Pick<Reading, "bedUnit">,
  id: string,
): Promise<BedUnit | undefined> {
  const row = await prisma.bedUnit.findFirst({ where: { id, closedAt: null } });
  return row ? unitFrom(row) : undefined;
}

/** What staff say about a unit. */
export type BedNews =
  /** One more or one less taken: counted in the database, so that two at once are two. */
  | { readonly kind: "occupied_by"; readonly step: 1 | -1 }
  /** A figure that was seen: refused when somebody changed the unit since. */
  | { readonly kind: "figure"; readonly figure: Figure; readonly value: number }
  /** Every bed that nothing else is the matter with is taken. */
  | { readonly kind: "full" }
  /** As yesterday. */
  | { readonly kind: "confirmed" };
export type Figure = "capacity" | "occupied" | "outOfUse";

/**
 * Writes what staff say, with its history; it counts as a confirmation of the whole unit.
 * @throws Overtaken when a figure was said of a unit that somebody changed since
 */
export async function writeNews(
  tx: Transaction,
  before: BedUnit,
  news: BedNews,
  by: { readonly at: Date; readonly staffId: string | null },
): Promise<BedUnit> {
  if (news.kind === "occupied_by") return countOne(tx, before, news.step, by);
  const change = news.kind === "confirmed" ? {} : figureOf(before, news);
  const { count } = await tx.bedUnit.updateMany({
    where: { id: before.id, closedAt: null, version: before.version },
    data: { ...change, confirmedAt: by.at, version: { increment: 1 } },
  });
  if (count === 0) throw new Overtaken();
  const after = await unitNow(tx, before.id);
  const figure = news.kind === "figure" ? news.figure : "occupied";
  const called = news.kind === "confirmed" ? "confirmed" : COLUMN[figure];
  await note(tx, after, by, called, before[figure], after[figure]);
  return after;
}

async function countOne(
  tx: Transaction,
  before: BedUnit,
  step: 1 | -1,
  by: { readonly at: Date; readonly staffId: string | null },
): Promise<BedUnit> {
  // Nobody leaves an empty house: then it is only confirmed that it is empty.
  const { count } = await tx.bedUnit.updateMany({
    where: { id: before.id, closedAt: null, ...(step < 0 ? { occupied: { gt: 0 } } : {}) },
    data: { occupied: { increment: step }, confirmedAt: by.at, version: { increment: 1 } },
  });
  if (count === 0) {
    return writeNews(tx, await unitNow(tx, before.id), { kind: "confirmed" }, by);
  }
  const after = await unitNow(tx, before.id);
  // The row is locked by now, so what came between the reading and this step is not counted as its own.
  await note(tx, after, by, "occupied", after.occupied - step, after.occupied);
  return after;
}

async function unitNow(tx: Transaction, id: string): Promise<BedUnit> {
  const unit = await readUnit(tx, id);
  if (!unit) throw new Overtaken();
  return unit;
}

async function note(
  tx: Transaction,
  { id }: BedUnit,
  { at, staffId }: { readonly at: Date; readonly staffId: string | null },
  figure: string,
  before: number,
  after: number,
): Promise<void> {
  await tx.bedChange.create({ data: { unitId: id, at, staffId, figure, before, after } });
}

/**
 * Keeps one bed for somebody. Fifty at the same moment: each free bed is kept once.
 * @returns false when no bed is free by the figures
 */
export async function holdBed(
  tx: Transaction,
  unitId: string,
  by: { readonly at: Date; readonly staffId: string | null },
): Promise<boolean> {
  const kept = await tx.$executeRaw`
    UPDATE bed_units SET held = held + 1, version = version + 1
    WHERE id = ${unitId}::uuid AND closed_at IS NULL
      AND capacity - occupied - held - out_of_use > 0`;
  if (kept === 0) return false;
  const { held, ...unit } = await unitNow(tx, unitId);
  await note(tx, { ...unit, held }, by, "held", held - 1, held);
  return true;
}

/** The bed of a hold is kept no longer; when its person arrived, it is taken now. */
export async function releaseBed(
  tx: Transaction,
  unitId: string,
  arrived: boolean,
  by: { readonly at: Date; readonly staffId: string | null },
): Promise<void> {
  const { count } = await tx.bedUnit.updateMany({
    where: { id: unitId, held: { gt: 0 } },
    data: {
      held: { decrement: 1 },
      ...(arrived ? { occupied: { increment: 1 } } : {}),
      version: { increment: 1 },
    },
  });
  if (count === 0) return;
  const unit = await unitNow(tx, unitId);
  await note(tx, unit, by, "held", unit.held + 1, unit.held);
  if (arrived) await note(tx, unit, by, "occupied", unit.occupied - 1, unit.occupied);
}

const COLUMN: Readonly<Record<Figure, string>> = {
  capacity: "capacity",
  occupied: "occupied",
  outOfUse: "out_of_use",
};

function figureOf(unit: BedUnit, news: BedNews & { kind: "figure" | "full" }) {
  if (news.kind === "figure") return { [news.figure]: news.value };
  return { occupied: Math.max(unit.occupied, unit.capacity - unit.held - unit.outOfUse) };
}
