import { slips } from "../../platform/texts/slips.ts";

/** How many slips are forgiven in a word of so many letters, and in the second try of more. */
const FORGIVEN = {
  strict: [
    { from: 7, slips: 2 },
    { from: 4, slips: 1 },
  ],
  loose: [
    { from: 7, slips: 3 },
    { from: 4, slips: 2 },
  ],
} as const;
export type Forgiving = keyof typeof FORGIVEN;

const BEGINNING = 1;
const INSIDE = 2;
const PER_SLIP = 3;
/** The shortest part that is looked for inside of words. */
export const SHORTEST_INSIDE = 3;

/**
 * How far a name is from what was asked for: 0 for the same words in any order, more for beginnings,
 * parts and slips. Each asked word needs a word of the name for itself.
 * @param asked words in the one spelling
 * @param name the words of a name, in the same spelling
 * @returns undefined when it is not the name that was meant
 */
export function distance(
  asked: readonly string[],
  name: readonly string[],
  forgiving: Forgiving = "strict",
): number | undefined {
  const [first, ...others] = asked;
  if (first === undefined) return 0;
  let best: number | undefined;
  name.forEach((word, at) => {
    const here = wordDistance(first, word, forgiving);
    if (here === undefined || (best !== undefined && here >= best)) return;
    const rest = distance(others, name.toSpliced(at, 1), forgiving);
    if (rest !== undefined) best = Math.min(best ?? Number.POSITIVE_INFINITY, here + rest);
  });
  return best;
}

function wordDistance(asked: string, word: string, forgiving: Forgiving): number | undefined {
  if (asked === word) return 0;
  if (word.startsWith(asked)) return BEGINNING;
  if (asked.length >= SHORTEST_INSIDE && word.includes(asked)) return INSIDE;
  const most = FORGIVEN[forgiving].find(({ from }) => asked.length >= from)?.slips ?? 0;
  if (most === 0) return undefined;
  const count = slips(asked, word, most);
  return count <= most ? count * PER_SLIP : undefined;
}
