import { divide, type Face, type Run } from "./fonts.ts";
import type { DocumentModel, Inline, Styled } from "./model.ts";
import { typeset } from "./typography.ts";

/** Width of a text in points. */
export type Measure = (text: string, face: Face, size: number) => number;

/** A stretch of a line in one face; `x` from the line's start. */
export interface Piece extends Run {
  readonly x: number;
}

export interface Line {
  readonly pieces: readonly Piece[];
  readonly width: number;
}

/** What stays together on a line, with the space before it when it is not first. */
interface Word {
  readonly runs: readonly Run[];
  readonly space: boolean;
  readonly newLine: boolean;
}

/** The runs of an inline text: non-breaking spaces put in, a face chosen for every character. */
export function runsOf(
  inline: Inline,
  language: DocumentModel["language"],
  base: Styled["style"] = "regular",
): Run[] {
  const parts = typeof inline === "string" ? [inline] : inline;
  return parts.flatMap((part) =>
    typeof part === "string"
      ? divide(typeset(part, language), base)
      : divide(typeset(part.text, language), part.style),
  );
}

/**
 * Breaks runs into lines no wider than `width`. A word wider than a line is broken at a hyphen or a
 * non-breaking space if it has one, else between any two characters; no hyphen is ever added.
 */
export function breakLines(
  runs: readonly Run[],
  width: number,
  size: number,
  measure: Measure,
): Line[] {
  const widthOf = (parts: readonly Run[]): number =>
    parts.reduce((sum, { text, face }) => sum + measure(text, face, size), 0);
  const lines: Run[][] = [[]];
  let used = 0;
  const put = (word: readonly Run[], space: boolean): boolean => {
    const line = lines.at(-1)!;
    const gap: Run[] = space && line.length > 0 ? [{ text: " ", face: line.at(-1)!.face }] : [];
    const needed = widthOf(gap) + widthOf(word);
    if (used + needed > width && line.length > 0) return false;
    line.push(...gap, ...word);
    used += needed;
    return true;
  };
  const next = (): void => {
    lines.push([]);
    used = 0;
  };
  for (const word of wordsOf(runs)) {
    // What a text begins with is no new line.
    if (word.newLine && lines.at(-1)!.length > 0) next();
    if (widthOf(word.runs) <= width) {
      if (!put(word.runs, word.space)) {
        next();
        put(word.runs, false);
      }
      continue;
    }
    for (const [index, part] of shortened(word.runs, width, widthOf).entries()) {
      if (put(part, word.space && index === 0)) continue;
      next();
      put(part, false);
    }
  }
  return lines.map((line) => lineOf(line, size, measure));
}

/** A plain space, a line end, or nothing between the two long parts of a hyphenated word. */
const BREAKS = /( |\n|(?<=\p{L}{3}-)(?=\p{L}{3}))/u;

function wordsOf(runs: readonly Run[]): Word[] {
  const words: { runs: Run[]; space: boolean; newLine: boolean }[] = [];
  let before = "";
  let parted = true;
  for (const { text, face } of runs) {
    for (const [index, part] of text.split(BREAKS).entries()) {
      // The split puts text at even places and what parts it at odd ones.
      if (index % 2 === 1) {
        before += part;
        parted = true;
      } else if (part !== "") {
        const run = { text: part, face };
        if (parted) {
          words.push({ runs: [run], space: before.includes(" "), newLine: before.includes("\n") });
        } else words.at(-1)!.runs.push(run);
        before = "";
        parted = false;
      }
    }
  }
  return words;
}

/** Parts of a word that is too wide, each no wider than a line. */
function shortened(
  word: readonly Run[],
  width: number,
  widthOf: (runs: readonly Run[]) => number,
): Run[][] {
  const parts: Run[][] = [[]];
  for (const { text, face } of word) {
    for (const bound of text.split(/(?<=\u00a0)/u)) {
      let rest = signsOf(bound);
      while (rest.length > 0) {
        const part = parts.at(-1)!;
        const most = (room: number) =>
          longest(rest, (some) => widthOf([{ text: some.join(""), face }]) <= room);
        const count = most(width - widthOf(part));
        const fresh = part.length > 0 && count < rest.length;
        // What has room on a line of its own is not broken for what stands before it.
        if (fresh && (count === 0 || most(width) === rest.length)) {
          parts.push([]);
          continue;
        }
        // A line narrower than one character still takes one.
        const taken = rest.slice(0, Math.max(count, 1));
        join(part, { text: taken.join(""), face });
        rest = rest.slice(taken.length);
      }
    }
  }
  return parts;
}

const graphemes = new Intl.Segmenter();

/** Characters as people see them: what is several signs for a machine is never divided. */
function signsOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** How many of the first fit. A line holds few, so the search widens from its beginning. */
function longest(signs: readonly string[], fits: (some: readonly string[]) => boolean): number {
  let low = 0;
  let high = 16;
  while (high < signs.length && fits(signs.slice(0, high))) {
    low = high;
    high *= 2;
  }
  high = Math.min(high, signs.length);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(signs.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}

function lineOf(runs: readonly Run[], size: number, measure: Measure): Line {
  const joined: Run[] = [];
  for (const run of runs) join(joined, run);
  let x = 0;
  const pieces = joined.map((run): Piece => {
    const piece = { ...run, x };
    x += measure(run.text, run.face, size);
    return piece;
  });
  return { pieces, width: x };
}

/** Adds a run, into the last one where the face is the same. */
function join(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (last?.face === run.face) runs[runs.length - 1] = { ...run, text: last.text + run.text };
  else runs.push(run);
}
