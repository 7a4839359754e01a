import { randomBytes } from "node:crypto";
import type { Keyring } from "../crypto/keyring.ts";
import type {
  Committed,
  Conversation,
  ConversationStore,
  Kept,
  Loaded,
  Outbox,
  Outgoing,
  Turn,
} from "./conversation.ts";

/** Nothing about someone who has not agreed is kept longer than this, counted from their first answer. */
export const TRANSIENT_HOURS = 24;

const LEASE_MS = 15_000;
/** As many update ids as a chat can plausibly have under way in a redelivery. */
const REMEMBERED_UPDATES = 100;

/** What a transient store is built on: Redis, or memory when one process is all there is. */
export interface Cells {
  read(key: string): Promise<{ version: number; state: Buffer } | undefined>;
  /** Replaces the state if its version is still this one; false otherwise. */
  replace(
    key: string,
    version: number,
    state: Buffer,
    calls: ReadonlyMap<string, Buffer>,
  ): Promise<boolean>;
  forget(key: string): Promise<void>;
  removeCall(key: string, id: string): Promise<void>;
  postponeCall(key: string, id: string, ms: number): Promise<void>;
  removeCalls(key: string): Promise<void>;
  takeOver(
    limit: number,
    leaseMs: number,
  ): Promise<readonly { key: string; id: string; call: Buffer }[]>;
}

interface State {
  readonly conversation: Conversation;
  readonly updates: readonly number[];
}

interface Waiting {
  readonly chat: string;
  readonly outgoing: Outgoing;
}

export interface TransientStore extends ConversationStore {
  /** Nothing of this chat stays. */
  forget(chat: string): Promise<void>;
}

/**
 * The conversations of people who have not agreed that anything is kept: for a day at most, under a
 * keyed hash of the chat, sealed. It makes the same promises as the database as long as it lives.
 */
export function transientStore(cells: Cells, keyring: Keyring): TransientStore {
  const keyFor = (chat: string) => keyring.blindIndex("Transient.chat", chat).toString("base64url");
  const { seal, open } = keyring.transient;

  return {
    async load(chat, updateId) {
      const key = keyFor(chat);
      const cell = await cells.read(key);
      if (!cell) return NOTHING;
      const state = JSON.parse(open("Transient.state", key, cell.state)) as State;
      if (updateId !== undefined && state.updates.includes(updateId)) return "repeat";
      return {
        version: cell.version,
        conversation: state.conversation,
        person: undefined,
        updates: state.updates,
      };
    },

    async commit(turn): Promise<Committed> {
      const key = keyFor(turn.chat);
      const before = await cells.read(key);
      if ((before?.version ?? 0) !== turn.loaded.version) return { kind: "stale" };
      const known = before
        ? (JSON.parse(open("Transient.state", key, before.state)) as State).updates
        : [];
      const state: State = { conversation: turn.conversation, updates: remember(known, turn) };
      // A conversation that begins anew counts from one again: its calls must not be taken for old ones.
      const mark = randomBytes(6).toString("base64url");
      const kept = turn.outgoing.map(
        (outgoing, at): Kept => ({
          id: `${key}|${turn.loaded.version + 1}.${at}.${mark}`,
          outgoing,
          attempts: 0,
        }),
      );
      const calls = new Map(
        kept.map(({ id, outgoing }) => {
          const waiting: Waiting = { chat: turn.chat, outgoing };
          return [id, seal("Transient.call", key, JSON.stringify(waiting))];
        }),
      );
      const sealed = seal("Transient.state", key, JSON.stringify(state));
      const replaced = await cells.replace(key, turn.loaded.version, sealed, calls);
      return replaced ? { kind: "done", kept, before: [] } : { kind: "stale" };
    },

    forget: (chat) => cells.forget(keyFor(chat)),
    outbox: transientOutbox(cells, keyring, keyFor),
  };
}

const NOTHING: Loaded = { version: 0, conversation: undefined, person: undefined };

function remember(known: readonly number[], { updateId }: Turn): readonly number[] {
  return updateId === undefined ? known : [...known, updateId].slice(-REMEMBERED_UPDATES);
}

function transientOutbox(cells: Cells, keyring: Keyring, keyFor: (chat: string) => string): Outbox {
  const keyOf = (id: string) => id.slice(0, id.indexOf("|"));
  return {
    done: (id) => cells.removeCall(keyOf(id), id),
    async postpone(ids, seconds) {
      for (const id of ids) await cells.postponeCall(keyOf(id), id, seconds * 1000);
    },
    async abandon(chat) {
      await cells.removeCalls(keyFor(chat));
      return false;
    },
    async takeOver(limit) {
      const taken = await cells.takeOver(limit, LEASE_MS);
      const calls = taken.map(({ key, id, call }) => {
        const waiting = JSON.parse(keyring.transient.open("Transient.call", key, call)) as Waiting;
        return { ...waiting, id };
      });
      const byChat = Map.groupBy(calls, ({ chat }) => chat);
      return [...byChat].map(([chat, waiting]) => ({
        chat,
        kept: waiting.map(({ id, outgoing }) => ({ id, outgoing, attempts: 1 })),
      }));
    },
  };
}
