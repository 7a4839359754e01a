import { isNumberWord, numberOf } from "./number-words.ts";
import { notUnderstood, type Parsed, value } from "./parsed.ts";
import { wordsOf } from "./text.ts";

export interface Limits {
  readonly min?: number;
  readonly max?: number;
}

/** One whole number in digits or words, perhaps among others: "3", "нас трое", "3 адам". */
export function parseNumber(text: string, { min = 0, max = 999_999_999 }: Limits): Parsed<number> {
  const words = wordsOf(text);
  const digits = words.filter((word) => /^\p{Nd}/u.test(word));
  const spoken = words.filter(isNumberWord);
  if (digits.length + (spoken.length > 0 ? 1 : 0) !== 1) return notUnderstood("number");
  if (/\p{Nd}[.,]\p{Nd}|-\s*\p{Nd}/u.test(text)) return notUnderstood("number");
  const found = digits.length === 1 ? Number(digits[0]) : numberOf(spoken);
  if (found === undefined || Number.isNaN(found)) return notUnderstood("number");
  if (found < min) return notUnderstood("number_too_small", { min, max });
  if (found > max) return notUnderstood("number_too_big", { min, max });
  return value(found);
}
