import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { holdsOn, isoDate } from "./dates.ts";

/**
 * The kinds of service that are recorded, and the official tables that they are counted in. Both are data:
 * a region's table is a `services.json` in its folder.
 */
const code = z.string().regex(/^[a-z][a-z_]{0,31}$/);

const kind = z.strictObject({
  /** Permanent; its words are `services:kind.<code>`. */
  code,
  /** Where the sources name it. */
  basis: z.array(z.strictObject({ source: code, clause: z.string().min(1).nullable() })).min(1),
});
export type ServiceKind = z.output<typeof kind>;

/**
 * What a row counts:
 * - `people`: people once, and of them those released from prison;
 * - `released_people`: people released from prison, once;
 * - `units`: services; `released_units`: those rendered to people released from prison.
 */
const counts = z.enum(["people", "released_people", "units", "released_units"]);

const row = z.strictObject({
  number: z.string().min(1),
  /** To the letter of the source. */
  title: z.string().min(1),
  kinds: z.union([z.literal("any"), z.array(code).min(1)]),
  counts,
});
export type ServiceTableRow = z.output<typeof row>;

/** A number beside the rows: what its code counts is `numberOf` of the quarterly table. */
const number = z.strictObject({
  code: z.string().regex(/^[a-z_]{1,32}(\.[a-z_]{1,32})?$/),
  /** To the letter of the source. */
  title: z.string().min(1),
  clause: z.string().min(1).nullable(),
});

const table = z
  .strictObject({
    code,
    source: code,
    clause: z.string().min(1).nullable(),
    /** For which days the source is known to count so; half-open. */
    from: isoDate,
    until: isoDate.nullable(),
    /** Why these days, for whoever maintains the data. */
    why: z.string().min(1),
    /** Headings to the letter of the source, with {quarter} and {year}. */
    title: z.string().min(1),
    subtitle: z.string().min(1).optional(),
    columns: z
      .strictObject({
        number: z.string().min(1),
        row: z.string().min(1),
        period: z.string().min(1),
      })
      .optional(),
    released: z.string().min(1).optional(),
    rows: z.array(row).min(1),
    numbers: z.array(number).default([]),
  })
  .refine(
    ({ columns, rows }) =>
      !columns || rows.every(({ kinds }) => kinds !== "any" && kinds.length === 1),
    {
      error: "a row of a table with columns counts one kind: people of several cannot be added up",
    },
  );
export type ServiceTable = z.output<typeof table>;

const pack = z.strictObject({
  /** ISO 3166-2; the common one, for every other region, names none. */
  regions: z.array(z.string()),
  /** Those that are offered there, in this order. */
  kinds: z.array(code).min(1),
  tables: z.array(table),
});

const common = z.strictObject({
  sources: z.record(code, z.strictObject({ title: z.string().min(1) })),
  kinds: z.array(kind).min(1),
  /** The kind of service that something is which is marked elsewhere anyway. */
  follows: z.record(z.string(), code),
  default: pack,
});

export interface ServiceData extends z.output<typeof common> {
  readonly packs: readonly z.output<typeof pack>[];
}

export type TableOnDate =
  | { readonly kind: "known"; readonly table: ServiceTable }
  /** `last`: the latest form that had begun by then, to be shown only as not confirmed. */
  | { readonly kind: "unknown"; readonly last: ServiceTable | null };

/**
 * Reads `common/services.json` and those of the packs.
 * @throws Error naming the file and what is wrong with it
 */
export function readServiceData(root = import.meta.dirname): ServiceData {
  const shared = read(join(root, "common/services.json"), common);
  const known = new Set(shared.kinds.map((one) => one.code));
  if (known.size < shared.kinds.length)
    throw new Error("common/services.json: a kind is there twice");
  for (const { basis } of shared.kinds)
    for (const { source } of basis) named(source, shared.sources);
  const packs = readdirSync(root)
    .filter((folder) => folder !== "common" && existsSync(join(root, folder, "services.json")))
    .sort()
    .map((folder) => read(join(root, folder, "services.json"), pack));
  for (const one of Object.values(shared.follows)) {
    if (!known.has(one)) throw new Error(`services.json: there is no kind "${one}"`);
  }
  for (const { kinds, tables } of [shared.default, ...packs]) {
    const used = tables.flatMap(({ rows }) => rows.flatMap((one) => one.kinds));
    for (const one of [...kinds, ...used]) {
      if (one !== "any" && !known.has(one))
        throw new Error(`services.json: there is no kind "${one}"`);
    }
    for (const { source } of tables) named(source, shared.sources);
  }
  return { ...shared, packs };
}

export const serviceData: ServiceData = readServiceData();

/** The kinds that are offered in a region, in its order; the common list where it has none of its own. */
export function kindsIn(region: string, data = serviceData): readonly string[] {
  return packOf(region, data).kinds;
}

/** The kind that follows from an event, such as "hold_arrived"; null: none does. */
export function serviceOf(event: string, data = serviceData): string | null {
  return data.follows[event] ?? null;
}

function packOf(region: string, data: ServiceData) {
  return data.packs.find(({ regions }) => regions.includes(region)) ?? data.default;
}

/**
 * The form of a region's table as it is known to hold on a day. A day without data is unknown.
 * A region without one of its own has the common one.
 * @returns undefined where there is no such table at all
 */
export function tableOn(
  region: string,
  tableCode: string,
  day: string,
  data = serviceData,
): TableOnDate | undefined {
  const own = packOf(region, data).tables.filter((one) => one.code === tableCode);
  const forms = own.length > 0 ? own : data.default.tables.filter((one) => one.code === tableCode);
  if (forms.length === 0) return undefined;
  const held = forms.find((one) => holdsOn(one, day));
  if (held) return { kind: "known", table: held };
  return { kind: "unknown", last: forms.filter(({ from }) => from <= day).at(-1) ?? null };
}

function named(source: string, sources: ServiceData["sources"]): void {
  if (!Object.hasOwn(sources, source))
    throw new Error(`services.json: there is no source "${source}"`);
}

function read<Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema> {
  const found = schema.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (found.success) return found.data;
  const issue = found.error.issues[0];
  throw new Error(`${path}: ${issue?.path.join(".")}: ${issue?.message}`);
}
