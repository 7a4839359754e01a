import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  forOutside,
  type QuarterlyTable,
  quarterlyDocx,
  quarterlyTable,
  quarterlyXlsx,
  readQuarter,
  type Scope,
  tableAsJson,
} from "../features/quarterly/index.ts";
import { listInstitutions } from "../features/staff/index.ts";
import type { Database } from "../platform/postgres/database.ts";
import { LOCALES, loadTexts } from "../platform/texts/texts.ts";
import { isUuid } from "../platform/uuid.ts";
import { indicatorsOf, readDay, readYear } from "./indicators-command.ts";
import { InputError, oneOf } from "./input.ts";

const usage =
  "quarter YYYYQn [--institution ID | --region CODE] [--format json|xlsx|docx] [--out FILE] [--language ru|kk|en] [--published], " +
  "indicators YYYY [--institution ID | --region CODE] [--date YYYY-MM-DD] [--published]";

/** What the commands work on. */
export interface Records {
  readonly database: Database;
}

/** A command whose words were checked. */
export type Command = (records: Records) => Promise<unknown>;

const FORMATS = ["json", "xlsx", "docx"] as const;

const commands: Readonly<Record<string, (args: Arguments) => Command>> = {
  quarter: ({
    operands: [code = ""],
    institution,
    region,
    format = "json",
    out,
    language,
    published,
  }) => {
    const quarter = readQuarter(code);
    if (!quarter) throw new InputError("QUARTER: is not a quarter (2024Q1)");
    if (institution !== undefined && !isUuid(institution)) {
      throw new InputError("--institution: is not the id of an institution");
    }
    const chosen = oneOf("--format", format, FORMATS);
    const locale = oneOf("--language", language ?? "ru", LOCALES);
    return async ({ database }) => {
      const scope: Scope = institution
        ? { kind: "institution", id: institution }
        : { kind: "region", region: region ?? (await onlyRegion(database)) };
      const tabled = await quarterlyTable(database, quarter, scope);
      if (tabled.kind === "nowhere") {
        throw new InputError(
          institution ? "--institution: there is no such one" : "--region: has no institutions",
        );
      }
      if (tabled.kind === "no_form") throw new InputError("QUARTER: no form is known from then");
      const table = published ? forOutside(tabled.table) : tabled.table;
      if (chosen === "json") return tableAsJson(table);
      const wording = { t: loadTexts().for(locale), locale };
      return write(table, chosen, { out, wording });
    };
  },
  indicators: ({ operands: [text = ""], institution, region, date, published = false }) => {
    const year = readYear(text);
    const today = readDay(date ?? new Date().toISOString().slice(0, 10));
    if (institution !== undefined && !isUuid(institution)) {
      throw new InputError("--institution: is not the id of an institution");
    }
    return async ({ database }) => {
      const scope: Scope = institution
        ? { kind: "institution", id: institution }
        : { kind: "region", region: region ?? (await onlyRegion(database)) };
      return indicatorsOf(database, { scope, year, today, published });
    };
  },
};

async function write(
  table: QuarterlyTable,
  format: "xlsx" | "docx",
  to: {
    readonly out: string | undefined;
    readonly wording: Parameters<typeof quarterlyXlsx>[0];
  },
): Promise<unknown> {
  const make = format === "xlsx" ? quarterlyXlsx : quarterlyDocx;
  const file = await make(to.wording, table);
  const out = to.out ?? file.name;
  try {
    writeFileSync(out, file.bytes);
  } catch {
    throw new InputError(`--out: ${out} cannot be written`);
  }
  return { out, format, rows: table.rows.length, confirmed: table.confirmed };
}

/** The region of all institutions. @throws InputError when they are of several, or there are none */
async function onlyRegion({ prisma }: Database): Promise<string> {
  const regions = new Set((await listInstitutions(prisma)).map(({ region }) => region));
  const [only, ...others] = regions;
  if (only !== undefined && others.length === 0) return only;
  throw new InputError(`--region: name one of ${[...regions].sort().join(", ") || "none yet"}`);
}

interface Arguments {
  readonly operands: readonly string[];
  readonly institution?: string;
  readonly region?: string;
  readonly format?: string;
  readonly out?: string;
  readonly language?: string;
  /** As it may leave the institutions: small counts are withheld. */
  readonly published?: boolean;
  readonly date?: string;
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
  const published = { type: "boolean" } as const;
  const options = {
    ...{ institution: text, region: text, format: text, out: text, language: text },
    ...{ published, date: text },
  };
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (error) {
    throw new InputError((error as Error).message.split("\n")[0]);
  }
}
