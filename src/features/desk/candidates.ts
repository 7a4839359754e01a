import type { Keyring } from "../../platform/crypto/keyring.ts";
import {
  nearTokens,
  PHONE_ENDS,
  partTokens,
  phoneEndToken,
  phoneToken,
  releaseToken,
  townToken,
} from "../cases/index.ts";
import { daysOf } from "./period.ts";
import { NO_CURATOR, type Query } from "./query.ts";
import { type Forgiving, SHORTEST_INSIDE } from "./score.ts";

/** Whose cases may be found at all: those of an institution, and those of a curator anywhere. */
export interface Reach {
  readonly memberId: string;
  readonly institutionId: string;
}

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Fewer figures are in too many phones. */
export const FEWEST_FIGURES = PHONE_ENDS[0];
const MOST_FIGURES = PHONE_ENDS.at(-1)!;
const WHOLE_PHONE = 10;
/** Of more rows than these nobody will read: any of them are put in order, and the search has to say more. */
const MOST_WEIGHED = 4_000;

/** Whether a query names anything that the database can look for. */
export function isSearchable(query: Query): boolean {
  return (
    query.names.some((word) => word.length > 1) ||
    query.phone !== undefined ||
    query.release !== undefined ||
    query.towns !== undefined ||
    query.status !== undefined ||
    query.curator !== undefined
  );
}

/**
 * Finds the rows that may be meant, by keyed hashes alone; the likeliest first: more of the words
 * complete, then the asker's own, the open, the newest changed.
 *
 * A word of the name is found by its parts, or by a word one slip away, two for longer words. With `loose`
 * one of the words needs no more than four letters in a row in common.
 * @param limit how many rows are opened and compared exactly
 */
export function candidates(
  keyring: Keyring,
  reach: Reach,
  query: Query,
  { limit, forgiving = "strict" }: { readonly limit: number; readonly forgiving?: Forgiving },
): Statement {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const tokens = (list: readonly bigint[]) => `${bind(list.map(String))}::bigint[]`;
  const has = (list: readonly bigint[]) => `c.name_tokens @> ${tokens(list)}`;

  const words = query.names.filter((word) => word.length > 1);
  const strict = (word: string): string => {
    if (word.length < SHORTEST_INSIDE) return has(partTokens(keyring, word, "beginning"));
    const parts = has(partTokens(keyring, word, "inside"));
    return word.length === SHORTEST_INSIDE
      ? parts
      : `(${parts} OR c.name_tokens && ${tokens(nearTokens(keyring, word))})`;
  };
  const loose = (word: string): string => {
    const threes = partTokens(keyring, word, "beginning");
    const pairs = threes.slice(1).map((three, at) => has([threes[at]!, three]));
    if (pairs.length === 0) return strict(word);
    const near = `c.name_tokens && ${tokens(nearTokens(keyring, word))}`;
    return `(${[...pairs, near].join(" OR ")})`;
  };
  const named =
    forgiving === "strict"
      ? words.map(strict)
      : [
          words
            .map((word, at) =>
              words.map((other, i) => (i === at ? loose(word) : strict(other))).join(" AND "),
            )
            .join(" OR "),
        ].map((any) => `(${any})`);

  const me = bind(reach.memberId);
  const conditions = [
    "c.wrapped_key IS NOT NULL",
    `(c.institution_id = ${bind(reach.institutionId)}::uuid OR c.curator_id = ${me}::uuid)`,
    ...(words.length > 0 ? named : []),
    ...(query.phone === undefined ? [] : [phoneCondition(query.phone)]),
    ...(query.release ? [`c.release_token = ANY(${tokens(releaseTokens(query.release))})`] : []),
    ...(query.towns
      ? [`c.town_token = ANY(${tokens(query.towns.map((id) => townToken(keyring, id)))})`]
      : []),
    ...(query.status ? [`c.status = ${bind(query.status)}`] : []),
    ...(query.curator === undefined ? [] : [curatorCondition(query.curator)]),
  ];

  function phoneCondition(digits: string): string {
    const whole = digits.length >= WHOLE_PHONE ? phoneToken(keyring, digits) : null;
    return whole === null
      ? has([phoneEndToken(keyring, digits.slice(-MOST_FIGURES))])
      : `c.phone_token = ${bind(String(whole))}::bigint`;
  }
  function releaseTokens(period: NonNullable<Query["release"]>): bigint[] {
    return daysOf(period).map((day) => releaseToken(keyring, day));
  }
  function curatorCondition(curator: string): string {
    return curator === NO_CURATOR
      ? "c.curator_id IS NULL"
      : `c.curator_id = ${bind(curator)}::uuid`;
  }

  const complete = words.map((word) => `(${has(nearTokens(keyring, word).slice(0, 1))})::int`);
  const order = [
    ...(complete.length > 0 ? [`(${complete.join(" + ")}) DESC`] : []),
    `(c.curator_id = ${me}::uuid) DESC NULLS LAST`,
    "(c.status = 'closed')",
    "c.updated_at DESC",
  ];
  return {
    text: `
      SELECT c.id, c.institution_id AS "institutionId", c.curator_id AS "curatorId",
             c.person_id AS "personId", c.status, c.wrapped_key AS "wrappedKey", c.record,
             c.version, c.route_ticks AS "routeTicks", c.asks,
             c.unanswered_since AS "unansweredSince", c.created_at AS "createdAt", c.closed_at AS "closedAt"
      FROM (SELECT * FROM cases c
            WHERE ${conditions.join("\n              AND ")}
            LIMIT ${MOST_WEIGHED}) c
      ORDER BY ${order.join(", ")}
      LIMIT ${bind(limit)}`,
    values,
  };
}
