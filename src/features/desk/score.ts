import { slips } from "../../platform/texts/slips.ts";

/** Whatever is further away was not meant. */
const FORGIVEN = [
  { from: 8, slips: 2 },
  { from: 4, slips: 1 },
];
const BEGINNING = 1;
const INSIDE = 2;
const PER_SLIP = 3;
/** The shortest part that is looked for inside of words. */
const SHORTEST_INSIDE = 3;

/**
 * How far a name is from what was asked for: 0 for the same words in any order, more for beginnings,
 * parts and slips. Each asked word needs a word of the name for itself.
 * @param asked words in the one spelling
 * @param name the words of a name, in the same spelling
 * @param spare how many asked words may be left without one
 * @returns undefined when it is not the name that was meant
 */
export function distance(
  asked: readonly string[],
  name: readonly string[],
  spare = 0,
): number | undefined {
  const [first, ...others] = asked;
  if (first === undefined) return 0;
  let best: number | undefined;
  name.forEach((word, at) => {
    const here = wordDistance(first, word);
    if (here === undefined) return;
    const rest = distance(others, name.toSpliced(at, 1), spare);
    if (rest !== undefined) best = least(best, here + rest);
  });
  if (spare > 0) {
    const rest = distance(others, name, spare - 1);
    if (rest !== undefined) best = least(best, first.length + rest);
  }
  return best;
}

function wordDistance(asked: string, word: string): number | undefined {
  if (asked === word) return 0;
  if (word.startsWith(asked)) return BEGINNING;
  if (asked.length >= SHORTEST_INSIDE && word.includes(asked)) return INSIDE;
  const most = FORGIVEN.find(({ from }) => asked.length >= from)?.slips ?? 0;
  const count = slips(asked, word, most);
  return count <= most ? count * PER_SLIP : undefined;
}

function least(one: number | undefined, other: number): number {
  return one === undefined ? other : Math.min(one, other);
}
