import type { Database, Transaction } from "../../platform/postgres/database.ts";
import { isUuid } from "../../platform/uuid.ts";
import type { Line } from "./files.ts";
import { putPlaces, putUnits, type Refused, type UnitLine } from "./import-store.ts";
import { type ReadRow, readRow, type TownsSeen } from "./row.ts";

export type Imported =
  | {
      readonly kind: "imported";
      readonly places: { readonly created: number; readonly updated: number };
      readonly units: { readonly created: number; readonly updated: number };
      /** Of so many units the figures stayed: somebody said them after the file was made. */
      readonly newerFiguresKept?: number;
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
  try {
    return await prisma.$transaction((tx) => write(tx, rows, now, progress), {
      maxWait: 10_000,
      timeout: 300_000,
    });
  } catch (error) {
    if (error instanceof InTheWay) return refuse(lines, error.refused);
    throw error;
  }
}

/** Lines that what the register has does not let in: what was written before them is taken back. */
class InTheWay extends Error {
  readonly refused: readonly Refused[];

  constructor(refused: readonly Refused[]) {
    super("Lines do not fit what the register has");
    this.refused = refused;
  }
}

function refuse(lines: readonly Line[], refused: readonly Refused[]): Imported {
  return { kind: "refused", refused, lines: lines.length };
}

interface ReadLine extends ReadRow {
  readonly line: number;
}

function check(lines: readonly Line[], progress: ImportOptions["progress"]) {
  const rows: ReadLine[] = [];
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
      const key = `${place.serviceId}\n${unit.capacityId && isUuid(unit.capacityId) ? unit.capacityId : unit.unit}`;
      const twin = units.get(key);
      if (twin) refused.push({ line, column: "unit", problem: `repeats line ${twin}` });
      units.set(key, line);
      rows.push({ line, ...read.row });
    }
    if ((index + 1) % STEP === 0) progress?.("checked", index + 1, lines.length);
  }
  return { rows, refused };
}

async function write(
  tx: Transaction,
  rows: readonly ReadLine[],
  now: Date,
  progress: ImportOptions["progress"],
): Promise<Imported> {
  const places = { created: 0, updated: 0 };
  const counted = { created: 0, updated: 0, newer: 0 };
  const groups = [...Map.groupBy(rows, ({ place }) => place.serviceId).values()];
  let done = 0;
  for (let from = 0; from < groups.length; from += STEP) {
    const group = groups.slice(from, from + STEP);
    const ids = await putPlaces(
      tx,
      group.flatMap(([first]) => (first ? [first.place] : [])),
      now,
      places,
    );
    const units = group.flat().map(
      ({ line, place, unit }): UnitLine => ({
        ...{ line, unit, institutionId: ids.get(place.serviceId) ?? "" },
      }),
    );
    const refused = await putUnits(tx, units, now, counted);
    if (refused.length > 0) throw new InTheWay(refused);
    done += units.length;
    if (rows.length > STEP) progress?.("written", done, rows.length);
  }
  const { newer, ...units } = counted;
  return {
    ...{ kind: "imported", places, units },
    ...(newer > 0 ? { newerFiguresKept: newer } : {}),
  };
}
