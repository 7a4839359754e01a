import type { Worksheet } from "exceljs";
import type { File } from "../../platform/conversation/conversation.ts";
import {
  formSheet,
  numberLines,
  partColumns,
  partLines,
  type Shown,
  type Wording,
} from "./sheet.ts";
import { DIMENSIONS, type QuarterlyTable } from "./table.ts";

const FORM_WIDTHS = [8, 64, 18, 18];
const PART_WIDTHS = [36, 8, 60, 14, 14, 20, 20];

/**
 * The table as an XLSX file: the first sheet in the shape of the form, ready to print; then the numbers,
 * and a sheet for each way of telling institutions apart, to be filtered.
 */
export async function quarterlyXlsx(wording: Wording, table: QuarterlyTable): Promise<File> {
  // Loaded when the first table is made: it is large, and few processes ever make one.
  const { default: Excel } = await import("exceljs");
  const { t } = wording;
  const book = new Excel.Workbook();
  book.created = new Date(`${table.quarter.from}T00:00:00Z`);
  book.modified = book.created;
  const page = { orientation: "portrait", fitToPage: true, fitToHeight: 0 } as const;

  const { title, subtitle, scope, columns, lines, notes } = formSheet(wording, table);
  const first = book.addWorksheet(t("quarterly:sheet.table"), { pageSetup: page });
  widths(first, FORM_WIDTHS);
  across(first, title, { bold: true, center: true });
  across(first, subtitle, { center: true });
  across(first, scope, { center: true });
  head(first, columns);
  for (const { number, title: row, now, before } of lines) {
    body(first, [number, row, now, before], { indent: number === "" });
  }
  first.addRow([]);
  for (const note of notes) across(first, note, {});

  const numbers = book.addWorksheet(t("quarterly:sheet.numbers"), { pageSetup: page });
  widths(numbers, FORM_WIDTHS.slice(1));
  head(numbers, [t("quarterly:number"), columns[2], columns[3]].map(withoutUnit));
  for (const { title: row, now, before } of numberLines(wording, table)) {
    body(numbers, [row, now, before], {});
  }

  for (const dimension of DIMENSIONS) {
    const parts = partLines(wording, table, dimension);
    if (parts.length === 0) continue;
    const sheet = book.addWorksheet(t(`quarterly:sheet.${dimension}`), {
      views: [{ state: "frozen", ySplit: 1 }],
      pageSetup: { ...page, orientation: "landscape" },
    });
    widths(sheet, PART_WIDTHS);
    head(sheet, partColumns(wording, table, dimension));
    for (const line of parts) body(sheet, line, {});
    sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: PART_WIDTHS.length } };
  }
  return {
    name: `opora-${table.quarter.code}.xlsx`,
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    bytes: new Uint8Array(await book.xlsx.writeBuffer()),
  };
}

/** The numbers are trips and letters too: "чел." does not fit all of them. */
function withoutUnit(heading: string): string {
  return heading.replace(/, чел\.$/, "");
}

const THIN = { style: "thin" } as const;
const BORDER = { top: THIN, bottom: THIN, left: THIN, right: THIN };

function widths(sheet: Worksheet, of: readonly number[]): void {
  sheet.columns = of.map((width) => ({ width }));
}

/** A line over the whole width of the form. */
function across(
  sheet: Worksheet,
  text: string,
  { bold = false, center = false }: { readonly bold?: boolean; readonly center?: boolean },
): void {
  if (text === "") return;
  const row = sheet.addRow([text]);
  const width = FORM_WIDTHS.reduce((sum, one) => sum + one);
  sheet.mergeCells(row.number, 1, row.number, FORM_WIDTHS.length);
  row.font = { bold };
  row.height = heightOf([text], [width]);
  row.alignment = { wrapText: true, vertical: "top", horizontal: center ? "center" : "left" };
}

/** Points of a line, and how many letters go to a unit of width. */
const LINE = 15;
const LETTERS = 1;

/** Not every program lets a row grow with what is in it, so its height is given. */
function heightOf(values: readonly Shown[], widths: readonly number[]): number {
  const lines = values.map((value, at) =>
    Math.ceil(String(value).length / ((widths[at] ?? 1) * LETTERS)),
  );
  return LINE * Math.max(1, ...lines);
}

function widthsOf(sheet: Worksheet): number[] {
  return sheet.columns.map(({ width = 1 }) => width);
}

function head(sheet: Worksheet, titles: readonly string[]): void {
  const row = sheet.addRow([...titles]);
  row.font = { bold: true };
  row.height = heightOf(titles, widthsOf(sheet)) + LINE;
  row.alignment = { wrapText: true, vertical: "middle", horizontal: "center" };
  row.eachCell((cell) => {
    cell.border = BORDER;
  });
}

function body(
  sheet: Worksheet,
  values: readonly Shown[],
  { indent = false }: { readonly indent?: boolean },
): void {
  const row = sheet.addRow([...values]);
  row.height = heightOf(values, widthsOf(sheet));
  row.eachCell((cell) => {
    cell.border = BORDER;
    const text = typeof cell.value === "string";
    cell.alignment = { wrapText: true, vertical: "top", horizontal: text ? "left" : "right" };
    // A cell of the type text is never taken for a formula, whatever sign a name begins with.
    if (text) cell.numFmt = "@";
  });
  if (indent) row.getCell(2).alignment = { wrapText: true, vertical: "top", indent: 1 };
}
