import type { DocumentModel } from "./model.ts";

const NBSP = "\u00a0";

/** Short words: left at the end of a line they read badly, after a number they are no unit. */
const SHORT_WORDS = {
  ru: "в|во|к|ко|с|со|у|о|об|и|а|я|на|по|за|не|ни|до|от|из|или",
  kk: "не|ол|өз|сіз",
  en: "a|an|the|I|of|to|in|on|and|or|by|at",
};

/** Spaces that are never the end of a line, whatever the language. */
const GLUED = [
  // "N 5" and "N п/п", as official forms write it
  /(?<=(?:^|[\s(«])N) (?=\d|\p{Lu}|п\/п)/gu,
  // "№ 5", "п. 14", "г. Чита", but not "2024 г. в ..."
  /(?<=(?:^|[\s(«])№) (?=\S)/gu,
  /(?<=(?:^|[\s(«])(?:п|пп|ст|ч|гл|разд|прил|г|ул|д|кв|стр|тел)\.) (?=[\d\p{Lu}])/gu,
  // "А. С. Пушкин"
  /(?<=(?:^|[\s(«])\p{Lu}\.) (?=\p{Lu})/gu,
  // "слово – слово"
  / (?=[–—])/gu,
];

const RULES = {
  ru: [...GLUED, ...rulesFor("ru")],
  kk: [...GLUED, ...rulesFor("kk")],
  en: [...GLUED, ...rulesFor("en")],
};

/**
 * Puts non-breaking spaces where a line must not end: between a number and its unit, the digits of
 * one sum, "№" and its number, a short word and the next. Changes no other character, and nothing
 * when applied again.
 */
export function typeset(text: string, language: DocumentModel["language"]): string {
  return RULES[language].reduce((value, rule) => value.replace(rule, NBSP), text);
}

function rulesFor(language: DocumentModel["language"]): RegExp[] {
  const words = SHORT_WORDS[language];
  return [
    new RegExp(`(?<=\\d) (?!(?:${words})\\s)(?=[\\p{L}\\d₽₸%°])`, "giu"),
    new RegExp(`(?<=(?:^|[\\s(«])(?:${words})) (?=\\S)`, "giu"),
  ];
}
