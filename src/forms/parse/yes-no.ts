import { notUnderstood, type Parsed, value } from "./parsed.ts";
import { plain, wordSet, wordsOf } from "./text.ts";

const yes = wordSet(
  `да ага угу дада конечно точно верно правда есть имеется хочу буду стою живу естественно разумеется
   иә ия иа әрине бар дұрыс болды тұрамын қалаймын
   yes y yep yeah yup sure right correct true ok okay ок окей`,
);
const no = wordSet(
  `нет не неа нету никак ни нисколько никогда ноу жоқ емес no n nope not none never dont don't`,
);
/** Phrases for "I don't know", in plain form. */
const unsure = new Set(
  [
    "не знаю",
    "незнаю",
    "не знаю точно",
    "точно не знаю",
    "я не знаю",
    "не помню",
    "не уверен",
    "не уверена",
    "хз",
    "затрудняюсь ответить",
    "білмеймін",
    "білмедім",
    "есімде жоқ",
    "ұмытып қалдым",
    "i don't know",
    "i dont know",
    "don't know",
    "dont know",
    "dunno",
    "idk",
    "not sure",
    "i'm not sure",
    "i don't remember",
    "don't remember",
  ].map((phrase) => plain(phrase)),
);

/** Whether a plain text says that the person does not know. */
export function saysUnknown(text: string): boolean {
  return unsure.has(text.replace(/[.!?…)]+$/u, "").trim());
}

/** Whether a plain text is nothing but a "no". */
export function saysNo(text: string): boolean {
  const words = wordsOf(text);
  return words.length > 0 && words.every((word) => no.has(word));
}

/** "да", "ага, есть", "жоқ", "не стою": the first word decides, and a contradiction is no answer. */
export function parseYesNo(text: string): Parsed<"yes" | "no"> {
  const trimmed = text.trim();
  if (trimmed === "+") return value("yes");
  if (trimmed === "-") return value("no");
  const [first = "", ...rest] = wordsOf(text);
  if (yes.has(first) && !rest.some((word) => no.has(word))) return value("yes");
  if (no.has(first) && !rest.some((word) => yes.has(word) && !meantByNo.has(word))) {
    return value("no");
  }
  return notUnderstood("yes_no");
}

/** Verbs that a "no" may stand before: "не стою", "не хочу". */
const meantByNo = wordSet("стою хочу буду живу имеется есть");
