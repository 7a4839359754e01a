/**
 * One spelling for a name however it is written: Russian, Kazakh with or without its own letters, or
 * Latin in any of the usual ways. Sounds that Latin writes with several letters become one, so that a
 * slip in them counts once.
 */

const cyrillic: Readonly<Record<string, string>> = {
  а: "a",
  ә: "a",
  б: "b",
  в: "v",
  г: "g",
  ғ: "g",
  д: "d",
  е: "e",
  ё: "e",
  ж: "j",
  з: "z",
  и: "i",
  й: "i",
  і: "i",
  к: "k",
  қ: "k",
  л: "l",
  м: "m",
  н: "n",
  ң: "n",
  о: "o",
  ө: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ұ: "u",
  ү: "u",
  ф: "f",
  х: "h",
  һ: "h",
  ц: "c",
  ч: "q",
  ш: "w",
  щ: "w",
  ы: "i",
  э: "e",
  ю: "iu",
  я: "ia",
  ъ: "",
  ь: "",
};

/** Longest first. */
const latin: readonly (readonly [string, string])[] = [
  ["shch", "w"],
  ["sch", "w"],
  ["dzh", "j"],
  ["zh", "j"],
  ["dj", "j"],
  ["kh", "h"],
  ["gh", "g"],
  ["ts", "c"],
  ["tz", "c"],
  ["ch", "q"],
  ["sh", "w"],
  ["ck", "k"],
  ["ya", "ia"],
  ["yu", "iu"],
  ["ye", "e"],
  ["yo", "e"],
  ["y", "i"],
  ["ı", "i"],
  ["q", "k"],
  ["w", "v"],
  ["x", "ks"],
];
const latinSounds = new Map(latin);
const latinPattern = new RegExp(latin.map(([letters]) => letters).join("|"), "gu");

/** Words that say what a place is, not which one. */
const kinds = new Set(
  `г гор город городе города горд пос поселок поселке пгт рп п с село селе деревня д дер станица ст-ца аул
   қала қаласы қаласында ауыл ауылы ауылында кент кенті city town village of the в во из под
   россия рф казахстан қазақстан ресей russia kazakhstan`
    .split(/\s+/)
    .map(letters),
);

/** The words of a text, each in the one spelling, without those that only say "town". */
export function wordsIn(text: string): string[] {
  const words = text
    .slice(0, 100)
    .toWellFormed()
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[’‘ʼ`´'"«»“”]/gu, "")
    .split(/[^\p{L}\p{M}\p{Nd}]+/u)
    .map(letters)
    .filter((word) => word !== "");
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

function letters(word: string): string {
  const latinised = word
    .replace(/йо/gu, "ё")
    .replace(/дж/gu, "ж")
    .replace(/ç/gu, "ch")
    .replace(/ş/gu, "sh")
    .replace(/[\p{Script=Cyrillic}]/gu, (letter) => cyrillic[letter] ?? letter.toUpperCase())
    .normalize("NFD")
    .replace(/\p{M}/gu, "");
  if (/\p{Script=Cyrillic}/u.test(word)) return once(latinised);
  return once(latinised.replace(latinPattern, (found) => latinSounds.get(found) ?? found));
}

/** Doubled letters count once: "Россошь", "Rosoš". */
function once(word: string): string {
  return word.replace(/(.)\1+/gu, "$1");
}
