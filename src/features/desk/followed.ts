import type { Database } from "../../platform/postgres/database.ts";
import type { Desk } from "./desk-query.ts";
import { dueSoonUntil } from "./due-days.ts";
import { type DeskCase, dueUntil, sortOut } from "./worklists.ts";

/** The open cases of which other features know what is due, whether something is or not. */
export interface FollowedSource {
  /** Which cases "c" they are, in SQL. */
  readonly which: string;
  /** The stamp of a case is another one after any change of what is due in it. */
  list(
    whose: { readonly curatorId: string } | { readonly institutionId: string },
  ): Promise<readonly { readonly id: string; readonly stamp: string }[]>;
}

/** Where a case stands in the lists that go by days: days alone, nothing of the person. */
export interface Place {
  /** Since when something is overdue, "YYYY-MM-DD". */
  readonly late: string | null;
  readonly now: boolean;
  readonly soon: boolean;
}

interface Kept {
  readonly place: Place;
  readonly stamp: string;
  /** Where and when it holds. */
  readonly on: string;
}

/** Whoever looks after a change or another day has the case opened again. */
const kept = new WeakMap<Database, Map<string, Kept>>();
const MOST_KEPT = 50_000;
const OPENED_AT_ONCE = 100;

/**
 * The places of the cases of a desk in which others know something to be due: their days are in no hash,
 * so the cases are opened, each once for a change or a day.
 * @param open the cases by their ids, opened for whoever's desk it is
 */
export async function placesOfFollowed(
  { database, followed }: { readonly database: Database; readonly followed?: FollowedSource },
  { scope, memberId, institutionId, today }: Desk,
  region: string,
  open: (ids: readonly string[]) => Promise<readonly DeskCase[]>,
): Promise<ReadonlyMap<string, Place>> {
  const whose = scope === "own" ? { curatorId: memberId } : { institutionId };
  const cases = (await followed?.list(whose)) ?? [];
  const known = kept.get(database) ?? new Map<string, Kept>();
  kept.set(database, known);
  const on = `${region} ${today}`;
  const places = new Map<string, Place>();
  const stamps = new Map<string, string>();
  for (const { id, stamp } of cases) {
    const before = known.get(id);
    if (before?.stamp === stamp && before.on === on) places.set(id, before.place);
    else stamps.set(id, stamp);
  }
  const changed = [...stamps.keys()];
  // A supervisor has those of everybody: in between others are answered.
  for (let at = 0; at < changed.length; at += OPENED_AT_ONCE) {
    for (const one of await open(changed.slice(at, at + OPENED_AT_ONCE))) {
      const place = placeOf(one, today);
      places.set(one.case.id, place);
      known.set(one.case.id, { place, on, stamp: stamps.get(one.case.id) ?? "" });
    }
  }
  for (const id of known.keys()) {
    if (known.size <= MOST_KEPT) break;
    known.delete(id);
  }
  return places;
}

function placeOf(one: DeskCase, today: string): Place {
  const { overdue, today: now } = sortOut([one], today);
  const why = overdue[0]?.why;
  return {
    late: why?.kind === "due" ? why.due.on : null,
    now: now.length > 0,
    soon: dueUntil([one], today, dueSoonUntil(today)) > 0,
  };
}
