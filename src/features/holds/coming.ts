import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import type { Bed } from "./draft.ts";
import type { Hold, NewHold } from "./store.ts";

/** What the writes of a turn will make of a hold: its screen is shown before they are committed. */
const coming = new WeakMap<OpenTurn, Hold>();

export function foresee(turn: OpenTurn, hold: Hold): void {
  coming.set(turn, hold);
}

export function foreseenOf(turn: OpenTurn, id?: string): Hold | undefined {
  const hold = coming.get(turn);
  return id === undefined || hold?.id === id ? hold : undefined;
}

/** A request as it will be when it is written. Its own key is made then; nothing is sealed with this one. */
export function askedOf(
  { transient }: Pick<Keyring, "transient">,
  { seeker: _, body, ...wanted }: NewHold,
  { place, unit }: Bed,
): Hold {
  return {
    ...wanted,
    ...{ unitKind: unit.unit, institutionId: place.id, timeZone: place.timeZone },
    ...{ state: "asked", acceptedAt: null, answeredBy: null, settledAt: null, version: 1 },
    sealed: { key: transient, body },
  };
}
