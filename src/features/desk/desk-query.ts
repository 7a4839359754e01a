import { Temporal } from "temporal-polyfill";
import type { Keyring } from "../../platform/crypto/keyring.ts";
import { appliedToken, contractToken, releaseToken } from "../cases/index.ts";
import {
  type ClockedDay,
  type DueDays,
  dueSoonUntil,
  type PlannedCode,
  type ReleaseDay,
  releasedSoonUntil,
} from "./due-days.ts";
import type { ListCode } from "./worklists.ts";

/** Whose cases are on a desk: a member's own with those that nobody has, or all of the institution. */
export type Scope = "own" | "institution";

export interface Desk {
  readonly memberId: string;
  readonly institutionId: string;
  readonly timeZone: string;
  readonly scope: Scope;
  /** Cases that the member is asked to take over, whosever they are. */
  readonly offered: readonly string[];
  /** "YYYY-MM-DD" where the institution is. */
  readonly today: string;
}

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The lists, and what is due in the days after today. */
export type Counted = ListCode | "soon";

/** Cases that belong into a list for one reason: found by an index, nothing of them is opened. */
interface Source {
  readonly from?: string;
  readonly where: string;
  /** What the list is ordered by, the least first; nothing when it is only counted. */
  readonly place?: () => string;
  /** This place goes before that of another source. */
  readonly first?: true;
}

/**
 * How many cases each list has, all at once.
 * @param aside which cases "c" are in no list that goes by days, in SQL: their days are known otherwise
 */
export function countQuery(keyring: Keyring, desk: Desk, days: DueDays, aside?: string): Statement {
  const { lists, values } = askFor(keyring, desk, days, aside);
  const counts = Object.entries(lists).map(([list, sources]) => {
    const ids = sources().map((source) => select("c.id", source));
    return `(SELECT count(*)::int FROM (${ids.join(" UNION ")}) l) AS "${list}"`;
  });
  return { text: `SELECT ${counts.join(",\n")}`, values };
}

export interface Part {
  readonly limit: number;
  readonly offset: number;
}

/** A part of a list as ids, in its order. */
export function listQuery(
  keyring: Keyring,
  desk: Desk,
  days: DueDays,
  list: ListCode,
  { limit, offset }: Part,
  aside?: string,
): Statement {
  const { lists, values, bind } = askFor(keyring, desk, days, aside);
  return {
    text: `${inOrder(lists[list]())} LIMIT ${bind(limit)} OFFSET ${bind(offset)}`,
    values,
  };
}

/** Overdue cases with the day since when they are, if that is not before `since`. */
export function ranOutQuery(
  keyring: Keyring,
  desk: Desk,
  days: DueDays,
  since: string,
  aside?: string,
): Statement {
  const { lists, values, bind } = askFor(keyring, desk, days, aside);
  const late = inOrder(lists.overdue());
  return {
    text: `SELECT id, place AS "dueOn" FROM (${late}) l WHERE place >= ${bind(since)}`,
    values,
  };
}

/** Each case once, the longest waiting first. */
function inOrder(sources: readonly Source[]): string {
  const placed = (source: Source) => `c.id, ${source.place?.() ?? "NULL"} AS place`;
  const [only, ...others] = sources;
  if (only && others.length === 0) return `${select(placed(only), only)} ORDER BY place, c.id`;
  const found = sources.map((source) =>
    select(`${placed(source)}, ${source.first ?? false} AS first`, source),
  );
  return `SELECT id, coalesce(min(place) FILTER (WHERE first), min(place)) AS place
FROM (${found.join(" UNION ALL ")}) p GROUP BY id ORDER BY place, id`;
}

function select(what: string, { from = "", where }: Source): string {
  return `SELECT ${what} FROM cases c ${from} WHERE c.status <> 'closed' AND ${where}`;
}

/**
 * The lists of a desk over keyed hashes and plain columns. They say of many cases what `sortOut` says of
 * one; a test compares the two.
 */
function askFor(
  keyring: Keyring,
  desk: Desk,
  { release, applied, contract }: DueDays,
  aside?: string,
) {
  const { memberId, institutionId, timeZone, scope, offered, today } = desk;
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const here = () => `c.institution_id = ${bind(institutionId)}::uuid`;
  const own = () =>
    scope === "own"
      ? `c.curator_id = ${bind(memberId)}::uuid`
      : `${here()} AND c.curator_id IS NOT NULL`;
  const all = () => (scope === "own" ? `(${own()} OR ${here()} AND c.curator_id IS NULL)` : here());
  const opened = (sign: "<" | ">=") =>
    `c.created_at ${sign} ${bind(midnight(today, timeZone))}::timestamptz`;

  /** Joins cases with days that they have, by the hash of the day. */
  function onDays(column: string, tokens: readonly string[], days: readonly unknown[]): string {
    const hashes = `${bind(tokens)}::text[]::bigint[]`;
    return `JOIN unnest(${hashes}, ${bind(days)}::text[]) AS d(token, day)
      ON d.token = c.${column} AND c.${column} = ANY (${hashes})`;
  }

  function released(wanted: (day: string) => boolean): string {
    const days = release.map(({ day }) => day).filter(wanted);
    const tokens = days.map((day) => hashOf(keyring, releaseToken, day));
    return onDays("release_token", tokens, days);
  }

  /** Joins cases with the steps of the route card that their day of release means, if any is not done. */
  function planned(steps: (day: ReleaseDay) => readonly PlannedCode[]): string {
    const days = release.filter((day) => steps(day).length > 0);
    // Codes and days are plain: such an array needs no quotes.
    const arrays = (of: (step: PlannedCode) => string) =>
      bind(days.map((day) => `{${steps(day).map(of).join(",")}}`));
    const hashes = `${bind(days.map(({ day }) => hashOf(keyring, releaseToken, day)))}::text[]::bigint[]`;
    return `JOIN (
      SELECT token, codes::text[] AS codes, days::text[] AS days
      FROM unnest(${hashes}, ${arrays(({ code }) => code)}::text[], ${arrays(({ on }) => on)}::text[])
        AS u(token, codes, days)
      -- Read once, and not for each case that they are compared with.
      OFFSET 0) d ON d.token = c.release_token AND c.release_token = ANY (${hashes})
         AND (cardinality(c.route_ticks) < cardinality(d.codes) OR NOT d.codes <@ c.route_ticks)`;
  }

  /** The day of the first step that is not done; what the plan had before the case was opened is due then. */
  const firstStep = () => `(
      SELECT greatest(min(s.day), to_char(c.created_at AT TIME ZONE ${bind(timeZone)}::text, 'YYYY-MM-DD'))
      FROM unnest(d.codes, d.days) AS s(code, day) WHERE s.code <> ALL (c.route_ticks))`;

  /** Cases by the days from which the clocks of the law run. A contract ends those of the application. */
  function clocked(means: (day: ClockedDay) => boolean): Source[] {
    const days = (list: readonly ClockedDay[], token: TokenOf, column: string) => {
      const meant = list.filter(means);
      return onDays(
        column,
        meant.map(({ day }) => hashOf(keyring, token, day)),
        meant.map(({ late }) => late),
      );
    };
    const ordered = { place: () => "d.day", first: true } as const;
    return [
      {
        from: days(applied, appliedToken, "applied_token"),
        where: `c.contract_token IS NULL AND ${own()}`,
        ...ordered,
      },
      { from: days(contract, contractToken, "contract_token"), where: own(), ...ordered },
    ];
  }

  const byHashes = (sources: readonly Source[]): Source[] =>
    sources.map((source) => ({
      ...source,
      where: aside === undefined ? source.where : `${source.where} AND NOT ${aside}`,
    }));

  const lists: Readonly<Record<Counted, () => Source[]>> = {
    overdue: () =>
      byHashes([
        ...clocked(({ late }) => late !== null),
        {
          from: planned(({ late }) => late),
          where: `${own()} AND ${opened("<")}`,
          place: firstStep,
        },
      ]),
    today: () =>
      byHashes([
        { from: released((day) => day === today), where: all() },
        { from: planned(({ now }) => now), where: own() },
        { from: planned(({ late }) => late), where: `${own()} AND ${opened(">=")}` },
        ...clocked(({ now }) => now).map(({ from, where }) => ({ from, where })),
      ]),
    waiting: () => [
      { where: `c.asks IS NOT NULL AND ${all()}` },
      {
        from: "JOIN people p ON p.id = c.person_id AND p.unreachable_at IS NOT NULL",
        where: all(),
      },
      { where: `c.id = ANY (${bind(offered)}::uuid[])` },
    ],
    unanswered: () => [
      { where: `c.unanswered_since IS NOT NULL AND ${all()}`, place: () => "c.unanswered_since" },
    ],
    released_soon: () => [
      {
        from: released((day) => day > today && day <= releasedSoonUntil(today)),
        where: all(),
        place: () => "d.day",
      },
    ],
    new: () => [{ where: `${here()} AND c.curator_id IS NULL`, place: () => "c.created_at" }],
    soon: () =>
      byHashes([
        { from: released((day) => day > today && day <= dueSoonUntil(today)), where: own() },
        { from: planned(({ soon }) => soon), where: own() },
        ...clocked(({ soon }) => soon),
      ]),
  };
  return { lists, values, bind };
}

type TokenOf = (keyring: Keyring, day: string) => bigint;

/** The days around today are asked about again and again: each is hashed once. */
const hashes = new WeakMap<Keyring, Map<TokenOf, Map<string, string>>>();
const MOST_HASHES = 2_000;

function hashOf(keyring: Keyring, tokenOf: TokenOf, day: string): string {
  const byKind = hashes.get(keyring) ?? new Map<TokenOf, Map<string, string>>();
  hashes.set(keyring, byKind);
  const known = byKind.get(tokenOf) ?? new Map<string, string>();
  byKind.set(tokenOf, known);
  const found = known.get(day) ?? String(tokenOf(keyring, day));
  if (known.size >= MOST_HASHES) known.clear();
  known.set(day, found);
  return found;
}

/** When a day begins by the clock of a place. */
function midnight(day: string, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);
}
