import type { Database } from "../../platform/postgres/database.ts";
import { registerRows } from "./exporting.ts";
import { type Format, readFileLines, writeFileLines } from "./files.ts";
import { type Imported, type ImportOptions, importLines } from "./importing.ts";

/** Takes a file into the register; see `importLines`. `wrong`: it is no such file, or has other columns. */
export async function importRegister(
  database: Pick<Database, "prisma">,
  format: Format,
  bytes: Buffer,
  options: ImportOptions,
): Promise<Imported | { readonly kind: "wrong"; readonly problem: string }> {
  const read = await readFileLines(format, bytes);
  return read.kind === "wrong" ? read : importLines(database, read.lines, options);
}

/** The whole register as a file that can be imported again. */
export async function exportRegister(
  database: Pick<Database, "prisma">,
  format: Format,
): Promise<{ readonly bytes: Buffer; readonly lines: number }> {
  const rows = await registerRows(database);
  return { bytes: await writeFileLines(format, rows), lines: rows.length };
}
