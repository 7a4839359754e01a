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
  /**
   * Replaces the state if its version is still this one, and adds the calls.
   * @returns the ids of calls that waited before; undefined when the version is another.
   */
  replace(
    key: string,
    version: number,
    state: Buffer,
    calls: ReadonlyMap<string, Buffer>,
  ): Promise<readonly string[] | undefined>;
  forget(key: string): Promise<void>;
  removeCall(key: string, id: string): Promise<void>;
  postponeCall(key: string, id: string, ms: number): Promise<void>;
  removeCalls(key: string): Promise<void>;
  /** Calls that are due, in order; none while an earlier one of the same key is not. */
  takeOver(
    limit: number,
    leaseMs: number,
  ): Promise<readonly { key: string; id: string; call: Buffer }[]>;
}

interface State {
  readonly conversation: Conversation;
  readonly updates: readonly number[];
  /** The number of the last call; a conversation that begins anew goes on above it. */
  readonly said: number;
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
        ? (JSON.parse(open("Transient.state", key, before.state)) as State)
        : undefined;
      const first = Math.max((known?.said ?? 0) + 1, Date.now() * 1000);
      const state: State = {
        conversation: turn.conversation,
        updates: remember(known?.updates ?? [], turn),
        said: first + turn.outgoing.length,
      };
      // Begun anew within the same moment, a conversation must not take its calls for old ones.
      const mark = randomBytes(6).toString("base64url");
      const kept = turn.outgoing.map(
        (outgoing, at): Kept => ({ id: `${key}|${first + at}.${mark}`, outgoing, attempts: 0 }),
      );
      const calls = new Map(
        kept.map(({ id, outgoing }) => {
          const waiting: Waiting = { chat: turn.chat, outgoing };
          return [id, seal("Transient.call", key, JSON.stringify(waiting))];
        }),
      );
      const sealed = seal("Transient.state", key, JSON.stringify(state));
      const waited = await cells.replace(key, turn.loaded.version, sealed, calls);
      return waited ? { kind: "done", kept, before: waited } : { kind: "stale" };
    },

    forget: (chat) => cells.forget(keyFor(chat)),
    outbox: transientOutbox(cells, keyring, keyFor),
  };
}

const NOTHING: Loaded = { version: 0, conversation: undefined, person: undefined };

/** Calls of a conversation are numbered in the order in which they are said. */
export function numberOf(callId: string): number {
  return Number(/\|(\d+)/.exec(callId)?.[1]);
}

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
