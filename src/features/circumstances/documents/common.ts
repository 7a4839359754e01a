import {
  type Block,
  type DocumentModel,
  type Inline,
  numberedSection,
  signatureRow,
} from "../../../platform/documents/index.ts";
import { dateInForm, spokenClause, spokenDate } from "../../../platform/texts/format.ts";

/**
 * Papers around a change and the end of a contract. The procedure says what they hold and prints no form
 * of them; each says so at its foot. They are in Russian, for the agency reads them.
 */
export interface PaperBasics {
  readonly contract: { readonly number: string; readonly on: string };
  /** The agency. */
  readonly institution: string;
  /** The recipient; null: left blank, to be written by hand. */
  readonly name: string | null;
  /** "YYYY-MM-DD"; null: left blank, to be written by hand. */
  readonly signedOn: string | null;
  /** An instant, written into the file. */
  readonly created: string;
  /** The act that the clauses are of, as the edition names it. */
  readonly act: string;
}

export interface EnclosedPaper {
  readonly name: string;
  readonly count: number;
}

/** @param clause where the procedure says what the paper holds: "п. 34" */
export function paper(
  { created, act }: Pick<PaperBasics, "created" | "act">,
  title: string,
  clause: string,
  blocks: readonly Block[],
): DocumentModel {
  return {
    title,
    language: "ru",
    created,
    blocks,
    footer: `Утверждённой формы этого документа в Порядке нет, содержание – по ${spokenClause(clause, "ru")}. ${act}.`,
    pageLabel: "стр. {n} из {total}",
  };
}

/** Who writes to whom, above the title. The names stand as they are: nobody declines them here. */
export function letterhead({ institution, name }: PaperBasics): Block[] {
  return [
    { kind: "paragraph", text: institution, align: "right" },
    {
      kind: "blanks",
      rows: [
        [
          { label: "", share: 2, line: false },
          {
            label: "Получатель",
            share: 5,
            caption: "(фамилия, имя, отчество)",
            ...(name !== null && { value: name }),
          },
        ],
      ],
    },
  ];
}

/** "от 14 марта 2024 года N 17" */
export function contractWords({ contract }: Pick<PaperBasics, "contract">): string {
  return `от ${inWords(contract.on)} N ${contract.number}`;
}

/**
 * A heading with what is said under it, or lines to write it by hand.
 *
 * @param last the signature comes next and stays with it
 */
export function said(heading: string, text: string | null, last = false): Block[] {
  const keep = last ? { keep: true as const } : {};
  return [
    { kind: "heading", text: heading, look: "form" },
    text === null || text.trim() === ""
      ? { kind: "blanks", rows: [[LINE], [LINE], [LINE]], ...keep }
      : { kind: "paragraph", text: text.trim(), ...keep },
  ];
}

const LINE = { label: "", share: 1 } as const;

/** The list of papers; without one, rows to write them by hand. */
export function enclosed(heading: string, papers: readonly EnclosedPaper[]): Block[] {
  const rows: Inline[][] = papers.map(({ name, count }) => [name, String(count)]);
  return numberedSection(
    heading,
    ["N п/п", "Наименование документа", "Количество документов"],
    [4, 52, 16],
    rows.length > 0 ? rows : [BLANK, BLANK, BLANK],
    { figures: true, keep: true },
  );
}

const BLANK: Inline[] = ["", ""];

/** The day and the signature. @param caption whose: "(подпись получателя)" */
export function signed(signedOn: string | null, caption: string): Block {
  const day = signedOn === null ? "«_____» __________________ 20_____ года" : dateInForm(signedOn);
  return { kind: "blanks", rows: [signatureRow(day, caption)] };
}

/** Who wrote it, the day and the signature. */
export function byCurator({
  curator,
  signedOn,
}: {
  readonly curator: string | null;
  readonly signedOn: string | null;
}): Block[] {
  return [
    {
      kind: "blanks",
      keep: true,
      rows: [
        [
          {
            label: "Куратор",
            share: 1,
            caption: "(должность, фамилия, имя, отчество)",
            ...(curator !== null && { value: curator }),
          },
        ],
      ],
    },
    signed(signedOn, "(подпись)"),
  ];
}

/** What a paper is about: labels and values. */
export function facts(rows: readonly (readonly [label: string, value: string])[]): Block {
  return {
    kind: "table",
    grid: true,
    columns: [{ share: 2 }, { share: 5 }],
    rows: rows.map(([label, value]) => [label, value]),
  };
}

export function inWords(day: string): string {
  return spokenDate(day, "ru");
}

/** "п. 35(3)", unbroken. */
export function cited(clause: string): string {
  return spokenClause(clause, "ru");
}
