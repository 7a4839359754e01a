import { type Language, languages, readLocales } from "../lib/locale-files.ts";
import { type Check, outcomeOf } from "./check.ts";

const longestMessage = 600;
const longestSentence = 20;

/**
 * Words of offices and words that blame. People who read the bot may be tired, frightened, or read
 * with difficulty; these words help nobody.
 */
const refused: Record<Language, string[]> = {
  ru: [
    ...["вышеуказан", "нижеуказан", "вышеперечислен", "вышеизложен", "нижеследующ", "надлежащ"],
    ...["осуществля", "осуществлен", "посредством", "вследствие", "в соответствии с", "в целях"],
    ...["на предмет", "в случае если", "имеет место", "не представляется возможным", "настоящим"],
    ...["уведомляем", "вы ошиблись", "неправильно ввели", "неверный ввод", "вы не поняли"],
  ],
  kk: [
    ...["жоғарыда аталған", "төменде көрсетілген", "жүзеге асыр", "сіз қателестіңіз"],
    // Said in another word everywhere else: түйме, паспорт, ең төмен күнкөріс деңгейі, брондау.
    ...["батырма", "төлқұжат", "төменгі күнкөріс", "бронь"],
  ],
  en: [
    ...["hereby", "aforementioned", "hereinafter", "pursuant", "in accordance with", "utilize"],
    ...["prior to", "in the event that", "with regard to", "you made a mistake", "invalid input"],
  ],
};

/**
 * In Kazakh these words ask the word before them for an ending. A value has none: "{{date}} күніне
 * дейін" is right, "{{date}} дейін" is not.
 */
const asksForAnEnding = /\}\}(?:<\/\w+>)? (дейін|бастап|кейін|кешіктірмей)(?!\p{L})/u;

/** What people read is short and plain. Documents and clauses quoted from the law are not judged. */
export const plainLanguage: Check = {
  name: "plain language",
  run: async (root) => {
    const { texts } = await readLocales(root);
    const lines = languages.flatMap((language) =>
      [...texts[language]].flatMap(([key, text]) => [
        ...problemsOf(text, language).map((problem) => `${language}: ${key}: ${problem}`),
        ...tooLong(key, text, texts[language]).map((problem) => `${language}: ${key}: ${problem}`),
      ]),
    );
    return outcomeOf(lines, `${texts.ru.size} texts`);
  },
};

/** A question and its hint are one message. */
function tooLong(key: string, text: string, all: ReadonlyMap<string, string>): string[] {
  const hint = key.endsWith(".ask") ? (all.get(key.replace(/\.ask$/, ".hint")) ?? "") : "";
  const length = visible(text).length + visible(hint).length;
  return length > longestMessage ? [`${length} characters, ${longestMessage} at most`] : [];
}

function problemsOf(text: string, language: Language): string[] {
  const plain = visible(text);
  const lower = plain.toLowerCase();
  return [
    ...sentences(plain)
      .map((sentence) => ({ sentence, words: wordCount(sentence) }))
      .filter(({ words }) => words > longestSentence)
      .map(
        ({ sentence, words }) =>
          `a sentence of ${words} words, ${longestSentence} at most: ${sentence.trim()}`,
      ),
    ...refused[language]
      .filter((word) => lower.includes(word))
      .map((word) => `say "${word}" in plain words`),
    ...(language === "kk" && asksForAnEnding.test(text)
      ? ["a value has no ending: put a word of its own after it, such as күніне"]
      : []),
    ...(/\p{Extended_Pictographic}/u.test(plain) && !/[\p{L}\p{N}]/u.test(plain)
      ? ["a picture alone says nothing to a screen reader: add a word"]
      : []),
  ];
}

/** The text without its tags; a value counts as a word of average length. */
function visible(text: string): string {
  return text.replaceAll(/<[^>]+>/g, "").replaceAll(/\{\{[^}]*\}\}/g, "ценность");
}

/** A sentence ends at a mark before a capital letter, and at the end of a line. */
function sentences(text: string): string[] {
  return text.split(/(?<=[.!?…])["»)]*\s+(?=["«(–—-]*\s*\p{Lu})|\n/u);
}

function wordCount(sentence: string): number {
  return sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
