import { isPrintable } from "./fonts.ts";
import type { Blank, Block, Row } from "./model.ts";

/** Parts that papers for an agency have in common. These are in Russian. */

/** What stands where there is nothing to say: nobody fills it in afterwards. */
export const NOTHING = "–";

/**
 * A heading and a table with lines around its cells and a number before each row; a row of dashes where
 * there is none.
 *
 * @param heads of all columns, that of the numbers first
 * @param shares of the width, one for each head
 * @param more `figures`: what stands in the last column is a number
 */
export function numberedSection(
  heading: string,
  heads: readonly string[],
  shares: readonly number[],
  rows: readonly Row[],
  {
    figures,
    ...more
  }: Pick<Extract<Block, { kind: "table" }>, "total" | "keep"> & { readonly figures?: true } = {},
): Block[] {
  const numbered = rows.map((row, index) => [String(index + 1), ...row]);
  return [
    { kind: "heading", text: heading, look: "form" },
    {
      kind: "table",
      grid: true,
      columns: heads.map((head, index) => ({
        head,
        share: shares[index]!,
        align: figures && index === heads.length - 1 ? "right" : "left",
      })),
      rows: rows.length > 0 ? numbered : [heads.map((_, index) => (index === 0 ? "" : NOTHING))],
      ...more,
    },
  ];
}

/** A day at the left, a line for a signature with its caption at the right. */
export function signatureRow(day: string, caption: string): readonly Blank[] {
  return [
    { label: day, share: 5, line: false },
    { label: "", share: 4, caption },
  ];
}

/** Tells what the boxes are that stand for signs which no font has; nothing where there are none. */
export function unprintedNote(texts: readonly string[]): Block[] {
  if (texts.every(isPrintable)) return [];
  return [
    {
      kind: "paragraph",
      text: "□ – на этом месте стоял знак, которого нет в печатном шрифте (например, смайлик).",
      look: "note",
      keep: true,
    },
  ];
}
