import { createRequire } from "node:module";
import PDFDocument from "pdfkit";

/** The only letters of pictures: they have Russian and Kazakh, and come along as a package. */
export const FONT = "DejaVu Sans";

const { resolve } = createRequire(import.meta.url);
const file = (name: string) => resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);
export const FONT_FILES = [file("DejaVuSans"), file("DejaVuSans-Bold")];

const ruler = new PDFDocument({ autoFirstPage: false });
const measured = new Map<string, number>();

/** How wide a text is set in one line. */
export function widthOf(text: string, size: number, bold = false): number {
  const font = FONT_FILES[bold ? 1 : 0]!;
  let sum = 0;
  for (const letter of text) {
    const key = `${bold ? "b" : "r"}${letter}`;
    let width = measured.get(key);
    if (width === undefined) {
      width = ruler.font(font).fontSize(1).widthOfString(letter);
      measured.set(key, width);
    }
    sum += width;
  }
  return sum * size;
}

/** Breaks a text at spaces into lines of at most so many units; a longer word stands alone. */
export function wrap(text: string, size: number, width: number, bold = false): string[] {
  const lines: string[] = [];
  for (const word of text.split(/[ \n]+/)) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && widthOf(longer, size, bold) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
