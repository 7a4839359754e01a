import { plain } from "../../forms/parse/text.ts";
import { foldedWords } from "../../platform/texts/folding.ts";
import type { CaseStatus } from "../staff/index.ts";
import { isMonth, leadsIn, type Period, periodAt } from "./period.ts";
import { statusAt } from "./status-words.ts";

/** What is looked for; all of it must hold. */
export interface Query {
  /** Parts of a name in the one spelling, in any order. */
  readonly names: readonly string[];
  /** The same words as they were typed, to be shown. */
  readonly said?: string;
  /** All figures of a phone, or the last ones. */
  readonly phone?: string;
  readonly born?: number;
  readonly release?: Period;
  /** GeoNames ids: namesakes are all meant. */
  readonly towns?: readonly number[];
  readonly status?: CaseStatus;
  /** A member's id, or that there is no curator yet. */
  readonly curator?: string;
  /** What could not be understood: a day that does not exist, three figures. */
  readonly unread?: readonly string[];
}

export const NO_CURATOR = "none";

export interface LineContext {
  /** "YYYY-MM-DD". */
  readonly today: string;
  /** Ids of the towns that are called just so, without guesses. */
  readonly townsCalled: (text: string) => {
    readonly exact: boolean;
    readonly towns: readonly { readonly id: number }[];
  };
  readonly curators: readonly { readonly id: string; readonly name: string }[];
  /** Who asks: "мои" are theirs. */
  readonly me: string;
}

/** What of a line may be meant otherwise: "Владимир" is a name and a town, "Марта" a name and a month. */
type Soft = "town" | "time" | "status" | "born" | "year";

const LONGEST_TOWN = 3;
const MOST_WORDS = 6;
const PLACE = new Set(["в", "во", "из", "г", "город", "городе", "кала", "каласы", "in", "to"]);
const MINE = new Set(["мои", "мой", "моя", "мое", "моих", "менин", "my", "mine"]);
const CURATOR = new Set(["куратор", "куратора", "специалист", "специалиста", "curator", "маман"]);
const WITHOUT = new Set(["без", "без-", "no", "without"]);
/** Said around what is looked for. */
const NOISE = new Set([
  ...["и", "тел", "телефон", "номер", "освобождение", "освобождения", "освобождается", "выходит"],
  ...["статус", "дата", "найти", "найди", "фио", "phone", "release", "released", "status", "and"],
]);

/**
 * What a line can mean, the likeliest first: "Иванов Сургут март", "6789", "мои в работе". Words that
 * are nothing else are parts of a name.
 */
export function readLine(text: string, context: LineContext): Query[] {
  const tokens = tokensOf(text);
  const all = read(tokens, context, new Set(["town", "time", "status", "born", "year"]));
  const noTown = read(tokens, context, new Set(["time", "status", "born", "year"]));
  const ordered = townComesLater(tokens, context) ? [noTown, all] : [all, noTown];
  const wordsAreNames = read(tokens, context, new Set(["year"]));
  return distinct([...ordered, wordsAreNames, read(tokens, context, new Set())]);
}

/** People write the surname first: a first or only word that is a town too is rather a name. */
function townComesLater(tokens: readonly string[], context: LineContext): boolean {
  return townAt(tokens, 0, context) !== undefined && !PLACE.has(tokens[0] ?? "");
}

function distinct(queries: readonly Query[]): Query[] {
  const byText = new Map(queries.toReversed().map((query) => [JSON.stringify(query), query]));
  return queries.filter((query) => byText.get(JSON.stringify(query)) === query);
}

const TOKENS = new RegExp(
  [
    // Days and months in figures; with dashes only where a year stands, for so phones are written too.
    /\d{4}-\d\d-\d\d/,
    /(?<![\d-])(?:\d{1,2}-)?\d{1,2}-20\d\d(?![\d-])/,
    /(?<![\d-])20\d\d-\d\d(?![\d-])/,
    /\d{1,2}[./]20\d\d(?![\d./])/,
    /\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?/,
    // Numbers, words, and what stands between them.
    /\+?\d+/,
    /[\p{L}\p{M}']+(?:-[\p{L}\p{M}']+)*/u,
    /[-()]/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "gu",
);

/** Dates in figures, numbers, words, and the dashes and brackets that stand between them. */
function tokensOf(text: string): string[] {
  const tokens = plain(text).match(TOKENS) ?? [];
  // "март-апрель" is from one to the other, "Римский-Корсаков" one name.
  return tokens.flatMap((token) =>
    isMonth(token.split("-")[0] ?? "") ? token.split(/(?<!^)(-)/) : token,
  );
}

function read(tokens: readonly string[], context: LineContext, soft: ReadonlySet<Soft>): Query {
  const query: { -readonly [K in keyof Query]: Query[K] } = { names: [] };
  const names: string[] = [];
  const said: string[] = [];
  const unread: string[] = [];
  const town = soft.has("town") ? bestTown(tokens, context) : undefined;
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at]!;
    if (town && at === town.at) {
      query.towns = town.ids;
      at += town.length;
      continue;
    }
    const inWords = !/\d/.test(token);
    const otherwise = inWords
      ? !soft.has("time") && !leadsIn(token)
      : !soft.has("year") && /^\d{4}$/.test(token);
    const time = otherwise ? undefined : periodAt(tokens, at, context.today);
    if (time && !query.release) {
      query.release = time.period;
      at += time.length;
      continue;
    }
    const figures = inWords ? undefined : figuresAt(tokens, at, context, soft);
    if (figures) {
      if (figures.born !== undefined) query.born ??= figures.born;
      else query.phone ??= figures.phone;
      at += figures.length;
      continue;
    }
    const status = soft.has("status") ? statusAt(tokens, at) : undefined;
    if (status && !query.status) {
      query.status = status.status;
      at += status.length;
      continue;
    }
    const curator = curatorAt(tokens, at, context);
    if (curator) {
      query.curator = curator.id;
      at += curator.length;
      continue;
    }
    if (/\p{L}/u.test(token) && !NOISE.has(token)) {
      names.push(...foldedWords(token));
      said.push(token);
    }
    if (!inWords) unread.push(token);
    at += 1;
  }
  return {
    ...query,
    names: names.slice(0, MOST_WORDS),
    ...(names.length > 0 ? { said: said.join(" ") } : {}),
    ...(unread.length > 0 ? { unread } : {}),
  };
}

interface TownSaid {
  readonly at: number;
  readonly length: number;
  readonly ids: readonly number[];
}

/** The town of a line: one with a preposition, else the last words that are one. */
function bestTown(tokens: readonly string[], context: LineContext): TownSaid | undefined {
  const found = tokens.flatMap((_, at) => {
    const other = statusAt(tokens, at) ?? curatorAt(tokens, at, context);
    return (other ? undefined : townAt(tokens, at, context)) ?? [];
  });
  return found.find(({ at }) => PLACE.has(tokens[at] ?? "")) ?? found.at(-1);
}

function townAt(
  tokens: readonly string[],
  at: number,
  { townsCalled }: LineContext,
): TownSaid | undefined {
  const marked = PLACE.has(tokens[at] ?? "") ? 1 : 0;
  for (let length = LONGEST_TOWN; length >= 1; length -= 1) {
    const words = tokens.slice(at + marked, at + marked + length);
    if (words.length < length || words.some((word) => !/^\p{L}/u.test(word))) continue;
    if (isMonth(words[0] ?? "")) continue;
    const { exact, towns } = townsCalled(words.join(" "));
    // Without a preposition another case is more often a surname: "Иванова" and Иваново.
    if (towns.length > 0 && (exact || marked === 1)) {
      return { at, length: length + marked, ids: towns.map(({ id }) => id) };
    }
  }
  return undefined;
}

interface Figures {
  readonly length: number;
  readonly phone?: string;
  readonly born?: number;
}

/** A phone with what stands between its figures, its last figures, or a year of birth. */
function figuresAt(
  tokens: readonly string[],
  at: number,
  { today }: LineContext,
  soft: ReadonlySet<Soft>,
): Figures | undefined {
  let end = at;
  while (end < tokens.length && /^(\+?\d+|[-()])$/.test(tokens[end]!)) end += 1;
  while (end > at + 1 && !/\d/.test(tokens[end - 1]!)) end -= 1;
  const run = tokens.slice(at, end);
  if (run.length === 0) return undefined;
  const digits = run.join("").replace(/\D/g, "");
  const joined = digits.length >= 10 || run.some((token) => !/\d/.test(token));
  if (joined && digits.length >= 4) return { phone: digits, length: run.length };
  const own = run[0]!.replace(/\D/g, "");
  const age = Number(today.slice(0, 4)) - Number(own);
  if (own.length === 4 && soft.has("born") && age >= 14 && age <= 110) {
    return { born: Number(own), length: 1 };
  }
  return own.length >= 4 ? { phone: own, length: 1 } : undefined;
}

function curatorAt(
  tokens: readonly string[],
  at: number,
  { curators, me }: LineContext,
): { readonly id: string; readonly length: number } | undefined {
  const [word = "", next = "", third = ""] = tokens.slice(at, at + 3);
  if (MINE.has(word)) return { id: me, length: 1 };
  if (WITHOUT.has(word) && CURATOR.has(next)) return { id: NO_CURATOR, length: 2 };
  if (!CURATOR.has(word)) return undefined;
  const called = (said: string) => {
    const [asked = ""] = foldedWords(said);
    return curators.filter(({ name }) => foldedWords(name).some((part) => part.startsWith(asked)));
  };
  const byFirst = next ? called(next) : [];
  const byBoth = third ? called(third).filter((one) => byFirst.includes(one)) : [];
  if (byBoth.length === 1) return { id: byBoth[0]!.id, length: 3 };
  return byFirst.length > 0 ? { id: byFirst[0]!.id, length: 2 } : undefined;
}
