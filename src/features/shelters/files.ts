import { Readable } from "node:stream";
import exceljs from "exceljs";
import { hsdsFile, hsdsFromRows, rowsFromHsds } from "./hsds.ts";
import { COLUMNS, type Column, type Row } from "./row.ts";

export const FORMATS = ["hsds", "csv", "xlsx"] as const;
export type Format = (typeof FORMATS)[number];

/** A line of a file and where it stands: the first line of a table is its head. */
export interface Line {
  readonly at: number;
  readonly row: Row;
}

export type FileRead =
  | { readonly kind: "ok"; readonly lines: readonly Line[] }
  | { readonly kind: "wrong"; readonly problem: string };

/** By the name of a file: `.json` is HSDS. */
export function formatOf(name: string): Format | undefined {
  const ending = /\.(json|csv|xlsx)$/i.exec(name)?.[1]?.toLowerCase();
  return ending === "json" ? "hsds" : (ending as Format | undefined);
}

/** The lines of a file; nothing in them is checked yet except the names of the columns. */
export async function readFileLines(format: Format, bytes: Buffer): Promise<FileRead> {
  return format === "hsds" ? readHsds(bytes) : readTable(format, bytes);
}

function readHsds(bytes: Buffer): FileRead {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString("utf8"));
  } catch {
    return { kind: "wrong", problem: "is not JSON" };
  }
  const parsed = hsdsFile.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { kind: "wrong", problem: `${issue?.path.join(".")}: ${issue?.message}` };
  }
  const rows = rowsFromHsds(parsed.data);
  return { kind: "ok", lines: rows.map((row, at) => ({ at: at + 1, row })) };
}

async function readTable(format: "csv" | "xlsx", bytes: Buffer): Promise<FileRead> {
  const book = new exceljs.Workbook();
  try {
    if (format === "csv") await book.csv.read(Readable.from(bytes), { map: (value) => value });
    else await book.xlsx.load(bytes as unknown as exceljs.Buffer);
  } catch {
    return { kind: "wrong", problem: `is not a ${format} file` };
  }
  const [sheet] = book.worksheets;
  const head = cellsOf(sheet?.getRow(1)).map((name) => name.replace(/^\uFEFF/, "").trim());
  const columns = head.filter((name) => name !== "");
  const strange = columns.find((name) => !COLUMNS.includes(name as Column));
  if (strange !== undefined) return { kind: "wrong", problem: `column ${strange} is not known` };
  const missing = ["service_id", "name", "organization_type", "city", "unit", "maximum"].find(
    (name) => !columns.includes(name),
  );
  if (missing) return { kind: "wrong", problem: `column ${missing} is missing` };
  if (new Set(columns).size < columns.length) {
    return { kind: "wrong", problem: "has a column twice" };
  }
  const lines: Line[] = [];
  sheet?.eachRow((row, at) => {
    if (at === 1) return;
    const cells = cellsOf(row);
    const named = head.flatMap((name, index) => {
      const text = cells[index]?.trim();
      return name && text ? [[name, text]] : [];
    });
    if (named.length > 0) lines.push({ at, row: Object.fromEntries(named) as Row });
  });
  return { kind: "ok", lines };
}

function cellsOf(row: exceljs.Row | undefined): string[] {
  const cells: string[] = [];
  row?.eachCell({ includeEmpty: true }, ({ value, text }, column) => {
    cells[column - 1] = value instanceof Date ? value.toISOString() : (text ?? "");
  });
  return Array.from(cells, (cell) => cell ?? "");
}

/** The register as a file; the same rows give the same bytes, except in XLSX. */
export async function writeFileLines(format: Format, rows: readonly Row[]): Promise<Buffer> {
  if (format === "hsds") return Buffer.from(`${JSON.stringify(hsdsFromRows(rows), null, 2)}\n`);
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet("beds");
  sheet.columns = COLUMNS.map((key) => ({ header: key, key, width: Math.max(12, key.length) }));
  // A cell of text is never a formula, whatever it begins with.
  sheet.addRows(rows.map((row) => COLUMNS.map((name) => row[name] ?? "")));
  sheet.views = [{ state: "frozen", ySplit: 1 }];
  if (format === "xlsx") return Buffer.from(await book.xlsx.writeBuffer());
  return Buffer.from(await book.csv.writeBuffer());
}
