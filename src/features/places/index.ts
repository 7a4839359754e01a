import { NameIndex } from "./index-of-names.ts";
import { labelOf } from "./label.ts";
import { type Neighbour, neighboursOfNamesakes } from "./namesakes.ts";
import type { Language } from "./region-names.ts";
import { type SearchOptions, search, type TownMatch } from "./search.ts";
import { wordsIn } from "./spelling.ts";
import { readTowns, type Town } from "./town.ts";

export { kilometres } from "./namesakes.ts";
export type { Language } from "./region-names.ts";
export { regionName } from "./region-names.ts";
export type { SearchOptions, TownMatch } from "./search.ts";
export type { Town } from "./town.ts";

interface Gazetteer {
  readonly byId: ReadonlyMap<number, Town>;
  readonly names: NameIndex;
  readonly neighbours: ReadonlyMap<number, Neighbour>;
}

let loaded: Gazetteer | undefined;

/** The towns with their index, read at the first use. */
function gazetteer(): Gazetteer {
  if (loaded === undefined) {
    const towns = readTowns();
    loaded = {
      byId: new Map(towns.map((town) => [town.id, town])),
      names: new NameIndex(towns),
      neighbours: neighboursOfNamesakes(towns),
    };
  }
  return loaded;
}

/** Towns by a name as people write it; see `search`. */
export function findTowns(text: string, options?: SearchOptions): TownMatch {
  return search(gazetteer().names, text, options);
}

/**
 * Towns that are called so, without guesses: for a line in which a word may be a town, or a name.
 * @returns `exact` is false for another case of the name, as in "в Сургуте"
 */
export function townsCalled(text: string): {
  readonly exact: boolean;
  readonly towns: readonly Town[];
} {
  const words = wordsIn(text);
  if (words.length === 0) return { exact: true, towns: [] };
  const { names } = gazetteer();
  const towns = names.exact(words);
  return towns.length > 0
    ? { exact: true, towns }
    : { exact: false, towns: names.inAnotherCase(words) };
}

/** @param id a GeoNames id; undefined when the gazetteer does not have it. */
export function townById(id: number): Town | undefined {
  return gazetteer().byId.get(id);
}

/** The town's name with its region, as plain text. */
export function townLabel(town: Town, language: Language): string {
  return labelOf(town, language, gazetteer().neighbours.get(town.id));
}
