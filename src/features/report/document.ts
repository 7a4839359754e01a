import {
  type Block,
  type DocumentModel,
  NOTHING,
  numberedSection,
  renderDocument,
  signatureRow,
  unprintedNote,
} from "../../platform/documents/index.ts";
import {
  dateInFigures,
  dateInForm,
  spokenDate,
  sumInFigures,
} from "../../platform/texts/format.ts";
import { editionOn, programByCode } from "../../programs/index.ts";
import type { ReportForm } from "../../programs/report-form.ts";
import type { ReportSheet } from "./sheet.ts";

/**
 * The monthly report in the official form of the edition that held on the day of the contract; where
 * none is known to have held, in that of the latest before. In Russian, whatever the person speaks.
 *
 * @param created an instant, written into the file
 * @throws Error for a programme without a form
 */
export function reportDocument(sheet: ReportSheet, created: string): DocumentModel {
  const form = formOf(sheet);
  const { from, to } = sheet.period;
  const period = fill(form.period, { from: inWords(from), to: inWords(to) });
  const title = fill(form.title, {
    on: inWords(sheet.contract.on),
    number: sheet.contract.number,
  });
  return {
    // The number of the contract and the name are no business of a list of files.
    title: `${form.name} ${period}`,
    language: "ru",
    created,
    blocks: [
      { kind: "paragraph", text: form.annex.join("\n"), align: "right" },
      { kind: "title", text: `${title} ${period}`, look: "form" },
      blankLine(form.nameCaption, sheet.name),
      ...done(form, sheet),
      ...spending(form, sheet),
      ...notDone(form, sheet),
      { kind: "heading", text: form.results, look: "form" },
      { kind: "paragraph", text: sheet.results?.trim() || NOTHING },
      ...attachments(form, sheet),
      ...unprintedNote(typed(sheet)),
      ...signatures(form, sheet.signedOn),
    ],
    footer: footerOf(sheet),
    pageLabel: "стр. {n} из {total}",
  };
}

/** The report as a PDF file. Equal sheets and moments give equal bytes: their hash is a proof. */
export function reportFile(sheet: ReportSheet, created: string): Promise<Buffer> {
  return renderDocument(reportDocument(sheet, created));
}

/** So that a page which lies alone is found again. */
function footerOf({ contract, period }: ReportSheet): string {
  const [on, from, to] = [contract.on, period.from, period.to].map(dateInFigures);
  return `Отчет по социальному контракту от ${on} N ${contract.number} за период с ${from} по ${to}`;
}

function formOf({ programme, contract }: ReportSheet): ReportForm {
  const program = programByCode(programme);
  if (!program) throw new Error(`no programme ${programme}`);
  const found = editionOn(program, contract.on);
  const edition = found.kind === "known" ? found.edition : (found.last ?? program.editions[0]!);
  return edition.reportForm;
}

function done({ done: { heading, columns } }: ReportForm, sheet: ReportSheet): Block[] {
  const rows = sheet.done.map(({ activity, measures }) => [activity, measures]);
  return numberedSection(heading, columns, [4, 28, 40], rows);
}

function spending({ spending: { heading, columns } }: ReportForm, sheet: ReportSheet): Block[] {
  const rows = sheet.spending.map(({ activity, item, kopecks }) => [
    activity,
    item,
    sumInFigures(kopecks),
  ]);
  const sum = sheet.spending.reduce((all, { kopecks }) => all + kopecks, 0);
  const total = { label: "Итого, рублей", value: sumInFigures(sum) };
  return numberedSection(heading, columns, [4, 26, 28, 14], rows, { figures: true, total });
}

function notDone({ notDone: { heading, columns } }: ReportForm, sheet: ReportSheet): Block[] {
  const rows = sheet.notDone.map(({ activity, reason }) => [activity, reason]);
  return numberedSection(heading, columns, [4, 28, 40], rows);
}

function attachments({ attachments: part }: ReportForm, sheet: ReportSheet): Block[] {
  const rows = sheet.attachments.map(({ name, count }) => [name, String(count)]);
  const { heading, columns } = part;
  // The signature stays with what it signs.
  return numberedSection(heading, columns, [4, 52, 16], rows, { figures: true, keep: true });
}

function signatures(form: ReportForm, signedOn: string | null): Block[] {
  const day = signedOn === null ? form.day : dateInForm(signedOn);
  return [
    {
      kind: "blanks",
      keep: true,
      rows: [signatureRow(day, form.signatureCaption)],
    },
    {
      kind: "blanks",
      keep: true,
      rows: [[{ label: fill(form.accepted, { day: form.day }), share: 1, line: false }]],
    },
    {
      kind: "blanks",
      rows: [
        [
          { label: "", share: 5, caption: form.officialCaption },
          { label: "", share: 4, caption: form.officialSignatureCaption },
        ],
      ],
    },
  ];
}

function blankLine(caption: string, value: string | null): Block {
  const line = { label: "", share: 1, caption, ...(value !== null && { value }) };
  return { kind: "blanks", rows: [[line]] };
}

/** What people typed and a font may lack. */
function typed({ contract, name, results, ...sheet }: ReportSheet): string[] {
  return [
    contract.number,
    name ?? "",
    results ?? "",
    ...sheet.done.flatMap(({ activity, measures }) => [activity, measures]),
    ...sheet.spending.flatMap(({ activity, item }) => [activity, item]),
    ...sheet.notDone.flatMap(({ activity, reason }) => [activity, reason]),
    ...sheet.attachments.map(({ name }) => name),
  ];
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name]!);
}

function inWords(day: string): string {
  return spokenDate(day, "ru");
}
