import { randomUUID } from "node:crypto";
import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import type { Member } from "../staff/index.ts";
import { type Draft, found } from "./draft.ts";
import { answerLetter, recordTrip, takeBackTrip } from "./store.ts";
import type { Trip } from "./trip.ts";

/** What a turn is about to write: its screen is shown before that is committed. null: taken back. */
const coming = new WeakMap<OpenTurn, Map<string, Trip | null>>();

function foresee(turn: OpenTurn, id: string, trip: Trip | null): void {
  const known = coming.get(turn) ?? new Map<string, Trip | null>();
  coming.set(turn, known.set(id, trip));
}

/** A list as it is with this turn. */
export function asComing(turn: OpenTurn, kept: readonly Trip[]): Trip[] {
  const changed = coming.get(turn) ?? new Map<string, Trip | null>();
  const fresh = [...changed.values()].filter((one) => one !== null);
  return [...fresh, ...kept.filter(({ id }) => !changed.has(id))];
}

/** @returns undefined: nothing of it is about to be written; null: it is about to be taken back */
export function comingTrip(turn: OpenTurn, id: string): Trip | null | undefined {
  return coming.get(turn)?.get(id);
}

/** Writes a trip down. @param today "YYYY-MM-DD" where the institution is @returns its id */
export function save(
  { keyring }: { readonly keyring: Keyring },
  turn: OpenTurn,
  { id: staffId, institutionId }: Member,
  draft: Draft,
  today: string,
): string {
  const { kind, place, topics, outcomes } = draft;
  const trip: Trip = {
    ...{ id: randomUUID(), kind, day: draft.day ?? today, institutionId, staffId, place },
    ...{ people: found(draft), topics, outcomes, answeredOn: null, answeredBy: null },
    ...{ recordedAt: turn.now, version: 1 },
  };
  foresee(turn, trip.id, trip);
  turn.write((tx) => {
    const { answeredOn: _on, answeredBy: _by, version: _version, ...fresh } = trip;
    return recordTrip(tx, keyring, fresh);
  });
  return trip.id;
}

export function takeBack(turn: OpenTurn, member: Member, trip: Trip): void {
  foresee(turn, trip.id, null);
  turn.write((tx) => takeBackTrip(tx, trip, { at: turn.now, staffId: member.id }));
}

/** The letter was answered today. */
export function answer(turn: OpenTurn, { id: staffId }: Member, trip: Trip, day: string): void {
  const answered = { answeredOn: day, answeredBy: staffId, version: trip.version + 1 };
  foresee(turn, trip.id, { ...trip, ...answered });
  turn.write((tx) => answerLetter(tx, trip, { day, staffId }));
}
