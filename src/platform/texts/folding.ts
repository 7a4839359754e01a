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
  // Neighbours' letters, which names in Russian papers keep.
  ґ: "g",
  є: "e",
  ї: "i",
  ў: "u",
  җ: "j",
  ҙ: "z",
  ҡ: "k",
  ҫ: "s",
  ҳ: "h",
  ҷ: "j",
  ӣ: "i",
  ӯ: "u",
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
  ["ŋ", "n"],
  ["ə", "a"],
  ["q", "k"],
  ["w", "v"],
  ["x", "ks"],
];
const latinSounds = new Map(latin);
const latinPattern = new RegExp(latin.map(([letters]) => letters).join("|"), "gu");

/** The words of a text, each in the one spelling. */
export function foldedWords(text: string): string[] {
  return text
    .toWellFormed()
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[’‘ʼ`´'"«»“”]/gu, "")
    .split(/[^\p{L}\p{M}\p{Nd}]+/u)
    .map(folded)
    .filter((word) => word !== "");
}

/** @param word in small letters, without marks beside it. */
export function folded(word: string): string {
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
export function once(word: string): string {
  return word.replace(/(.)\1+/gu, "$1");
}
