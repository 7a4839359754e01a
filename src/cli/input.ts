import { readFileSync } from "node:fs";
import { type Facts, parseFacts } from "../features/eligibility/facts.ts";
import { isDay } from "../programs/dates.ts";
import { type Program, programByCode, programs } from "../programs/index.ts";

/** Input that cannot be used; the message is one line that names the field. */
export class InputError extends Error {}

/** @throws InputError when the file cannot be read, is not JSON, or a field in it is wrong. */
export function readFacts(path: string | undefined): Facts {
  if (path === undefined) throw new InputError("FACTS.json: is missing");
  const parsed = parseFacts(readJson(path));
  if (parsed.kind === "wrong") throw new InputError(`${parsed.field}: ${parsed.problem}`);
  return parsed.facts;
}

/** @throws InputError when the file cannot be read or is not JSON. */
export function readJson(path: string): unknown {
  return parseJson(path, readText(path));
}

/** @throws InputError when it is not a day of the calendar. */
export function readDate(name: string, text: string | undefined): string {
  if (text === undefined) throw new InputError(`${name}: is missing`);
  if (!isDay(text)) throw new InputError(`${name}: is not a date of the calendar (YYYY-MM-DD)`);
  return text;
}

/** The programme that is named, or the only one. @throws InputError when there is no such one. */
export function readProgram(code: string | undefined): Program {
  const only = code === undefined && programs.length === 1 ? programs[0] : undefined;
  const program = only ?? programByCode(code ?? "");
  if (program) return program;
  throw new InputError(`--program: is not one of ${programs.map((one) => one.code).join(", ")}`);
}

/** One of a list. @throws InputError that names the list. */
export function oneOf<Code extends string>(
  name: string,
  text: string,
  codes: readonly Code[],
): Code {
  const found = codes.find((code) => code === text);
  if (found) return found;
  throw new InputError(`${name}: is not one of ${codes.join(", ")}`);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const why =
      (error as NodeJS.ErrnoException).code === "ENOENT" ? "no such file" : "not readable";
    throw new InputError(`${path}: ${why}`);
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${path}: is not JSON: ${oneLine((error as Error).message)}`);
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
