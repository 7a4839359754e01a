import type { Table, TableCell } from "docx";
import type { File } from "../../platform/conversation/conversation.ts";
import { formSheet, numberLines, type Shown, type Wording } from "./sheet.ts";
import type { QuarterlyTable } from "./table.ts";

/** Twentieths of a point; together the width of a page of A4 within its margins. */
const FORM_WIDTHS = [700, 6060, 1300, 1300];
const NUMBER_WIDTHS = [6760, 1300, 1300];
const MARGIN = { top: 1134, bottom: 1134, left: 1418, right: 1134 };

/** The table as a DOCX file, in the shape of the form. */
export async function quarterlyDocx(wording: Wording, table: QuarterlyTable): Promise<File> {
  // Loaded when the first one is made, as with XLSX.
  const docx = await import("docx");
  const { t } = wording;
  const { title, subtitle, scope, columns, lines, notes } = formSheet(wording, table);

  const paragraph = (text: string, { bold = false, center = false, after = 0, indent = 0 } = {}) =>
    new docx.Paragraph({
      children: [new docx.TextRun({ text, bold })],
      alignment: center ? docx.AlignmentType.CENTER : docx.AlignmentType.LEFT,
      ...{ spacing: { after }, indent: { left: indent } },
    });

  const cell = (value: Shown, width: number, { bold = false, right = false, indent = 0 } = {}) =>
    new docx.TableCell({
      width: { size: width, type: docx.WidthType.DXA },
      margins: { top: 20, bottom: 20, left: 80, right: 80 },
      children: [paragraph(String(value), { bold, center: bold || right, indent })],
    });

  const row = (cells: TableCell[], head = false) =>
    new docx.TableRow({ children: cells, tableHeader: head, cantSplit: true });

  const ruled = (widths: readonly number[], heads: readonly string[], body: Shown[][]): Table =>
    new docx.Table({
      columnWidths: [...widths],
      width: { size: widths.reduce((sum, one) => sum + one), type: docx.WidthType.DXA },
      layout: docx.TableLayoutType.FIXED,
      rows: [
        row(
          heads.map((text, at) => cell(text, widths[at] ?? 0, { bold: true })),
          true,
        ),
        ...body.map((values) =>
          row(
            values.map((value, at) => {
              const right = at >= widths.length - 2;
              // Under its row stands how many of them were released.
              const indent = values[0] === "" && at === 1 ? 240 : 0;
              return cell(value, widths[at] ?? 0, { right, indent });
            }),
          ),
        ),
      ],
    });

  const numbers = numberLines(wording, table);
  const [, , now, before] = columns.map((text) => text.replace(/, чел\.$/, ""));
  const made = new docx.Document({
    creator: "Opora",
    lastModifiedBy: "Opora",
    styles: { default: { document: { run: { font: "Times New Roman", size: 22 } } } },
    sections: [
      {
        properties: { page: { margin: MARGIN } },
        children: [
          paragraph(title, { bold: true, center: true }),
          ...(subtitle ? [paragraph(subtitle, { center: true })] : []),
          paragraph(scope, { center: true, after: 200 }),
          ruled(
            FORM_WIDTHS,
            columns,
            lines.map((line) => [line.number, line.title, line.now, line.before]),
          ),
          paragraph("", { after: 120 }),
          ...notes.map((note) => paragraph(note, { after: 80 })),
          ...(numbers.length === 0
            ? []
            : [
                new docx.Paragraph({
                  children: [new docx.TextRun({ text: t("quarterly:numbers"), bold: true })],
                  ...{ pageBreakBefore: true, spacing: { after: 120 } },
                }),
                ruled(
                  NUMBER_WIDTHS,
                  [t("quarterly:number"), now ?? "", before ?? ""],
                  numbers.map((one) => [one.title, one.now, one.before]),
                ),
              ]),
        ],
      },
    ],
  });
  return {
    name: `opora-${table.quarter.code}.docx`,
    type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    bytes: new Uint8Array(await docx.Packer.toBuffer(made)),
  };
}
