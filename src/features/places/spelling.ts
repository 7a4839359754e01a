import { folded, foldedWords, once } from "../../platform/texts/folding.ts";

/** Words that say what a place is, not which one. */
const kinds = new Set(
  `г гор город городе города горд пос поселок поселке пгт рп п с село селе деревня д дер станица ст-ца аул
   қала қаласы қаласында ауыл ауылы ауылында кент кенті city town village of the в во из под
   россия рф казахстан қазақстан ресей russia kazakhstan`
    .split(/\s+/)
    .map(folded),
);

/** The words of a text, each in the one spelling, without those that only say "town". */
export function wordsIn(text: string): string[] {
  const words = foldedWords(text.slice(0, 100));
  const telling = words.filter((word) => !kinds.has(word));
  return telling.length > 0 ? telling : words;
}

/** A name as one word. */
export function spell(text: string): string {
  return joined(wordsIn(text));
}

export function joined(words: readonly string[]): string {
  return once(words.join(""));
}

/** Without the last vowel, which Russian cases change. */
export function stemOf(spelling: string): string {
  const stem = spelling.replace(/[aeiou]$/u, "");
  return stem.length >= 3 ? stem : spelling;
}

/** Whether a word with the stem of a name can be a case of it: "Москвы" of "Москва", "Казани". */
export function isCaseOf(word: string, name: string): boolean {
  const ending = word.at(-1)!;
  if (name.endsWith("a")) return /[iue]/u.test(ending);
  if (name.endsWith("o")) return /[aue]/u.test(ending);
  return !/[eiu]$/u.test(name) && /[auei]/u.test(ending);
}
