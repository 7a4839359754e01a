import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { holdsOn } from "./dates.ts";
import {
  type Edition,
  edition,
  type MinimumRow,
  type Program,
  programHeader,
  subsistenceMinimumFile,
} from "./schema.ts";

/**
 * Every programme with a social contract, read and checked once. A programme is a folder here with
 * `social-contract.json`, its editions are the folders in `social-contract/`: a new one is data.
 */
export const programs: readonly Program[] = loadPrograms(import.meta.dirname);

export type EditionOnDate =
  | { readonly kind: "known"; readonly edition: Edition }
  /** `last`: the latest edition that had begun by then, to be shown only as not confirmed. */
  | { readonly kind: "unknown"; readonly last: Edition | null };

/** The programme of a region (ISO 3166-2), or undefined where no sourced rules are in the data. */
export function programForRegion(region: string): Program | undefined {
  return programs.find((program) => program.region === region);
}

export function programByCode(code: string): Program | undefined {
  return programs.find((program) => program.code === code);
}

/** The edition that is known to hold on a day. A day without one is unknown: never the last value. */
export function editionOn(program: Program, date: string): EditionOnDate {
  const held = program.editions.find((candidate) => holdsOn(candidate, date));
  if (held) return { kind: "known", edition: held };
  const begun = program.editions.filter((candidate) => candidate.from <= date);
  return { kind: "unknown", last: begun.at(-1) ?? null };
}

/** The row of subsistence minimums of one territory on a day, if there is one. */
export function minimumOn(
  program: Program,
  territory: string,
  date: string,
): MinimumRow | undefined {
  return program.minimums.find((row) => row.territory === territory && holdsOn(row, date));
}

/**
 * Reads every programme below a folder.
 * @throws Error naming the file and the field that is not what the schema says
 */
export function loadPrograms(root: string): Program[] {
  const { rows } = read(join(root, "common/subsistence-minimum.json"), subsistenceMinimumFile);
  return readdirSync(root)
    .filter((folder) => existsSync(join(root, folder, "social-contract.json")))
    .sort()
    .map((folder) => {
      const header = read(join(root, folder, "social-contract.json"), programHeader);
      return {
        ...header,
        editions: loadEditions(join(root, folder, "social-contract")),
        minimums: rows.filter((row) => row.region === header.region),
      };
    });
}

/** Oldest first. */
function loadEditions(root: string): Edition[] {
  return readdirSync(root)
    .sort()
    .map((folder) => {
      const part = (name: string) => json(join(root, folder, `${name}.json`));
      const parts = {
        ...(part("edition") as object),
        ...(part("papers") as object),
        rules: part("rules"),
        measures: part("measures"),
        clocks: part("clocks"),
        contract: part("contract"),
        reportForm: part("report-form"),
      };
      return check(join(root, folder), edition, parts);
    });
}

function read<Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema> {
  return check(path, schema, json(path));
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

function check<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`${path}: ${issue?.path.join(".")}: ${issue?.message}`);
}

export type { Edition, MinimumRow, Program } from "./schema.ts";
