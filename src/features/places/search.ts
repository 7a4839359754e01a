import { slips } from "../../platform/texts/slips.ts";
import type { NameIndex } from "./index-of-names.ts";
import { regionsNamed } from "./region-names.ts";
import { joined, wordsIn } from "./spelling.ts";
import type { Town } from "./town.ts";

export type TownMatch =
  | { readonly kind: "one"; readonly town: Town }
  /** Namesakes, or names near to what was typed, the likeliest first; perhaps a single guess. */
  | { readonly kind: "several"; readonly towns: readonly Town[] }
  | { readonly kind: "none" };

export interface SearchOptions {
  /** Towns of this region ("RU-KYA", "KZ") come first, and one of its own decides among namesakes. */
  readonly region?: string;
}

/** As many as fit on the buttons under one message. */
const mostShown = 8;
/** A slip in the name of a town of this size is not asked about. */
const wellKnown = 50_000;
const shortestPrefix = 3;
const shortestWithSlips = 4;

/**
 * Finds a town by a name as people write it: in Russian, Kazakh or Latin letters, in another case,
 * with a slip or two, with its region behind a comma or without one.
 */
export function search(index: NameIndex, text: string, options: SearchOptions = {}): TownMatch {
  for (const reading of readings(text)) {
    const found = byName(index, reading.words, reading.regions ?? [], options);
    if (found.kind !== "none") return found;
  }
  return { kind: "none" };
}

interface Reading {
  readonly words: readonly string[];
  /** Keys of the regions that the text names: "RU-91". */
  readonly regions?: readonly string[];
}

/** What of a text is the name and what the region: "Каменка, Воронежская область" and its reverse. */
function readings(text: string): Reading[] {
  const words = wordsIn(text);
  const parts = text.split(/[,;()]/u).map((part) => wordsIn(part));
  const filled = parts.filter((part) => part.length > 0);
  const found: Reading[] = [];
  if (filled.length > 1) {
    for (const part of [filled[0]!, filled.at(-1)!]) {
      const rest = filled.filter((other) => other !== part).flat();
      const regions = regionsNamed(rest);
      if (regions.length > 0) found.push({ words: part, regions });
    }
  }
  found.push({ words });
  for (let at = 1; at < words.length; at += 1) {
    for (const [name, rest] of [
      [words.slice(0, -at), words.slice(-at)],
      [words.slice(at), words.slice(0, at)],
    ] as const) {
      const regions = regionsNamed(rest);
      if (regions.length > 0) found.push({ words: name, regions });
    }
  }
  if (filled.length > 1) found.push({ words: filled[0]! });
  return found;
}

function byName(
  index: NameIndex,
  words: readonly string[],
  regions: readonly string[],
  options: SearchOptions,
): TownMatch {
  const within = (towns: readonly Town[]): readonly Town[] =>
    regions.length === 0 ? towns : towns.filter((town) => regions.includes(regionKey(town)));

  const exact = within(index.exact(words));
  const called = within(index.byFirstWord(words));
  if (exact.length > 0) return decided([...exact, ...called], options);
  const inflected = within(index.inAnotherCase(words));
  if (inflected.length > 0) return decided(inflected, options);

  const spelling = joined(words);
  const alike = near(index, spelling, within);
  const [only, ...others] = alike;
  if (only && others.length === 0 && only.population >= wellKnown)
    return { kind: "one", town: only };
  const longer = spelling.length < shortestPrefix ? [] : within(index.beginningWith(spelling));
  return offered([...called, ...alike, ...longer], options);
}

/** The towns with the fewest slips between their name and this one: at most one, in long names two. */
function near(
  index: NameIndex,
  spelling: string,
  within: (towns: readonly Town[]) => readonly Town[],
): readonly Town[] {
  if (spelling.length < shortestWithSlips) return [];
  const most = spelling.length < 8 ? 1 : 2;
  const counted = index.near(spelling, most).flatMap((candidate) => {
    const towns = within(candidate.towns);
    return towns.map((town) => ({ town, count: slips(spelling, candidate.spelling, most) }));
  });
  const fewest = Math.min(...counted.map(({ count }) => count));
  if (fewest > most) return [];
  const closest = counted.filter(({ count }) => count === fewest);
  return [...new Set(closest.map(({ town }) => town))];
}

/** Names that fit as typed: the only one, or the only one of the wanted region, is the answer. */
function decided(towns: readonly Town[], options: SearchOptions): TownMatch {
  const distinct = [...new Set(towns)];
  const own = distinct.filter((town) => options.region && town.region === options.region);
  const only = own.length === 1 ? own[0] : distinct.length === 1 ? distinct[0] : undefined;
  return only ? { kind: "one", town: only } : offered(distinct, options);
}

function offered(towns: readonly Town[], { region }: SearchOptions): TownMatch {
  if (towns.length === 0) return { kind: "none" };
  const rank = (town: Town): number => (region && town.region === region ? 0 : 1);
  const ranked = [...new Set(towns)].sort(
    (a, b) => rank(a) - rank(b) || b.population - a.population || a.id - b.id,
  );
  return { kind: "several", towns: ranked.slice(0, mostShown) };
}

function regionKey(town: Town): string {
  return `${town.country}-${town.admin1}`;
}
