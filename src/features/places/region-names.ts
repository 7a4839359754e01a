import en from "../../../locales/en/places.json" with { type: "json" };
import kk from "../../../locales/kk/places.json" with { type: "json" };
import ru from "../../../locales/ru/places.json" with { type: "json" };
import { wordsIn } from "./spelling.ts";

const texts = { ru, kk, en };

export type Language = keyof typeof texts;

export function placeTexts(language: Language): typeof ru {
  return texts[language];
}

/** The region's name, e.g. "Красноярский край"; undefined for one that is not known. */
export function regionName(
  country: "RU" | "KZ",
  admin1: string,
  language: Language,
): string | undefined {
  const names: Readonly<Record<string, string>> = texts[language].region[country];
  return names[admin1];
}

/** Words that most names of regions have, and that tell nothing. */
const common = new Set(
  wordsIn(
    `область области обл край края крае республика республики республике респ автономная автономный автономном округ округе ао облысы облыс өлкесі республикасы
     автономиялы oblast oblys krai kray region republic autonomous okrug area and`,
  ),
);

const byWord = new Map<string, Set<string>>();
for (const language of ["ru", "kk", "en"] as const) {
  for (const country of ["RU", "KZ"] as const) {
    for (const [admin1, name] of Object.entries(texts[language].region[country])) {
      for (const word of tellingWords(wordsIn(name))) {
        const keys = byWord.get(word) ?? new Set();
        byWord.set(word, keys.add(`${country}-${admin1}`));
      }
    }
  }
}

/**
 * The regions ("RU-91") that all these words can name: "Красноярский край", "Воронежской обл",
 * "Татарстане". None when a word belongs to no region.
 */
export function regionsNamed(words: readonly string[]): string[] {
  const [first, ...others] = tellingWords(words).map(regionsWithWord);
  if (first === undefined) return [];
  return [...first].filter((key) => others.every((keys) => keys.has(key)));
}

/** A word in another case, or cut short, is known by its beginning. */
function regionsWithWord(word: string): ReadonlySet<string> {
  const exact = byWord.get(word);
  if (exact !== undefined) return exact;
  const beginning = word.slice(0, Math.max(4, word.length - 3));
  const found = [...byWord].filter(([other]) => word.length >= 4 && other.startsWith(beginning));
  return new Set(found.flatMap(([, keys]) => [...keys]));
}

function tellingWords(words: readonly string[]): string[] {
  return words.filter((word) => !common.has(word));
}
