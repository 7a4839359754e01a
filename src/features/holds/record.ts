import type { Keyring, PersonKey } from "../../platform/crypto/keyring.ts";
import type { Locale } from "../../platform/texts/texts.ts";
import type { Seeker } from "../shelters/index.ts";
import type { DeclineReason, Need } from "./rules.ts";

/** What a shelter has to know to keep a bed for somebody, and nothing else. */
export interface HoldBody {
  /** A name or nickname, as the person is to be called at the door. */
  readonly name: string;
  readonly who?: NonNullable<Seeker["who"]>;
  /** Whole years; asked only where the place takes people by age. */
  readonly age?: number;
  /** Asked only where the place asks for papers. */
  readonly papers?: NonNullable<Seeker["papers"]>;
  readonly needs: readonly Need[];
  /** Why the shelter declined. */
  readonly reason?: DeclineReason;
  /** Where to tell somebody who agreed to nothing else. */
  readonly chat?: { readonly id: string; readonly locale: Locale };
}

/** What is sealed of somebody who waits for a bed. */
export interface WaitBody {
  readonly seeker: Seeker;
  readonly chat?: { readonly id: string; readonly locale: Locale };
}

const FIELD = "Hold.body";

/** A record with a key of its own. */
export function sealNew<T>(keyring: Keyring, id: string, body: T) {
  const { key, wrapped } = keyring.issue(id);
  return { wrappedKey: Uint8Array.from(wrapped), body: seal(key, id, body) };
}

export function seal<T>(key: PersonKey, id: string, body: T): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(key.seal(FIELD, id, JSON.stringify(body)));
}

/** Undefined when its key was destroyed. */
export function open<T>(
  keyring: Keyring,
  row: { readonly id: string; readonly wrappedKey: Uint8Array | null; readonly body: Uint8Array },
): { readonly key: PersonKey; readonly body: T } | undefined {
  if (!row.wrappedKey) return undefined;
  const key = keyring.unwrap(row.wrappedKey, row.id);
  return { key, body: JSON.parse(key.open(FIELD, row.id, row.body)) as T };
}

/** Finds what somebody in the chat asked for, whether or not anything else of them is kept. */
export function seekerOfChat(keyring: Keyring, chat: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(keyring.blindIndex("Person.telegramId", chat));
}

/** The same for the person of a case who is not in the chat. */
export function seekerOfCase(keyring: Keyring, caseId: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(keyring.blindIndex("Hold.case", caseId));
}
