import { divisions, readingsOf } from "./figures.ts";
import { type MoneyWord, moneyWord } from "./money-words.ts";
import type { Limits } from "./number.ts";
import { numberOf } from "./number-words.ts";
import { type NotUnderstood, notUnderstood, oneOf, type Parsed } from "./parsed.ts";
import { saysNo } from "./yes-no.ts";

/** One of several sums. */
interface Sum {
  /** What it can be, in kopecks. */
  readonly readings: readonly number[];
  /** A number below 1000 without a unit: it may have been meant as thousands. */
  readonly bare: boolean;
  /** Thousands or millions were named. */
  readonly multiplied: boolean;
}

type Token =
  | { readonly kind: "figures"; readonly text: string }
  | { readonly kind: "divider" }
  | (MoneyWord & { readonly word: string });

const mostReadings = 4;
const zero = /^(?:ничего|ештене|nothing|не было|0+)$/u;

/**
 * A sum, or several that are added up, in kopecks: "15000", "15 тыс", "15к", "12 345 р. 50 коп",
 * "15000 15 000 16тыс", "пятнадцать тысяч", "нет". Limits are kopecks too.
 */
export function parseMoney(text: string, { min = 0, max = 1e13 }: Limits): Parsed<number> {
  if (saysNo(text) || zero.test(text)) return within([0], min, max);
  const tokens = tokenise(text);
  if (!Array.isArray(tokens)) return tokens;

  const alternatives = sumsOf(tokens);
  if (alternatives === undefined) return notUnderstood("money");
  const totals = new Set(alternatives.flatMap(addUp));
  if (totals.size === 0) return notUnderstood("money");
  return within([...totals], min, max);
}

function within(totals: readonly number[], min: number, max: number): Parsed<number> {
  const allowed = totals.filter((total) => total >= min && total <= max);
  // A reading outside the limits is no answer, but it may be what was meant: the rest is no guess.
  const unsure = allowed.length === 1 && totals.length > 1;
  if (unsure || allowed.length > mostReadings) return notUnderstood("money_unclear");
  if (allowed.length > 0) return oneOf(allowed)!;
  if (Math.min(...totals) > max) {
    return notUnderstood("money_too_big", { max: Math.floor(max / 100) });
  }
  return notUnderstood("money_too_small", { min: Math.ceil(min / 100) });
}

function tokenise(text: string): Token[] | NotUnderstood {
  if (/(?:^|[\s;])-\s*\d/u.test(text)) return notUnderstood("money_negative");
  if (/[$€£¥]/u.test(text)) return notUnderstood("money_currency");
  const tokens: Token[] = [];
  const lexemes =
    /(\d+(?:[.,']\d+)*)|([\p{L}\p{M}]+(?:'[\p{L}]+)?)|([₽₸])|([,;+/&])|\s+|[.:!=~≈()]|(.)/gu;
  for (const [, figures, word, sign, divider, other] of text.matchAll(lexemes)) {
    if (other !== undefined) return notUnderstood("money");
    if (figures !== undefined) tokens.push(...listed(figures));
    else if (sign !== undefined) tokens.push({ kind: "currency", word: sign });
    else if (divider !== undefined) tokens.push({ kind: "divider" });
    else if (word !== undefined) {
      const meaning = moneyWord(word);
      if (meaning === undefined) return notUnderstood("money");
      if (meaning.kind === "foreign") return notUnderstood("money_currency");
      if (meaning.kind === "per_month") return notUnderstood("money_per_month");
      tokens.push(meaning.kind === "and" ? { kind: "divider" } : { ...meaning, word });
    }
  }
  return tokens;
}

/** "15000,16000" is a list: a comma before four digits or more divides nothing smaller. */
function listed(figures: string): Token[] {
  const parts = figures.split(",");
  if (parts.length === 1 || parts.slice(1).some((part) => !/^\d{4,}$/.test(part))) {
    return [{ kind: "figures", text: figures }];
  }
  return parts.flatMap((text): Token[] => [{ kind: "divider" }, { kind: "figures", text }]);
}

/** The alternative lists of sums that the tokens can stand for; undefined when they make no sense. */
function sumsOf(tokens: readonly Token[]): Sum[][] | undefined {
  let alternatives: Sum[][] = [[]];
  const add = (more: Sum[][]): void => {
    alternatives = alternatives.flatMap((sums) => more.map((others) => [...sums, ...others]));
  };
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at]!;
    const run = tokens.slice(at).findIndex((other) => other.kind !== token.kind);
    const length = run === -1 ? tokens.length - at : run;
    if (token.kind === "figures" || token.kind === "spoken" || token.kind === "half") {
      const same = tokens.slice(at, at + length);
      at += length;
      const unit = unitAt(tokens, at);
      at += unit.length;
      // "за 3 месяца" is no sum.
      if (tokens[at]?.kind === "months") continue;
      const more = same.map((one) => ("text" in one ? one.text : "word" in one ? one.word : ""));
      const made = token.kind === "figures" ? written(more, unit) : spoken(more, unit);
      if (made === undefined) return undefined;
      add(made);
      if (alternatives.length > 64) return undefined;
    } else if (token.kind === "times") {
      // "тысяча рублей" is one of them, a lone "к" is nothing.
      if (token.word.length < 3) return undefined;
      add([[{ readings: [token.times * 100], bare: false, multiplied: true }]]);
      at += 1;
    } else if (token.kind === "kopecks") return undefined;
    else at += 1;
  }
  return alternatives.filter((sums) => sums.length > 0);
}

interface Unit {
  readonly times: number;
  readonly named: boolean;
  readonly kopecks: boolean;
  readonly length: number;
}

/** "тыс. руб.", "т.р.", "р", "коп" after a number. */
function unitAt(tokens: readonly Token[], from: number): Unit {
  let at = from;
  let times = 1;
  const next = tokens[at];
  if (next?.kind === "times") {
    times = next.times;
    at += 1;
  }
  const kopecks = times === 1 && tokens[at]?.kind === "kopecks";
  if (kopecks || tokens[at]?.kind === "currency") at += 1;
  return { times, kopecks, named: at > from, length: at - from };
}

function written(figures: readonly string[], unit: Unit): Sum[][] | undefined {
  if (unit.kopecks) {
    const kopecks = figures.length === 1 && /^\d{1,2}$/.test(figures[0]!) ? Number(figures[0]) : -1;
    return kopecks >= 0 ? [[{ readings: [kopecks], bare: false, multiplied: false }]] : undefined;
  }
  const ways = divisions(figures).flatMap((sums) => {
    const made = sums.map((text, at): Sum => {
      const last = at === sums.length - 1;
      return {
        readings: readingsOf(text, last ? unit.times : 1),
        bare: /^\d{1,3}$/.test(text) && !(last && unit.named),
        multiplied: last && unit.times > 1,
      };
    });
    return made.every((sum) => sum.readings.length > 0) ? [made] : [];
  });
  return ways.length > 0 ? ways : undefined;
}

function spoken(words: readonly string[], unit: Unit): Sum[][] | undefined {
  const half = words.length === 1 && moneyWord(words[0]!)?.kind === "half";
  const amount = half ? 1.5 : numberOf(words);
  if (amount === undefined || unit.kopecks) return undefined;
  const kopecks = Math.round(amount * unit.times * 100);
  return [[{ readings: [kopecks], bare: !unit.named, multiplied: unit.times > 1 }]];
}

/**
 * The totals that a list can have. Bare numbers may have been meant as thousands: when all of them
 * are below 100 ("15 15 16"), or when the last of the list says so ("15, 15, 16 тыс").
 */
function addUp(sums: readonly Sum[]): number[] {
  let totals = [0];
  for (const { readings } of sums) {
    totals = totals.flatMap((total) => readings.map((reading) => total + reading));
    if (totals.length > 64) return totals;
  }
  const bare = sums.filter((sum) => sum.bare && sum.readings[0]! > 0);
  const small = sums.every((sum) => sum.bare && sum.readings[0]! < 100_00);
  const led = sums.at(-1)!.multiplied && sums.slice(0, -1).every((sum) => sum.bare);
  if (bare.length === 0 || !(small || led)) return totals;
  const added = bare.reduce((total, sum) => total + sum.readings[0]!, 0) * 999;
  return [...totals, ...totals.map((total) => total + added)];
}
