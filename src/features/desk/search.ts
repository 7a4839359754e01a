import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Database } from "../../platform/postgres/database.ts";
import { type Case, type CaseRow, nameWords, openCase } from "../cases/index.ts";
import type { Member } from "../staff/index.ts";
import { allowed } from "./allowed.ts";
import { candidates, FEWEST_FIGURES, isSearchable, type Statement } from "./candidates.ts";
import type { Query } from "./query.ts";
import { distance, type Forgiving } from "./score.ts";

export interface SearchDeps {
  readonly database: Database;
  readonly keyring: Keyring;
}

export type Found =
  | {
      readonly kind: "found";
      /** Which of the readings of the line had results. */
      readonly reading: number;
      readonly cases: readonly Case[];
      /** There are more than were looked at: the search has to say more. */
      readonly more: boolean;
    }
  | { readonly kind: "nothing" }
  /** One letter, three figures, or only a year of birth: too little to look for. */
  | { readonly kind: "too_little" };

/** As many rows are opened and compared for one question. */
export const MOST_FOUND = 200;

/**
 * Finds the cases that are meant among those that the member may search, the likeliest first.
 * @param readings what a line can mean, in the order in which it is tried
 */
export async function searchCases(
  deps: SearchDeps,
  member: Member,
  readings: readonly Query[],
  limit = MOST_FOUND,
): Promise<Found> {
  const asked = readings.map((query, reading) => ({ query, reading }));
  const searchable = asked.filter(({ query }) => isSearchable(query) && !tooFewFigures(query));
  if (searchable.length === 0) return { kind: "too_little" };
  const forgiving = asked.some(({ query }) => query.names.length > 0)
    ? (["strict", "loose"] as const)
    : (["strict"] as const);
  for (const how of forgiving) {
    for (const { query, reading } of searchable) {
      if (how === "loose" && query.names.length === 0) continue;
      const { cases, more } = await look(deps, member, query, how, limit);
      if (cases.length > 0) return { kind: "found", reading, cases, more };
    }
  }
  return { kind: "nothing" };
}

function tooFewFigures({ phone }: Query): boolean {
  return phone !== undefined && phone.length < FEWEST_FIGURES;
}

async function look(
  { database, keyring }: SearchDeps,
  member: Member,
  query: Query,
  forgiving: Forgiving,
  limit: number,
): Promise<{ cases: Case[]; more: boolean }> {
  const reach = { memberId: member.id, institutionId: member.institutionId };
  const rows = await fetchRows(database, candidates(keyring, reach, query, { limit, forgiving }));
  const scored = rows.flatMap((row) => {
    const opened = openCase(keyring, row);
    if (!opened || !allowed(member, opened, "search")) return [];
    const { name, yearOfBirth } = opened.record;
    if (query.born !== undefined && yearOfBirth !== query.born) return [];
    const score = distance(query.names, nameWords(name ?? ""), forgiving);
    return score === undefined ? [] : [{ opened, score }];
  });
  const byDay = query.names.length === 0 && query.release !== undefined;
  scored.sort(
    (a, b) => a.score - b.score || (byDay ? compare(releaseOf(a.opened), releaseOf(b.opened)) : 0),
  );
  return { cases: scored.map(({ opened }) => opened), more: rows.length === limit };
}

/**
 * Asks through the indexes. Comparing arrays costs far more than the planner reckons: left to itself, it
 * reads the whole table for a name that many bear.
 */
export async function fetchRows(
  { pool }: Pick<Database, "pool">,
  { text, values }: Statement,
): Promise<CaseRow[]> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN READ ONLY; SET LOCAL enable_seqscan = off");
    const { rows } = await client.query<CaseRow>(text, [...values]);
    await client.query("COMMIT");
    client.release();
    return rows;
  } catch (error) {
    // Its transaction is open: another one takes its place.
    client.release(true);
    throw error;
  }
}

function releaseOf({ record }: Case): string {
  return record.releaseDate ?? "";
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
