import type { Face } from "./fonts.ts";
import type { Line } from "./lines.ts";
import type { Align, Inline } from "./model.ts";

/** A node of the structure that a screen reader follows; what is on paper hangs on its leaves. */
export interface Node {
  readonly type: string;
  readonly children: Node[];
  /** Of all that is said below it. */
  readonly language?: string;
}

/** Something drawn; `y` counts down from the top of its atom, text stands on its `y`. */
export type Mark =
  | {
      readonly kind: "text";
      readonly node: Node | null;
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly face: Face;
      readonly size: number;
    }
  /** A straight line: across with a width, down with a height. */
  | {
      readonly kind: "rule";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height?: number;
      readonly thickness: number;
    };

/** What stands on one page whole. */
export interface Atom {
  readonly height: number;
  /** Space above, except at the top of a page. */
  readonly before: number;
  /** Stays on one page with the atom after it. */
  readonly keep: boolean;
  readonly marks: readonly Mark[];
  /** Repeated above when the atom begins a page: the head of its table. */
  readonly head?: Atom;
  /** Drawn too when the atom ends a page: the lower edge of what goes on overleaf. */
  readonly edge?: readonly Mark[];
}

/** Everything that a block needs to know to become atoms. */
export interface Setting {
  /** Body size in points; every other size and space follows from it. */
  readonly size: number;
  readonly width: number;
  readonly lines: (text: Inline, options: LineOptions) => readonly Line[];
  readonly node: (type: string, parent?: Node) => Node;
}

export interface LineOptions {
  readonly width: number;
  readonly size: number;
  readonly base?: "bold" | "italic" | "regular";
}

export const LEADING = 1.28;
/** Where the text stands in its line: the ascent of PT Serif with half of the leading. */
const ASCENT = 0.98;

/** The marks of lines set one under another, from `x` and `top`. */
export function marksOf(
  lines: readonly Line[],
  node: Node | null,
  size: number,
  x = 0,
  top = 0,
): Mark[] {
  return lines.flatMap((line, index) =>
    line.pieces.map(
      (piece): Mark => ({
        kind: "text",
        node,
        x: x + piece.x,
        y: top + (index * LEADING + ASCENT) * size,
        text: piece.text,
        face: piece.face,
        size,
      }),
    ),
  );
}

/** The lines moved to their place within a width. */
export function aligned(
  lines: readonly Line[],
  width: number,
  align: Align = "left",
): readonly Line[] {
  if (align === "left") return lines;
  const share = align === "right" ? 1 : 0.5;
  return lines.map((line) => {
    const shift = (width - line.width) * share;
    return { ...line, pieces: line.pieces.map((piece) => ({ ...piece, x: piece.x + shift })) };
  });
}

/**
 * Lines parted where a page may end: never with one line alone on either side.
 */
export function parted<Value>(lines: readonly Value[]): (readonly Value[])[] {
  if (lines.length < 4) return [lines];
  return [lines.slice(0, 2), ...lines.slice(2, -2).map((line) => [line]), lines.slice(-2)];
}

export function heightOf(lines: readonly Line[], size: number): number {
  return lines.length * size * LEADING;
}
