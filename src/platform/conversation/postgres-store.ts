import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { batching } from "../batch.ts";
import type { Keyring } from "../crypto/keyring.ts";
import { type Database, isConflict, type Transaction } from "../postgres/database.ts";
import {
  type Committed,
  type Conversation,
  type ConversationStore,
  type Kept,
  type Loaded,
  type Outbox,
  type Outgoing,
  Overtaken,
  type Person,
  type Turn,
} from "./conversation.ts";
import { Recent } from "./recent.ts";
import * as sql from "./sql.ts";

/** How long the instance that committed a call holds it before others may take it over, in seconds. */
export const LEASE_SECONDS = 15;

export const CONVERSATION_FIELD = "Conversation.state";

/**
 * The conversations of people who agreed, in PostgreSQL.
 *
 * An update costs one read, unless this instance has just answered the chat, and one commit, which also
 * takes away what was sent since the last one; each is batched over the chats that are busy at the same
 * moment. The commit names the version that it began from, so of two instances that answer the same chat
 * at once one is told to decide again: there is no lock that a dead holder could leave behind.
 */
export function postgresStore(database: Database, keyring: Keyring): ConversationStore {
  const { pool } = database;
  const keyFor = (chat: string) => keyring.blindIndex("Person.telegramId", chat);
  const recent = new Recent<Answered>();

  const loadRow = batching(
    async (wanted: readonly { key: Buffer; updateId: number | undefined }[]) => {
      const { rows } = await pool.query<sql.LoadedRow>({
        ...sql.load,
        values: [wanted.map(({ key }) => key), wanted.map(({ updateId }) => updateId ?? null)],
      });
      const byPlace = new Map(rows.map((row) => [Number(row.place), row]));
      return wanted.map((_, at) => byPlace.get(at + 1));
    },
  );

  const write = batching(async (items: readonly (sql.HotTurn | Sent)[]) => {
    const turns = items.filter((item) => "version" in item);
    const sent = items.flatMap((item) => ("sent" in item ? item.sent : []));
    if (turns.length === 0) {
      await pool.query({ ...sql.sent, values: [sent] });
      return [];
    }
    // Of two turns of one person that read the same version, the second has to decide again anyway.
    const first = new Map(turns.toReversed().map((turn) => [turn.personId, turn]));
    const values = sql.commitValues([...first.values()], LEASE_SECONDS, sent);
    const { rows } = await pool.query<sql.CommittedRow>({ ...sql.commit, values });
    const byPerson = new Map(rows.map((row) => [row.person_id, row]));
    return items.map((item) =>
      "version" in item && first.get(item.personId) === item
        ? byPerson.get(item.personId)
        : undefined,
    );
  });

  function opened(row: sql.LoadedRow): Loaded {
    const person = personOf(row, keyring);
    const state = row.state && person.key.open(CONVERSATION_FIELD, person.id, row.state);
    return {
      version: row.version ?? 0,
      conversation: state ? (JSON.parse(state) as Conversation) : undefined,
      person,
    };
  }

  async function commitHot(turn: Turn, person: Person): Promise<Committed> {
    const state = JSON.stringify(turn.conversation);
    const row = await write(hotTurn(turn, person, state));
    if (!row) return afterRefusal(turn);
    const version = turn.loaded.version + 1;
    recent.keep(turn.chat, { version, state, person, updateId: turn.updateId });
    return done(turn.outgoing, row.ids, row.before);
  }

  /** The version moved on: either this very update did it before, or another one. */
  async function afterRefusal(turn: Turn): Promise<Committed> {
    recent.forget(turn.chat);
    const { rowCount } = await pool.query({ ...sql.seen, values: [turn.updateId ?? null] });
    if (!rowCount) recent.pause();
    return rowCount ? { kind: "repeat" } : { kind: "stale" };
  }

  async function commitWithWrites(turn: Turn, person: Person): Promise<Committed> {
    // What the features write may concern the person's row, or end it.
    recent.forget(turn.chat);
    const row = await database.transaction(async (tx) => {
      const committed = await commitInside(tx, hotTurn(turn, person));
      if (!committed) return undefined;
      for (const write of turn.writes) await write(tx, person);
      if (turn.erase) await eraseInside(tx, person.id);
      return committed;
    });
    return row ? done(turn.outgoing, row.ids, row.before) : afterRefusal(turn);
  }

  async function enroll(turn: Turn, wanted: NonNullable<Turn["enroll"]>): Promise<Committed> {
    const id = randomUUID();
    const { key, wrapped } = keyring.issue(id);
    const person: Person = { id, key, timeZone: wanted.timeZone, unreachable: false };
    const row = await database.transaction(async (tx) => {
      const created = await tx.$executeRawUnsafe(
        sql.enroll,
        id,
        keyFor(turn.chat),
        key.seal("Person.telegramId", id, turn.chat),
        wrapped,
        wanted.locale,
        wanted.timeZone,
      );
      if (created === 0) return undefined;
      await tx.$executeRawUnsafe(sql.knownUpdates, turn.loaded.updates ?? []);
      const committed = await commitInside(tx, hotTurn({ ...turn, loaded: FRESH }, person));
      for (const write of turn.writes) await write(tx, person);
      return committed;
    });
    return row ? done(turn.outgoing, row.ids, row.before) : { kind: "stale" };
  }

  function commitNow(turn: Turn): Promise<Committed> {
    if (turn.enroll) return enroll(turn, turn.enroll);
    const { person } = turn.loaded;
    if (!person) throw new Error("A conversation without a person does not belong in the database");
    const plain = turn.writes.length === 0 && !turn.erase;
    return plain ? commitHot(turn, person) : commitWithWrites(turn, person);
  }

  return {
    async load(chat, updateId) {
      const known = recent.get(chat);
      if (known) {
        const repeated = updateId !== undefined && updateId === known.updateId;
        return repeated ? "repeat" : reopened(known);
      }
      const row = await loadRow({ key: keyFor(chat), updateId });
      if (!row) return { version: 0, conversation: undefined, person: undefined };
      return row.seen ? "repeat" : opened(row);
    },
    async commit(turn) {
      try {
        return await commitNow(turn);
      } catch (error) {
        if (error instanceof Overtaken || isConflict(error)) return { kind: "stale" };
        throw error;
      }
    },
    outbox: postgresOutbox(pool, keyring, keyFor, async (id) => void (await write({ sent: id }))),
  };
}

/** A conversation as it was committed, before sealing, and the update that led to it. */
interface Answered {
  readonly version: number;
  readonly state: string;
  readonly person: Person;
  readonly updateId: number | undefined;
}

function reopened({ version, state, person }: Answered): Loaded {
  return { version, conversation: JSON.parse(state) as Conversation, person };
}

/** A call of the outbox that Telegram has. */
type Sent = { readonly sent: string };

const FRESH: Loaded = { version: 0, conversation: undefined, person: undefined };

function hotTurn(
  turn: Turn,
  person: Person,
  state = JSON.stringify(turn.conversation),
): sql.HotTurn {
  return {
    personId: person.id,
    updateId: turn.updateId,
    version: turn.loaded.version,
    state: person.key.seal("Conversation.state", person.id, state),
    calls: turn.outgoing.map((outgoing) =>
      person.key.seal("OutboxCall.call", person.id, JSON.stringify(outgoing)),
    ),
  };
}

async function commitInside(
  tx: Transaction,
  turn: sql.HotTurn,
): Promise<sql.CommittedRow | undefined> {
  const values = sql.commitValues([turn], LEASE_SECONDS);
  const rows = await tx.$queryRawUnsafe<sql.CommittedRow[]>(sql.commit.text, ...values);
  return rows[0];
}

/** The keys go, so nothing sealed can be read again; the proof of consent stays without a name. */
async function eraseInside(tx: Transaction, personId: string): Promise<void> {
  await tx.$executeRawUnsafe(sql.erase, personId);
}

function done(
  outgoing: readonly Outgoing[],
  ids: readonly (string | bigint)[],
  before: readonly (string | bigint)[],
): Committed {
  const kept: Kept[] = outgoing.map((one, at) => ({
    id: String(ids[at]),
    outgoing: one,
    attempts: 0,
  }));
  return { kind: "done", kept, before: before.map(String) };
}

function personOf(row: sql.PersonRow, keyring: Keyring): Person {
  return {
    id: row.person_id,
    key: keyring.unwrap(row.wrapped_key, row.person_id),
    timeZone: row.time_zone,
    unreachable: row.unreachable,
  };
}

function postgresOutbox(
  pool: Pool,
  keyring: Keyring,
  keyFor: (chat: string) => Buffer,
  done: Outbox["done"],
): Outbox {
  return {
    done,
    async postpone(ids, seconds) {
      await pool.query({ ...sql.postpone, values: [ids, seconds] });
    },
    async abandon(chat) {
      const { rowCount } = await pool.query({ ...sql.abandon, values: [keyFor(chat)] });
      return (rowCount ?? 0) > 0;
    },
    async takeOver(limit) {
      const { rows } = await pool.query<sql.WaitingRow>({
        ...sql.takeOver,
        values: [limit, LEASE_SECONDS],
      });
      const byPerson = Map.groupBy(rows, (row) => row.person_id);
      return [...byPerson.values()].map((waiting) => {
        const first = waiting[0] as sql.WaitingRow;
        const { key, id } = personOf(first, keyring);
        const kept = waiting
          .toSorted((a, b) => Number(BigInt(a.id) - BigInt(b.id)))
          .map((row) => ({
            id: row.id,
            attempts: row.attempts,
            outgoing: JSON.parse(key.open("OutboxCall.call", id, row.call)) as Outgoing,
          }));
        return { chat: key.open("Person.telegramId", id, first.telegram_id), kept };
      });
    },
  };
}
