import { parseMoney } from "../../../forms/parse/money.ts";
import type { Parsed } from "../../../forms/parse/parsed.ts";
import { plain } from "../../../forms/parse/text.ts";

/** More than a contract can bring: a slip of the finger. */
const MOST_KOPECKS = 100_000_000_00;

/** What something cost, in kopecks; nothing costs nothing. */
export function readSum(text: string): Parsed<number> {
  return parseMoney(plain(text), { min: 1, max: MOST_KOPECKS });
}

/** What was typed of a cost: what it was for, and its sum if that was said along with it. */
export interface Cost {
  readonly item: string;
  readonly kopecks: number | null;
}

/** "Обувь – 1500", "обувь: 1500", "Обувь, 1 500 р". */
const DIVIDED =
  /^(?<item>.*\p{L}.*?)\s*(?:[–—:;,]|\s-)\s*(?<sum>\d[\d\s.,]*\P{L}*\p{L}{0,6}[.₽\s]*)$/u;
/** "Обувь 1500 руб". */
const WITH_UNIT =
  /^(?<item>.*\p{L}.*?)\s+(?<sum>\d[\d\s.,]*\s*(?:₽|р|руб|рублей|рубля|рубль|тыс|тысяч|тысячи)[.\s]*)$/iu;

/**
 * A sum at the end is taken as one only where a sign before it or a unit after it says so: "Автобус 12" is
 * an item.
 */
export function readCost(said: string): Cost {
  const { item = "", sum = "" } = (DIVIDED.exec(said) ?? WITH_UNIT.exec(said))?.groups ?? {};
  const read = sum === "" ? undefined : readSum(sum);
  return read?.kind === "value" ? { item, kopecks: read.value } : { item: said, kopecks: null };
}
