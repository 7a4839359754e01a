import { randomUUID } from "node:crypto";
import type { Transaction } from "../../platform/postgres/database.ts";
import type { Figures } from "./figures.ts";
import type { BedChange } from "./history-store.ts";
import type { FilePlace, FileUnit } from "./row.ts";
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
  for (const { place, id } of places.flatMap((place) => {
    const id = ids.get(place.serviceId);
    return id ? [{ place, id }] : [];
  })) {
    await tx.institution.update({ where: { id }, data: institutionOf(place) });
    await tx.shelter.update({ where: { institutionId: id }, data: shelterOf(place) });
    count.updated += 1;
  }
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

function institutionOf(place: FilePlace) {
  const { name, region, town, timeZone, address, phones, hours, coordinates } = place;
  return {
    ...{ name, region, town, timeZone, address, phones: [...phones], ...coordinates },
    closedAt: null,
    ...(hours === null ? {} : { hours: { ru: hours } }),
  };
}

function shelterOf(place: FilePlace) {
  const { intakeHours, bring, conditions, assuredOn, ...rest } = place;
  const { serviceId, state, callFirst, source, sourceAsOf, demonstration } = rest;
  return {
    ...{ serviceId, state, callFirst, source, sourceAsOf, demonstration },
    conditions: { ...conditions },
    ...(intakeHours === null ? {} : { intakeHours: { ru: intakeHours } }),
    ...(bring === null ? {} : { bring: { ru: bring } }),
    assuredOn: assuredOn === null ? null : new Date(assuredOn),
  };
}

/** A unit of a file, with its line. */
export interface UnitLine {
  readonly line: number;
  readonly unit: FileUnit;
  readonly institutionId: string;
}

/**
 * Writes units with their history. Whoever changes one of them at the same moment waits.
 * @returns lines with fewer beds than are taken, out of use and held now; then nothing may be kept
 */
export async function putUnits(
  tx: Transaction,
  units: readonly UnitLine[],
  now: Date,
  count: Count,
): Promise<number[]> {
  const places = units.map(({ institutionId }) => institutionId);
  await tx.$queryRaw`
    SELECT FROM bed_units WHERE institution_id = ANY (${places}::uuid[])
    ORDER BY id FOR NO KEY UPDATE`;
  const known = await tx.bedUnit.findMany({ where: { institutionId: { in: places } } });
  const byId = new Map(known.map((one) => [one.id, one]));
  const byKind = new Map(known.map((one) => [`${one.institutionId} ${one.unit}`, one]));
  const fresh = [];
  const changes: NewChange[] = [];
  const tooFew: number[] = [];
  for (const { line, unit, institutionId } of units) {
    const named = unit.capacityId ? byId.get(unit.capacityId) : undefined;
    const before =
      named?.institutionId === institutionId ? named : byKind.get(`${institutionId} ${unit.unit}`);
    if (!before) {
      const made = { ...figuresOf(unit), id: randomUUID(), institutionId, createdAt: now };
      fresh.push(made);
      if (made.confirmedAt) changes.push(confirmation(made.id, unit, now));
      continue;
    }
    if (unit.capacity < unit.occupied + unit.outOfUse + before.held) {
      tooFew.push(line);
      continue;
    }
    const data = { ...figuresOf(unit), version: { increment: 1 }, closedAt: null };
    await tx.bedUnit.update({ where: { id: before.id }, data });
    changes.push(...changesOf(before, unit, now));
    count.updated += 1;
  }
  await tx.bedUnit.createMany({ data: fresh });
  await tx.bedChange.createMany({ data: changes });
  count.created += fresh.length;
  return tooFew;
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

function figuresOf({ unit, capacity, occupied, outOfUse, funded, note, ...rest }: FileUnit) {
  const confirmedAt = rest.confirmedAt === null ? null : new Date(rest.confirmedAt);
  return {
    unit,
    capacity,
    occupied,
    outOfUse,
    funded,
    note,
    confirmedAt,
    confirmEvery: rest.confirmEvery,
  };
}
