/** Longer than any answer: what follows is not read. */
const longest = 300;

/** Letters that are typed for one another: Kazakh ones without a Kazakh keyboard, ё as е. */
const alike: Readonly<Record<string, string>> = {
  ё: "е",
  ә: "а",
  ғ: "г",
  қ: "к",
  ң: "н",
  ө: "о",
  ұ: "у",
  ү: "у",
  һ: "х",
  і: "и",
};

/**
 * The text as it is compared: full-width digits and ligatures made plain, lower case, letters that
 * are typed for one another made one, apostrophes and dashes of one kind, invisible characters and
 * doubled spaces gone, a line's end a semicolon. Lone surrogates and control characters become spaces.
 * A non-breaking space between digits holds one number together, which an ordinary one need not.
 */
export function plain(text: string): string {
  return text
    .slice(0, longest)
    .toWellFormed()
    .replace(/(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))/gu, "'")
    .normalize("NFKC")
    .toLowerCase()
    .trim()
    .replace(/\s*[\r\n]+\s*/gu, "; ")
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "")
    .replace(/[ёәғқңөұүһі]/gu, (letter) => alike[letter] ?? letter)
    .replace(/[’‘ʼ`´]/gu, "'")
    .replace(/[‐-―−]/gu, "-")
    .replace(/[\p{C}\p{Z}]+/gu, " ")
    .trim();
}

/** Words and numbers of a plain text. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}']+|\p{Nd}+/gu) ?? [];
}

/** Words as a set in their plain form. */
export function wordSet(words: string): ReadonlySet<string> {
  return new Set(plain(words).split(" "));
}
