import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  exportRegister,
  FORMATS,
  formatOf,
  importRegister,
  nearest,
  type Seeker,
} from "../features/shelters/index.ts";
import type { Database } from "../platform/postgres/database.ts";
import { InputError, oneOf } from "./input.ts";

const usage =
  "import FILE | export --format hsds|csv|xlsx --out FILE | nearest --lat N --lon N [--who man|woman|children] [--papers any|none]";

/** What the commands work on. */
export interface Register {
  readonly database: Database;
  readonly now: Date;
  /** Told of each step of a long file. */
  readonly progress: (line: string) => void;
}

/** A command whose words were checked. */
export type Command = (register: Register) => Promise<unknown>;

const MOST_TOLD = 20;
const WHO = ["man", "woman", "children"] as const;
const PAPERS = ["any", "none"] as const;

const commands: Readonly<Record<string, (args: Arguments) => Command>> = {
  import: ({ operands: [path] }) => {
    if (path === undefined) throw new InputError("FILE: is missing");
    const format = formatOf(path);
    if (!format) throw new InputError(`${path}: is not a .json, .csv or .xlsx file`);
    const bytes = readBytes(path);
    return async ({ database, now, progress }) => {
      const outcome = await importRegister(database, format, bytes, {
        now,
        progress: (step, done, of) => progress(`${step} ${done} of ${of} lines`),
      });
      if (outcome.kind === "imported") return outcome;
      if (outcome.kind === "wrong") throw new InputError(`${path}: ${outcome.problem}`);
      const told = outcome.refused.slice(0, MOST_TOLD).map(({ line, column, problem }) => {
        return `${path}: line ${line}${column ? `, ${column}` : ""}: ${problem}`;
      });
      const rest = outcome.refused.length - told.length;
      const more = rest > 0 ? [`and ${rest} more`] : [];
      throw new InputError([...told, ...more, "Nothing was imported."].join("\n"));
    };
  },

  export: ({ format, out }) => {
    const chosen = oneOf("--format", format ?? "", FORMATS);
    if (out === undefined) throw new InputError("--out: is missing");
    return async ({ database }) => {
      const { bytes, lines } = await exportRegister(database, chosen);
      try {
        writeFileSync(out, bytes);
      } catch {
        throw new InputError(`--out: ${out} cannot be written`);
      }
      return { out, format: chosen, lines };
    };
  },

  nearest: ({ lat, lon, who, papers }) => {
    const point = {
      latitude: degrees("--lat", lat, 90),
      longitude: degrees("--lon", lon, 180),
    };
    const seeker: Seeker = {
      ...(who === undefined ? {} : { who: oneOf("--who", who, WHO) }),
      ...(papers === undefined ? {} : { papers: oneOf("--papers", papers, PAPERS) }),
    };
    return async ({ database, now }) => {
      const found = await nearest(database.prisma, point, seeker, { now });
      return found.map(({ place, unit, metres, direction, free, age, stops }) => ({
        id: place.id,
        name: place.name,
        metres: Math.round(metres),
        direction,
        unit: unit.unit,
        free: free ?? null,
        age,
        stops,
        phones: place.phones,
        demonstration: place.demonstration,
      }));
    };
  },
};

interface Arguments {
  readonly operands: readonly string[];
  readonly format?: string;
  readonly out?: string;
  readonly lat?: string;
  readonly lon?: string;
  readonly who?: string;
  readonly papers?: string;
}

/** Reads a command. @throws InputError with one line that names the argument */
export function readCommand(argv: readonly string[]): Command {
  const { positionals, values } = parse(argv);
  const [name = "", ...operands] = positionals;
  if (Object.hasOwn(commands, name)) return commands[name]!({ operands, ...values });
  throw new InputError(`COMMAND: is not one of: ${usage}`);
}

function parse(argv: readonly string[]) {
  const text = { type: "string" } as const;
  const options = { format: text, out: text, lat: text, lon: text, who: text, papers: text };
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (error) {
    throw new InputError((error as Error).message.split("\n")[0]);
  }
}

function degrees(name: string, text: string | undefined, most: number): number {
  const value = Number(text);
  if (text === undefined || text.trim() === "") throw new InputError(`${name}: is missing`);
  if (Math.abs(value) <= most) return value;
  throw new InputError(`${name}: is not a number of degrees up to ${most}`);
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new InputError(`${path}: cannot be read`);
  }
}
