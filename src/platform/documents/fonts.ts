import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { readCoverage } from "./coverage.ts";

/** PT Serif has the Cyrillic of Russian and Kazakh; DejaVu Sans has boxes and the tenge sign. */
export const FACES = ["regular", "bold", "italic", "symbols"] as const;
export type Face = (typeof FACES)[number];

const FILES: Record<Face, string> = {
  regular: "@expo-google-fonts/pt-serif/400Regular/PTSerif_400Regular.ttf",
  bold: "@expo-google-fonts/pt-serif/700Bold/PTSerif_700Bold.ttf",
  italic: "@expo-google-fonts/pt-serif/400Regular_Italic/PTSerif_400Regular_Italic.ttf",
  symbols: "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
};

const { resolve } = createRequire(import.meta.url);
const cache = new Map<Face, { readonly file: Buffer; readonly has: (point: number) => boolean }>();

/** The font file of a face, read once. */
export function fontFile(face: Face): Buffer {
  return load(face).file;
}

/** Marks of direction and control characters: nothing to print. */
const INVISIBLE = /[\p{Cc}\p{Cf}]|\p{Variation_Selector}/u;
const UNPRINTABLE = "□";
/** Other signs of a new line than the one that the layout breaks at. */
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/gu;

/** One stretch of text in one face. */
export interface Run {
  readonly text: string;
  readonly face: Face;
}

/**
 * Divides a text by the faces that have its characters. What no font has is printed as a box, so
 * that nothing disappears unseen. A letter typed as two signs ("и" and its breve) is one.
 */
export function divide(text: string, face: Exclude<Face, "symbols">): Run[] {
  const runs: { text: string; face: Face }[] = [];
  const plain = text.normalize("NFC").replace(LINE_ENDS, "\n");
  for (const sign of plain.replaceAll("\u202f", "\u00a0").replaceAll("\t", " ")) {
    if (sign !== "\n" && INVISIBLE.test(sign)) continue;
    const here = sign === "\n" || has(face, sign) ? face : "symbols";
    const shown = here === face || has("symbols", sign) ? sign : UNPRINTABLE;
    const last = runs.at(-1);
    if (last?.face === here) last.text += shown;
    else runs.push({ text: shown, face: here });
  }
  return runs;
}

/** Every sign of a text stands in some font; one that does not is printed as a box. */
export function isPrintable(text: string): boolean {
  return !divide(text, "regular").some(
    (run) => run.face === "symbols" && run.text.includes(UNPRINTABLE),
  );
}

function has(face: Face, sign: string): boolean {
  return load(face).has(sign.codePointAt(0)!);
}

function load(face: Face) {
  const known = cache.get(face);
  if (known) return known;
  const file = readFileSync(resolve(FILES[face]));
  const loaded = { file, has: readCoverage(file) };
  cache.set(face, loaded);
  return loaded;
}
