import { aliases } from "./aliases.ts";
import { isCaseOf, joined, spell, stemOf, wordsIn } from "./spelling.ts";
import type { Town } from "./town.ts";

/** From this size on a town is often called by the first word of its name: "Ростов". */
const largeTown = 100_000;

/** All spellings of all towns, prepared so that a look-up touches only what may match. */
export class NameIndex {
  readonly #exact = new Map<string, Town[]>();
  /** Spellings by their stem. */
  readonly #stems = new Map<string, string[]>();
  readonly #firstWords = new Map<string, Town[]>();
  readonly #spellings: readonly string[];
  /** For each three letters in a row, the spellings that have them. */
  readonly #trigrams = new Map<string, number[]>();
  readonly #shared: Uint8Array;

  constructor(towns: readonly Town[]) {
    const byId = new Map(towns.map((town) => [town.id, town]));
    for (const town of towns) {
      for (const name of new Set(Object.values(town.names))) this.#addName(town, name);
    }
    for (const [id, names] of aliases) {
      const town = byId.get(id);
      if (town !== undefined) for (const name of names) this.#addName(town, name);
    }
    this.#spellings = [...this.#exact.keys()].filter((key) => !key.includes(" "));
    this.#spellings.forEach((spelling, at) => {
      for (const trigram of trigramsOf(spelling)) add(this.#trigrams, trigram, at);
    });
    this.#shared = new Uint8Array(this.#spellings.length);
  }

  /** Towns of exactly this name, the words in any order. */
  exact(words: readonly string[]): readonly Town[] {
    return this.#exact.get(joined(words)) ?? this.#exact.get(anyOrder(words)) ?? [];
  }

  /** Towns whose name differs in a case ending only. */
  inAnotherCase(words: readonly string[]): readonly Town[] {
    const word = joined(words);
    const names = this.#stems.get(stemOf(word)) ?? [];
    return names.flatMap((name) => (isCaseOf(word, name) ? this.#exact.get(name)! : []));
  }

  /** Large towns whose name begins with this word. */
  byFirstWord(words: readonly string[]): readonly Town[] {
    return words.length === 1 ? (this.#firstWords.get(words[0]!) ?? []) : [];
  }

  beginningWith(spelling: string): readonly Town[] {
    return this.#spellings.flatMap((other) =>
      other.startsWith(spelling) ? this.#exact.get(other)! : [],
    );
  }

  /** Spellings that share enough threes of letters to be at most `most` slips away. */
  near(spelling: string, most: number): readonly { spelling: string; towns: readonly Town[] }[] {
    const shared = this.#shared.fill(0);
    const trigrams = trigramsOf(spelling);
    for (const trigram of trigrams) {
      for (const at of this.#trigrams.get(trigram) ?? []) shared[at]! += 1;
    }
    // One slip spoils at most four threes (a swap), and a word of n letters has n.
    const needed = Math.max(1, trigrams.size - 4 * most);
    const found: { spelling: string; towns: readonly Town[] }[] = [];
    this.#spellings.forEach((other, at) => {
      if (shared[at]! < needed || Math.abs(other.length - spelling.length) > most) return;
      found.push({ spelling: other, towns: this.#exact.get(other)! });
    });
    return found;
  }

  #addName(town: Town, name: string): void {
    const words = wordsIn(name);
    const spelling = joined(words);
    if (spelling === "") return;
    add(this.#exact, spelling, town);
    add(this.#stems, stemOf(spelling), spelling);
    if (words.length === 1) return;
    add(this.#exact, anyOrder(words), town);
    if (town.population >= largeTown) add(this.#firstWords, spell(name.split(/[\s-]/)[0]!), town);
  }
}

function add<T>(map: Map<string, T[]>, key: string, item: T): void {
  const items = map.get(key);
  if (items === undefined) map.set(key, [item]);
  else if (!items.includes(item)) items.push(item);
}

function anyOrder(words: readonly string[]): string {
  return words.toSorted().join(" ");
}

function trigramsOf(spelling: string): Set<string> {
  const padded = `^${spelling}$`;
  const found = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at += 1) found.add(padded.slice(at, at + 3));
  return found;
}
