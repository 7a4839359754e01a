import { randomUUID } from "node:crypto";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import type { Figures } from "./figures.ts";
import type { Line } from "./files.ts";
import type { BedChange } from "./history-store.ts";
import {
  type Column,
  type FilePlace,
  type FileUnit,
  type ReadRow,
  readRow,
  type TownsSeen,
} from "./row.ts";
import type { BedUnit } from "./unit.ts";

/** A line that cannot be taken, and why. */
export interface Refused {
  readonly line: number;
  readonly column: Column | null;
  readonly problem: string;
}

export type Imported =
  | {
      readonly kind: "imported";
      readonly places: { readonly created: number; readonly updated: number };
      readonly units: { readonly created: number; readonly updated: number };
    }
  /** Nothing was written. */
  | { readonly kind: "refused"; readonly refused: readonly Refused[]; readonly lines: number };

export interface ImportOptions {
  readonly now: Date;
  /** Told after each step of a long file: how many of how many lines, and of what. */
  readonly progress?: (step: "checked" | "written", done: number, of: number) => void;
}

const STEP = 5_000;
/** Lines of one file; more is no register but a mistake. */
export const MOST_LINES = 200_000;

/**
 * Takes a file into the register: all of it or nothing. A place is known by its `service_id`, a unit by
 * its `capacity_id` or else by its kind at that place. A unit that the file does not name stays as it is.
 */
export async function importLines(
  { prisma }: Pick<Database, "prisma">,
  lines: readonly Line[],
  { now, progress }: ImportOptions,
): Promise<Imported> {
  if (lines.length > MOST_LINES) {
    const problem = `there are more than ${MOST_LINES} lines`;
    return refuse(lines, [{ line: MOST_LINES + 2, column: null, problem }]);
  }
  const { rows, refused } = check(lines, progress);
  if (refused.length > 0) return refuse(lines, refused);
  return prisma.$transaction((tx) => write(tx, rows, now, progress), {
    maxWait: 10_000,
    timeout: 300_000,
  });
}

function refuse(lines: readonly Line[], refused: readonly Refused[]): Imported {
  return { kind: "refused", refused, lines: lines.length };
}

function check(lines: readonly Line[], progress: ImportOptions["progress"]) {
  const rows: ReadRow[] = [];
  const refused: Refused[] = [];
  const places = new Map<string, { readonly line: number; readonly place: string }>();
  const units = new Map<string, number>();
  const towns: TownsSeen = new Map();
  for (const [index, { at: line, row }] of lines.entries()) {
    const read = readRow(row, towns);
    if (read.kind === "wrong") refused.push({ line, column: read.column, problem: read.problem });
    else {
      const { place, unit } = read.row;
      const text = JSON.stringify(place);
      const before = places.get(place.serviceId);
      if (before && before.place !== text) {
        const problem = `says something else of the place than line ${before.line}`;
        refused.push({ line, column: "service_id", problem });
      }
      if (!before) places.set(place.serviceId, { line, place: text });
      const key = `${place.serviceId}\n${unit.capacityId ?? unit.unit}`;
      const twin = units.get(key);
      if (twin) refused.push({ line, column: "unit", problem: `repeats line ${twin}` });
      units.set(key, line);
      rows.push(read.row);
    }
    if ((index + 1) % STEP === 0) progress?.("checked", index + 1, lines.length);
  }
  return { rows, refused };
}

async function write(
  tx: Transaction,
  rows: readonly ReadRow[],
  now: Date,
  progress: ImportOptions["progress"],
): Promise<Imported> {
  const counts = { places: { created: 0, updated: 0 }, units: { created: 0, updated: 0 } };
  const groups = [...Map.groupBy(rows, ({ place }) => place.serviceId).values()];
  let done = 0;
  for (let from = 0; from < groups.length; from += STEP) {
    const group = groups.slice(from, from + STEP);
    const ids = await putPlaces(
      tx,
      group.flatMap(([first]) => (first ? [first.place] : [])),
      now,
      counts.places,
    );
    const units = group.flat().map(({ place, unit }) => ({
      unit,
      institutionId: ids.get(place.serviceId) ?? "",
    }));
    await putUnits(tx, units, now, counts.units);
    done += units.length;
    if (rows.length > STEP) progress?.("written", done, rows.length);
  }
  return { kind: "imported", ...counts };
}

interface Count {
  created: number;
  updated: number;
}

async function putPlaces(
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

async function putUnits(
  tx: Transaction,
  units: readonly { readonly unit: FileUnit; readonly institutionId: string }[],
  now: Date,
  count: Count,
): Promise<void> {
  const known = await tx.bedUnit.findMany({
    where: { institutionId: { in: units.map(({ institutionId }) => institutionId) } },
  });
  const byId = new Map(known.map((one) => [one.id, one]));
  const byKind = new Map(known.map((one) => [`${one.institutionId} ${one.unit}`, one]));
  const fresh = [];
  const changes: NewChange[] = [];
  for (const { unit, institutionId } of units) {
    const named = unit.capacityId ? byId.get(unit.capacityId) : undefined;
    const before =
      named?.institutionId === institutionId ? named : byKind.get(`${institutionId} ${unit.unit}`);
    if (!before) {
      const made = { ...figuresOf(unit), id: randomUUID(), institutionId, createdAt: now };
      fresh.push(made);
      if (made.confirmedAt) changes.push(confirmation(made.id, unit, now));
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
