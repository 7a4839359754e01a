import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { reportFile } from "../features/report/document.ts";
import { readSheet } from "../features/report/read-sheet.ts";
import { InputError, readJson } from "./input.ts";

const usage = "use FILE.json --out FILE.pdf [--created 2024-05-08T03:00:00Z]";

export interface Rendered {
  readonly file: string;
  readonly bytes: number;
  /** Equal for equal data and moments, on any machine. */
  readonly sha256: string;
  /** The moment that is written into the file. */
  readonly created: string;
}

/**
 * Prints the report of a data file as a PDF: the words after `npm run -s report:render --`.
 *
 * @param now an instant, for a file that names none
 * @throws InputError for wrong input, with one line that names the field
 */
export async function renderReport(argv: readonly string[], now: string): Promise<Rendered> {
  const { data, file, created = now } = readArguments(argv);
  if (Number.isNaN(Date.parse(created))) throw new InputError("--created: is not an instant");
  const read = readSheet(readJson(data));
  if (read.kind === "wrong") throw new InputError(`${read.field}: ${read.problem}`);
  const pdf = await reportFile(read.sheet, created);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, pdf);
  } catch {
    throw new InputError(`--out: ${file} cannot be written`);
  }
  const sha256 = createHash("sha256").update(pdf).digest("hex");
  return { file, bytes: pdf.length, sha256, created };
}

function readArguments(argv: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { out: { type: "string" }, created: { type: "string" } },
    });
    // Without "--" before it npm takes the word --out for itself and leaves the name after it.
    const [data, file = values.out, ...more] = positionals;
    if (data === undefined) throw new InputError(`FILE.json: is missing; ${usage}`);
    if (file === undefined) throw new InputError(`--out: is missing; ${usage}`);
    if (more.length > 0) throw new InputError(`${more[0]}: is one word too many; ${usage}`);
    return { data, file, created: values.created };
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`${(error as Error).message.split("\n")[0]}; ${usage}`);
  }
}
