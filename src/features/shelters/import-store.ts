import { randomUUID } from "node:crypto";
import type { Transaction } from "../../platform/postgres/database.ts";
import { isUuid } from "../../platform/uuid.ts";
import type { Figures } from "./figures.ts";
import type { BedChange } from "./history-store.ts";
import { figuresOf, institutionOf, shelterOf } from "./import-columns.ts";
import { updatePlaces, updateUnits } from "./import-update.ts";
import type { Column, FilePlace, FileUnit } from "./row.ts";
import type { BedUnit } from "./unit.ts";

/** How many a file made anew, and how many it changed. */
export interface Count {
  created: number;
  updated: number;
}

/** Writes places; the id of each institution by its `service_id`. */
export async function putPlaces(
  tx: Transaction,
  places: readonly FilePlace[],
  now: Date,
  count: Count,
): Promise<ReadonlyMap<string, string>> {
  const known = await tx.shelter.findMany({
    where: { serviceId: { in: places.map(({ serviceId }) => serviceId) } },
    select: { serviceId: true, institutionId: true },
  });
  const ids = new Map(known.map((one) => [one.serviceId, one.institutionId]));
  const fresh = places
    .filter(({ serviceId }) => !ids.has(serviceId))
    .map((place) => ({ place, id: randomUUID() }));
  const there = places.flatMap((place) => {
    const id = ids.get(place.serviceId);
    return id ? [{ id, ...institutionOf(place), ...shelterOf(place) }] : [];
  });
  await updatePlaces(tx, there);
  count.updated += there.length;
  await tx.institution.createMany({
    data: fresh.map(({ place, id }) => ({
      ...institutionOf(place),
      id,
      kind: "shelter",
      createdAt: now,
    })),
  });
  await tx.shelter.createMany({
    data: fresh.map(({ place, id }) => ({ ...shelterOf(place), institutionId: id })),
  });
  count.created += fresh.length;
  for (const { place, id } of fresh) ids.set(place.serviceId, id);
  return ids;
}

/** A unit of a file, with its line. */
export interface UnitLine {
  readonly line: number;
  readonly unit: FileUnit;
  readonly institutionId: string;
}

/** A line that cannot be taken, and why. */
export interface Refused {
  readonly line: number;
  readonly column: Column | null;
  readonly problem: string;
}

type UnitRow = Awaited<ReturnType<Transaction["bedUnit"]["findMany"]>>[number];

/**
 * Writes units with their history. Whoever changes one of them at the same moment waits. What somebody said
 * after the file was made stays: of such a unit only the rest is taken.
 * @returns lines that what the register has does not let in; then nothing may be kept
 */
export async function putUnits(
  tx: Transaction,
  units: readonly UnitLine[],
  now: Date,
  count: Count & { newer: number },
): Promise<Refused[]> {
  const find = await findUnits(tx, units);
  const fresh = [];
  const there = [];
  const changes: NewChange[] = [];
  const refused: Refused[] = [];
  const lines = new Map<string, number>();
  for (const { line, unit, institutionId } of units) {
    const found = find(unit, institutionId);
    if (found === "elsewhere") {
      refused.push({ line, column: "capacity_id", problem: "belongs to another place" });
      continue;
    }
    const id = found?.id ?? newId(unit);
    const twin = lines.get(id);
    if (twin) refused.push({ line, column: "unit", problem: `repeats line ${twin}` });
    lines.set(id, line);
    if (!found) {
      fresh.push({ ...figuresOf(unit), id, institutionId, createdAt: now });
      if (unit.confirmedAt) changes.push(confirmation(id, unit, now));
      continue;
    }
    const taken = withNewer(found, unit);
    if (taken !== unit) count.newer += 1;
    if (taken.capacity < taken.occupied + taken.outOfUse + found.held) {
      const problem = "is less than occupied, out_of_use and what is held now";
      refused.push({ line, column: "maximum", problem });
    }
    if (refused.length > 0) continue;
    there.push({ id, ...figuresOf(taken) });
    changes.push(...changesOf(found, taken, now));
  }
  if (refused.length > 0) return refused;
  await updateUnits(tx, there);
  await tx.bedUnit.createMany({ data: fresh });
  await tx.bedChange.createMany({ data: changes });
  count.created += fresh.length;
  count.updated += there.length;
  return [];
}

/** Finds the unit that a line means: by its id, else by its kind at that place. */
async function findUnits(tx: Transaction, units: readonly UnitLine[]) {
  const places = [...new Set(units.map(({ institutionId }) => institutionId))];
  await tx.$queryRaw`
    SELECT FROM bed_units WHERE institution_id = ANY (${places}::uuid[])
    ORDER BY id FOR NO KEY UPDATE`;
  const ids = units.flatMap(({ unit: { capacityId } }) =>
    capacityId && isUuid(capacityId) ? [capacityId] : [],
  );
  const known = await tx.bedUnit.findMany({
    where: { OR: [{ institutionId: { in: places } }, { id: { in: ids } }] },
  });
  const byId = new Map(known.map((one) => [one.id, one]));
  const byKind = new Map(known.map((one) => [`${one.institutionId} ${one.unit}`, one]));
  return (unit: FileUnit, institutionId: string): UnitRow | "elsewhere" | undefined => {
    const named = unit.capacityId ? byId.get(unit.capacityId) : undefined;
    if (named) return named.institutionId === institutionId ? named : "elsewhere";
    // An id that the register does not have yet is a unit of its own.
    return unit.capacityId && isUuid(unit.capacityId)
      ? undefined
      : byKind.get(`${institutionId} ${unit.unit}`);
  };
}

/** An id of a file is kept, so that the next file means the same unit by it. */
function newId({ capacityId }: FileUnit): string {
  return capacityId && isUuid(capacityId) ? capacityId : randomUUID();
}

/** The unit of a file, with the figures of the register where those were said later. */
function withNewer(before: UnitRow, unit: FileUnit): FileUnit {
  const { confirmedAt, occupied, outOfUse } = before;
  const said = unit.confirmedAt === null ? undefined : Date.parse(unit.confirmedAt);
  if (confirmedAt === null || (said !== undefined && said >= confirmedAt.getTime())) return unit;
  return { ...unit, occupied, outOfUse, confirmedAt: confirmedAt.toISOString() };
}

interface NewChange extends Pick<BedChange, "at" | "figure" | "before" | "after"> {
  readonly unitId: string;
  readonly note?: string | null;
}

/** What a file changes of a unit is history like what its staff say; nobody's name stands beside it. */
function changesOf(
  before: Figures & Pick<BedUnit, "id" | "note" | "confirmedAt">,
  unit: FileUnit,
  at: Date,
): NewChange[] {
  const figures = [
    ["capacity", before.capacity, unit.capacity],
    ["occupied", before.occupied, unit.occupied],
    ["out_of_use", before.outOfUse, unit.outOfUse],
  ] as const;
  const moved = figures
    .filter(([, was, is]) => was !== is)
    .map(([figure, was, is]) => ({ unitId: before.id, at, figure, before: was, after: is }));
  const said = unit.confirmedAt !== null && unit.confirmedAt !== before.confirmedAt?.toISOString();
  return [
    ...moved,
    ...(before.note === unit.note
      ? []
      : [{ unitId: before.id, at, figure: "note", before: 0, after: 0, note: unit.note }]),
    ...(said && moved.length === 0 ? [confirmation(before.id, unit, at)] : []),
  ];
}

function confirmation(unitId: string, { occupied }: FileUnit, at: Date): NewChange {
  return { unitId, at, figure: "confirmed", before: occupied, after: occupied };
}
