import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {
  ConversationStore,
  Loaded,
  Outgoing,
  Turn,
  Write,
} from "../../src/platform/conversation/conversation.ts";
import { postgresStore } from "../../src/platform/conversation/postgres-store.ts";
import * as sql from "../../src/platform/conversation/sql.ts";
import { createKeyring } from "../../src/platform/crypto/keyring.ts";
import { connectDatabase, type Transaction } from "../../src/platform/postgres/database.ts";
import { createDatabase, type TestDatabase } from "../servers/database.ts";

const keyring = createKeyring(randomBytes(32));
const say = (text: string): Outgoing => ({ call: { method: "sendMessage", payload: { text } } });
const NOBODY: Loaded = { version: 0, conversation: undefined, person: undefined };

let created: TestDatabase;
let databases: ReturnType<typeof connectDatabase>[];
let one: ConversationStore;
let other: ConversationStore;
beforeAll(async () => {
  created = await createDatabase();
  databases = [connectDatabase(created.url, 4), connectDatabase(created.url, 4)];
  [one, other] = databases.map((database) => postgresStore(database, keyring)) as [
    ConversationStore,
    ConversationStore,
  ];
});
afterAll(async () => {
  for (const database of databases) await database.close();
  await created.drop();
});

let nextChat = 1000;
let nextUpdate = 1;

function turn(chat: string, loaded: Loaded, more: Partial<Turn> = {}): Turn {
  const conversation = { screen: { name: "home" }, stamp: loaded.version, slots: {} };
  const updateId = ++nextUpdate;
  return { chat, updateId, loaded, conversation, outgoing: [], writes: [], ...more };
}

async function loadedBy(store: ConversationStore, chat: string): Promise<Loaded> {
  const loaded = await store.load(chat);
  if (loaded === "repeat") throw new Error("nothing to repeat");
  return loaded;
}

async function enrolled(): Promise<string> {
  const chat = String(++nextChat);
  await one.commit(turn(chat, NOBODY, { enroll: { locale: "ru", timeZone: "UTC" } }));
  return chat;
}

/** A session of its own, in a transaction. */
async function begun(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: created.url });
  await client.connect();
  await client.query("BEGIN");
  return client;
}

/** Resolves when so many statements wait for a row that somebody else holds. */
async function waiting(count: number): Promise<void> {
  await expect
    .poll(async () => {
      const { rowCount } = await databases[0]!.pool.query(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      return rowCount;
    })
    .toBe(count);
}

describe("two instances", () => {
  it("commit the same chats in any order without waiting for each other in a ring", async () => {
    const people = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const chat = await enrolled();
        return { chat, loaded: await loadedBy(one, chat) };
      }),
    );
    const sorted = people.toSorted((a, b) => (a.loaded.person!.id < b.loaded.person!.id ? -1 : 1));
    const blocker = await begun();
    await blocker.query("SELECT 1 FROM conversations WHERE person_id = $1 FOR UPDATE", [
      sorted[1]!.loaded.person!.id,
    ]);
    // Each comes as far as the row in the middle, from the other side.
    const commits = [
      ...sorted.map(({ chat, loaded }) => one.commit(turn(chat, loaded))),
      ...sorted.toReversed().map(({ chat, loaded }) => other.commit(turn(chat, loaded))),
    ];
    const settled = Promise.allSettled(commits);
    await waiting(2);
    await blocker.query("ROLLBACK");
    await blocker.end();
    const kinds = (await settled).map((one) =>
      one.status === "fulfilled" ? one.value.kind : one.reason.code,
    );
    expect(kinds.toSorted()).toEqual([...Array(3).fill("done"), ...Array(3).fill("stale")]);
    // Nobody had to be thrown out of a ring: one batch went through as a whole.
    expect(new Set(kinds.slice(0, 3)).size).toBe(1);
  });

  it.each(["prisma", "raw"] as const)(
    "that wait for each other in a ring both go on: one decides again (%s)",
    async (way) => {
      const rows = await Promise.all([enrolled(), enrolled()]);
      const ids = await Promise.all(
        rows.map(async (chat) => (await loadedBy(one, chat)).person!.id),
      );
      const locked = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      /** Holds a row until the other turn holds its own, then wants that one too. */
      const crossing =
        (mine: number): Write =>
        async (tx) => {
          const touch = async (id: string) => {
            const { person } = tx as Transaction;
            if (way === "prisma") await person.update({ where: { id }, data: { locale: "kk" } });
            else {
              await (tx as Transaction).$executeRawUnsafe(
                "UPDATE people SET locale = 'kk' WHERE id = $1::uuid",
                id,
              );
            }
          };
          await touch(ids[mine]!);
          locked[mine]!.resolve();
          await locked[1 - mine]!.promise;
          await touch(ids[1 - mine]!);
        };
      const both = await Promise.all([enrolled(), enrolled()]);
      const turns = await Promise.all(
        both.map(async (chat, mine) =>
          turn(chat, await loadedBy(one, chat), { writes: [crossing(mine)] }),
        ),
      );
      const outcomes = await Promise.all([one.commit(turns[0]!), other.commit(turns[1]!)]);
      expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(["done", "stale"]);
    },
  );

  it("take over what another let lie without overtaking what it takes over", async () => {
    const chat = await enrolled();
    const put = async (text: string) => {
      const committed = await one.commit(
        turn(chat, await loadedBy(one, chat), { outgoing: [say(text)] }),
      );
      if (committed.kind !== "done") throw new Error(committed.kind);
      const ids = committed.kept.map(({ id }) => id);
      await one.outbox.postpone(ids, 0);
      await sleep(5);
    };
    await put("first");
    await put("second");
    // One instance has just looked, and its look is not committed yet.
    const looking = await begun();
    expect((await looking.query(sql.takeOver.text, [100, 15])).rowCount).toBe(2);
    await put("third");
    const taken = await other.outbox.takeOver(100);
    await looking.query("COMMIT");
    await looking.end();
    expect(taken).toEqual([]);
    expect(await other.outbox.takeOver(100)).toEqual([]);
  });
});
