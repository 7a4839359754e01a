import {
  type Block,
  type Cover,
  type DocumentModel,
  renderDocument,
} from "../../platform/documents/index.ts";
import { spokenClause, spokenDate } from "../../platform/texts/format.ts";
import type { Locale, Translate } from "../../platform/texts/texts.ts";
import { townText } from "../cases/index.ts";
import type { Institution } from "../staff/index.ts";
import { reportDocument } from "./document.ts";
import type { ReportSheet } from "./sheet.ts";

/**
 * What a person has to know to hand a report in by hand: plain data in their language, so that it can wait
 * until the document is made.
 */
export interface HandInGuide {
  readonly language: Locale;
  readonly deadline: string;
  readonly clause: string;
  /** Label and value: the institution, its address, hours and phones. */
  readonly place: readonly (readonly [string, string])[];
  readonly words: Readonly<Record<(typeof WORDS)[number], string>>;
}

const WORDS = [
  ...["title", "papers", "where"],
  ...["print", "name", "sign", "date", "enclose", "bring", "proof", "after"],
] as const;

export interface HandInPlace {
  readonly institution: Pick<Institution, "name" | "town" | "address" | "phones" | "hours">;
  /** "YYYY-MM-DD" */
  readonly lastSafeDay: string;
  /** As it is cited in Russian: "п. 28". */
  readonly clause: string;
  /** The last safe day is over. */
  readonly late: boolean;
}

export function handInGuide(
  { t, locale }: { readonly t: Translate; readonly locale: Locale },
  { institution, lastSafeDay, clause, late }: HandInPlace,
): HandInGuide {
  const { name, town, address, phones, hours } = institution;
  const open = hours?.[locale] ?? hours?.ru;
  const day = spokenDate(lastSafeDay, locale);
  return {
    language: locale,
    deadline: late ? t("document-report:late", { day }) : t("document-report:deadline", { day }),
    clause: spokenClause(clause, locale),
    place: [
      [t("document-report:institution"), name],
      [t("document-report:address"), `${townText(town, locale)}, ${address}`],
      ...(open ? [[t("document-report:hours"), open] as const] : []),
      ...(phones.length > 0 ? [[t("document-report:phones"), phones.join(", ")] as const] : []),
    ],
    words: Object.fromEntries(
      WORDS.map((key) => [key, t(`document-report:${key}`)]),
    ) as HandInGuide["words"],
  };
}

/** The report as it is handed in, behind a sheet that says how; the sheet itself is not handed in. */
export function reportToHandIn(
  sheet: ReportSheet,
  guide: HandInGuide,
  created: string,
): DocumentModel {
  return { ...reportDocument(sheet, created), cover: coverOf(sheet, guide) };
}

/** The same as a PDF file. @param created an instant, written into the file */
export function handInFile(
  sheet: ReportSheet,
  guide: HandInGuide,
  created: string,
): Promise<Buffer> {
  return renderDocument(reportToHandIn(sheet, guide, created));
}

function coverOf({ name, signedOn, attachments }: ReportSheet, guide: HandInGuide): Cover {
  const { words } = guide;
  const papers: Block[] = [
    { kind: "heading", text: words.papers },
    {
      kind: "boxes",
      items: attachments.map(({ name, count }) => ({ text: `${name} – ${count}` })),
    },
  ];
  return {
    language: guide.language,
    blocks: [
      { kind: "title", text: words.title },
      { kind: "paragraph", text: guide.deadline, look: "lead" },
      { kind: "paragraph", text: [{ text: guide.clause, style: "italic" }], look: "note" },
      {
        kind: "list",
        numbered: true,
        items: [
          words.print,
          ...(name === null ? [words.name] : []),
          words.sign,
          ...(signedOn === null ? [words.date] : []),
          ...(attachments.length > 0 ? [words.enclose] : []),
          words.bring,
          words.proof,
          words.after,
        ],
      },
      ...(attachments.length > 0 ? papers : []),
      { kind: "heading", text: words.where },
      {
        kind: "table",
        columns: [{ share: 1 }, { share: 4 }],
        rows: guide.place.map(([label, value]) => [label, [{ text: value, style: "bold" }]]),
      },
    ],
  };
}
