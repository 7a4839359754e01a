import type { Blank, Block, DocumentModel, Inline } from "../../platform/documents/index.ts";

/**
 * "Result and checklist" on one page, for a person or a specialist at a desk. Everything is in the
 * person's language already; names and numbers of papers are never in it, they are written by hand.
 */
export interface ChecklistSheet {
  readonly language: DocumentModel["language"];
  /** An instant, written into the file: "2026-03-02T09:00:00Z". */
  readonly created: string;
  /** The day as people write it: "2 марта 2026 г." */
  readonly date: string;
  readonly title: string;
  /** One sentence: likely, unlikely, or the specialist will compare. */
  readonly outcome: string;
  readonly reasons: readonly { readonly text: string; readonly clause: string }[];
  /** The person's own figure and the threshold, as sums with their unit; "" when there is none. */
  readonly income: string;
  readonly threshold: string;
  readonly papers: readonly SheetPaper[];
  /** What the agency asks for itself. */
  readonly notNeeded: readonly string[];
  readonly ways: readonly { readonly name: string; readonly how: string }[];
  /** The next day to keep, if one is known: "До 12 марта: …". */
  readonly nextDue: string | null;
  /** Programme, edition and clause range that all of it rests on. */
  readonly source: string;
  readonly words: SheetWords;
}

export interface SheetPaper {
  readonly name: string;
  /** Where and how to get it, or what replaces it; short. */
  readonly how?: string;
  readonly ticked?: boolean;
}

/** Keys of the fixed words in `document-checklist`. */
export const SHEET_WORDS = [
  "reasons",
  "income",
  "threshold",
  "papers",
  "notNeeded",
  "ways",
  "nextDue",
  "name",
  "phone",
  "specialist",
  "handedIn",
  "decision",
  "source",
  "pageLabel",
] as const;
export type SheetWords = Readonly<Record<(typeof SHEET_WORDS)[number], string>>;

/** The fixed words in one language. */
export function sheetWords(translate: (key: string) => string): SheetWords {
  const entries = SHEET_WORDS.map((key) => [key, translate(`document-checklist:${key}`)]);
  return Object.fromEntries(entries) as SheetWords;
}

/** The sheet as a document: one A4 page where it can be read so, else as many as it takes. */
export function checklistSheet(sheet: ChecklistSheet): DocumentModel {
  const { words } = sheet;
  const blocks: Block[] = [
    { kind: "title", text: sheet.title, aside: sheet.date },
    { kind: "blanks", rows: [[blank(words.name, 5), blank(words.phone, 3)]] },
    { kind: "paragraph", text: sheet.outcome, look: "lead" },
    ...figures(sheet),
    ...titled(words.reasons, {
      kind: "list",
      items: sheet.reasons.map(({ text, clause }): Inline => [`${text} `, italic(`(${clause})`)]),
    }),
    ...titled(words.papers, {
      kind: "boxes",
      items: sheet.papers.map(({ name, how, ticked }) => ({
        text: name,
        ...(how !== undefined && { note: how }),
        ...(ticked !== undefined && { ticked }),
      })),
    }),
    ...titled(words.notNeeded, { kind: "list", items: sheet.notNeeded }),
    ...titled(words.ways, {
      kind: "list",
      items: sheet.ways.map(({ name, how }): Inline => [bold(`${name}: `), how]),
    }),
    ...(sheet.nextDue === null
      ? []
      : ([
          { kind: "paragraph", text: [bold(`${words.nextDue} `), sheet.nextDue] },
        ] satisfies Block[])),
    { kind: "blanks", rows: [[blank(words.handedIn, 3), blank(words.specialist, 5)]] },
  ];
  return {
    title: sheet.title,
    language: sheet.language,
    created: sheet.created,
    blocks,
    footer: `${words.decision} ${words.source} ${sheet.source}`,
    pageLabel: words.pageLabel,
    fitPages: 1,
  };
}

function figures({ income, threshold, words }: ChecklistSheet): Block[] {
  const rows = [
    [words.income, income],
    [words.threshold, threshold],
  ].filter(([, value]) => value !== "");
  if (rows.length === 0) return [];
  return [
    {
      kind: "table",
      columns: [{ share: 3 }, { share: 2, align: "right" }],
      rows: rows.map(([label, value]): Inline[] => [label!, [bold(value!)]]),
    },
  ];
}

/** A heading and its list, or nothing where the list is empty. */
function titled(
  text: string,
  block: Extract<Block, { readonly items: readonly unknown[] }>,
): Block[] {
  return block.items.length === 0 ? [] : [{ kind: "heading", text }, block];
}

function blank(label: string, share: number): Blank {
  return { label, share };
}

function bold(text: string) {
  return { text, style: "bold" } as const;
}

function italic(text: string) {
  return { text, style: "italic" } as const;
}
