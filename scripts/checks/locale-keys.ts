import { type Language, languages, readLocales, type Texts } from "../lib/locale-files.ts";
import { type Check, outcomeOf } from "./check.ts";

const suffix = /_(zero|one|two|few|many|other)$/;

/** Every text stands in every language, with the plural forms that the language has. */
export const localeKeys: Check = {
  name: "locale keys",
  run: async (root) => {
    const { texts, problems } = await readLocales(root);
    const plurals = new Set(languages.flatMap((language) => pluralBases(texts[language])));
    const bases = Object.fromEntries(
      languages.map((language) => [language, basesOf(texts[language], plurals)]),
    ) as Record<Language, Map<string, string[]>>;
    const all = new Set(languages.flatMap((language) => [...bases[language].keys()]));
    const lines = [...all]
      .sort()
      .flatMap((base) => [
        ...missing(base, bases),
        ...(plurals.has(base) ? wrongForms(base, texts) : []),
        ...unequalPlaceholders(base, bases),
      ]);
    return outcomeOf([...problems, ...lines], `${all.size} texts in ${languages.join(", ")}`);
  },
};

/** A key is a plural when one language has both its `_one` and its `_other`. */
function pluralBases(texts: Texts): string[] {
  return [...texts.keys()]
    .filter((key) => key.endsWith("_other"))
    .map((key) => key.replace(suffix, ""))
    .filter((base) => texts.has(`${base}_one`));
}

/** Base key to its texts: one, or one for each plural form. */
function basesOf(texts: Texts, plurals: Set<string>): Map<string, string[]> {
  const bases = new Map<string, string[]>();
  for (const [key, text] of texts) {
    const stem = key.replace(suffix, "");
    const base = plurals.has(stem) ? stem : key;
    bases.set(base, [...(bases.get(base) ?? []), text]);
  }
  return bases;
}

function missing(base: string, bases: Record<Language, Map<string, string[]>>): string[] {
  return languages
    .filter((language) => !bases[language].has(base))
    .map((language) => `${language}: ${base} is missing`);
}

function wrongForms(base: string, texts: Record<Language, Texts>): string[] {
  return languages.flatMap((language) => {
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const there = [...texts[language].keys()]
      .filter((key) => key.replace(suffix, "") === base && suffix.test(key))
      .map((key) => key.slice(base.length + 1));
    return [
      ...wanted
        .filter((form) => !there.includes(form))
        .map((form) => `${language}: ${base}_${form} is missing`),
      ...there
        .filter((form) => !wanted.includes(form as Intl.LDMLPluralRule))
        .map((form) => `${language}: ${base}_${form}: the language has no such form`),
    ];
  });
}

function unequalPlaceholders(
  base: string,
  bases: Record<Language, Map<string, string[]>>,
): string[] {
  const [first, ...others] = languages;
  const wanted = placeholders(bases[first].get(base));
  return others
    .filter((language) => bases[language].has(base) && bases[first].has(base))
    .filter((language) => placeholders(bases[language].get(base)) !== wanted)
    .map(
      (language) =>
        `${language}: ${base} has ${placeholders(bases[language].get(base)) || "no value"} where ${first} has ${wanted || "no value"}`,
    );
}

/** Names of the values in any of the forms: "one" may go without its number. */
function placeholders(texts: string[] = []): string {
  const names = texts.flatMap((text) =>
    [...text.matchAll(/\{\{-?\s*([\w.]+)[^}]*\}\}/g)].map((found) => found[1]),
  );
  return [...new Set(names)].sort().join(", ");
}
