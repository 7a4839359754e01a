import type { Keyring } from "../../platform/crypto/keyring.ts";
import { foldedWords } from "../../platform/texts/folding.ts";

/*
 * Names, phones, days and towns are sealed; what the database is asked by are keyed 64-bit hashes. What is
 * due on a day is asked by the days of a case from which it follows.
 *
 * What they give away. Without DATA_KEY no hash can be computed, so a list of names cannot be tried out.
 * But equal parts have equal hashes: whoever holds a copy of the table sees which cases share a name, a
 * part of one, a phone, a day or a town, how common each is, and who knows the names of many cases
 * besides can match parts of others by what they share. That is the price of searching by parts, and why
 * the table itself is not public, and why nothing else about a case is indexed. The hashes of a name are
 * sorted, so that they do not tell the order of its letters.
 */

/** A whole word, or a word without one or two of its letters: words as many slips apart share one of these. */
const NEAR = "Case.name.near";
/** Three letters in a row; the beginning of a word counts as a letter. */
const PART = "Case.name.part";
const PHONE = "Case.phone";
const PHONE_END = "Case.phone.end";
const RELEASE = "Case.release";
const APPLIED = "Case.applied";
const CONTRACT = "Case.contract";
const TOWN = "Case.town";

/** Shorter words have too many neighbours one letter away. */
const SHORTEST_WITH_SLIPS = 4;
/** Of these two slips are found; of longer ones the parts that are left tell enough. */
const WITH_TWO_SLIPS = { from: 7, to: 12 } as const;
/** "ович", "евна", "қызы" in the one spelling: nobody is looked for by a patronymic alone. */
const PATRONYMIC = /(?:[oe]viq|[oe]vna|iqna|kizi|uli|ogli)$/;
const LONGEST_NAME = 200;
const LONGEST_WORD = 40;
/** How many last figures of a phone it can be found by. */
export const PHONE_ENDS = [4, 5, 6, 7] as const;
const NATIONAL = 10;

/** All that a case is found by through `Case.nameTokens`: its name, and the last figures of its phones. */
export function searchTokens(
  keyring: Keyring,
  { name, phones = [] }: { readonly name: string; readonly phones?: readonly string[] },
): bigint[] {
  const ends = phones.flatMap((phone) => phoneEndTokens(keyring, phone));
  return sorted([...nameTokens(keyring, name), ...ends]);
}

/** The hashes of a name's words and their parts; spelling, order and doubled letters do not matter. */
export function nameTokens(keyring: Keyring, name: string): bigint[] {
  const tokens = nameWords(name).flatMap((word) => [
    ...nearTokens(keyring, word),
    ...partTokens(keyring, word, "beginning"),
  ]);
  return sorted(tokens);
}

/** A name's words in the one spelling that all scripts share. */
export function nameWords(name: string): string[] {
  return foldedWords(name.slice(0, LONGEST_NAME)).map((word) => word.slice(0, LONGEST_WORD));
}

/**
 * Two words share one of these when they are equal or one slip apart; words of seven to twelve letters,
 * but for patronymics, also when they are two slips apart.
 */
export function nearTokens(keyring: Keyring, word: string): bigint[] {
  return nearWords(word).map((near) => token(keyring, NEAR, near));
}

function nearWords(word: string): string[] {
  if (word.length < SHORTEST_WITH_SLIPS) return [word];
  const shorter = withoutOne(word);
  const { from, to } = WITH_TWO_SLIPS;
  const two = word.length >= from && word.length <= to && !PATRONYMIC.test(word);
  return [...new Set([word, ...shorter, ...(two ? shorter.flatMap(withoutOne) : [])])];
}

function withoutOne(word: string): string[] {
  return Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));
}

/**
 * A word that has all of these has the part, but for their order.
 * @param place "beginning" asks for words that begin with the part, "inside" for any.
 */
export function partTokens(
  keyring: Keyring,
  part: string,
  place: "beginning" | "inside",
): bigint[] {
  const letters = place === "beginning" ? `^${part}` : part;
  return [...threes(letters)].map((three) => token(keyring, PART, three));
}

function threes(letters: string): Set<string> {
  return new Set(
    Array.from({ length: Math.max(0, letters.length - 2) }, (_, at) => letters.slice(at, at + 3)),
  );
}

/** The figures of a phone without the code of the country: "+7 912…", "8 (912)…" and "912…" are one. */
export function phoneDigits(phone: string): string {
  return phone.replace(/\D/g, "").slice(-NATIONAL);
}

/** @returns null for what has too few figures to be a phone. */
export function phoneToken(keyring: Keyring, phone: string): bigint | null {
  const digits = phoneDigits(phone);
  return digits.length < NATIONAL ? null : token(keyring, PHONE, digits);
}

/** The hash of last figures as someone remembers them, for `Case.nameTokens`. */
export function phoneEndToken(keyring: Keyring, digits: string): bigint {
  return token(keyring, PHONE_END, digits);
}

function phoneEndTokens(keyring: Keyring, phone: string): bigint[] {
  const digits = phoneDigits(phone);
  return PHONE_ENDS.filter((length) => digits.length >= length).map((length) =>
    phoneEndToken(keyring, digits.slice(-length)),
  );
}

/** @param date "YYYY-MM-DD". A range is asked for as the hashes of its days. */
export function releaseToken(keyring: Keyring, date: string): bigint {
  return token(keyring, RELEASE, date);
}

/** @param date "YYYY-MM-DD", the day on which the application was handed in. */
export function appliedToken(keyring: Keyring, date: string): bigint {
  return token(keyring, APPLIED, date);
}

/** @param date "YYYY-MM-DD", the day on which the social contract was concluded. */
export function contractToken(keyring: Keyring, date: string): bigint {
  return token(keyring, CONTRACT, date);
}

/** @param id a GeoNames id. */
export function townToken(keyring: Keyring, id: number): bigint {
  return token(keyring, TOWN, String(id));
}

function token(keyring: Keyring, domain: string, value: string): bigint {
  return keyring.blindIndex(domain, value).readBigInt64BE(0);
}

function sorted(tokens: readonly bigint[]): bigint[] {
  return [...new Set(tokens)].sort((a, b) => (a < b ? -1 : 1));
}
