import { notUnderstood, type Parsed, value } from "./parsed.ts";
import { plain, wordsOf } from "./text.ts";
import { saysNo } from "./yes-no.ts";

type Labels = Readonly<Record<string, string>>;

const nothing = new Set(
  [
    "ничего",
    "никаких",
    "никакие",
    "ничто",
    "пусто",
    "готово",
    "ештеңе",
    "дайын",
    "nothing",
    "done",
  ].map(plain),
);

/** One option by its label or the beginning of it, by words of it, or by its number in the list. */
export function parseChoice(
  text: string,
  options: readonly string[],
  labels: Labels,
): Parsed<string> {
  const found = match(text, options, labels);
  if (found.length === 0) return notUnderstood("choice");
  return found.length === 1 ? value(found[0]!) : { kind: "choose", options: found };
}

/** Several options, divided by commas, "и", "және", "and" or new lines. A "no" means none of them. */
export function parseMany(
  text: string,
  options: readonly string[],
  labels: Labels,
): Parsed<readonly string[]> {
  const whole = match(text, options, labels);
  if (whole.length === 1) return value(whole);
  if (saysNo(text) || nothing.has(wordsOf(text).join(" "))) return value([]);
  const parts = /^[\d\s.,;]+$/.test(text)
    ? wordsOf(text)
    : text.split(/[,;+\n]|\s(?:и|жане|мен|and)\s/u).filter((part) => part.trim() !== "");
  const chosen = new Set<string>();
  for (const part of parts) {
    const found = match(part, options, labels);
    if (found.length !== 1) return notUnderstood("many");
    chosen.add(found[0]!);
  }
  if (chosen.size === 0) return notUnderstood("many");
  return value(options.filter((option) => chosen.has(option)));
}

/** The options that the closest way of matching finds. */
function match(text: string, options: readonly string[], labels: Labels): string[] {
  const wanted = wordsOf(text);
  if (wanted.length === 0) return [];
  const shown = options.map((option) => ({ option, words: wordsOf(plain(labels[option] ?? "")) }));

  const ordinal = wanted.length === 1 && /^\d{1,2}$/.test(wanted[0]!) ? Number(wanted[0]) : 0;
  // A label with figures in it ("14-17") would make the number of the option a guess.
  if (ordinal > 0 && !shown.some(({ words }) => words.some((word) => /\d/.test(word)))) {
    return options.slice(ordinal - 1, ordinal);
  }

  const ways: ((words: readonly string[]) => boolean)[] = [
    (words) => words.length === wanted.length && wanted.every((word, at) => words[at] === word),
    (words) => wanted.every((word, at) => words[at] === word),
    (words) => wanted.every((word) => words.includes(word)),
    (words) => wanted.every((word) => words.some((other) => close(word, other))),
  ];
  for (const way of ways) {
    const found = shown.filter(({ words }) => way(words)).map(({ option }) => option);
    if (found.length > 0) return found;
  }
  return [];
}

/** The same word with another ending or one slip: words shorter than four letters must be equal. */
function close(word: string, other: string): boolean {
  if (word === other) return true;
  if (word.length < 4 || other.length < 4 || /\d/.test(word + other)) return false;
  const stem = Math.max(4, Math.min(word.length, other.length) - 2);
  if (word.slice(0, stem) === other.slice(0, stem)) return true;
  return oneSlip(word, other);
}

/** At most one letter is missing, added, wrong or swapped with its neighbour. */
function oneSlip(word: string, other: string): boolean {
  let start = 0;
  while (start < word.length && word[start] === other[start]) start += 1;
  const rest = word.slice(start);
  const others = other.slice(start);
  return (
    rest.slice(1) === others.slice(1) ||
    rest === others.slice(1) ||
    rest.slice(1) === others ||
    (rest.slice(2) === others.slice(2) && rest[0] === others[1] && rest[1] === others[0])
  );
}
