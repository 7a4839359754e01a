import { randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type {
  ConversationStore,
  Loaded,
  Outgoing,
  Turn,
} from "../../src/platform/conversation/conversation.ts";
import { memoryCells } from "../../src/platform/conversation/memory-cells.ts";
import { postgresStore } from "../../src/platform/conversation/postgres-store.ts";
import { redisCells } from "../../src/platform/conversation/redis-cells.ts";
import { transientStore } from "../../src/platform/conversation/transient-store.ts";
import { createKeyring } from "../../src/platform/crypto/keyring.ts";
import { connectDatabase, type Database } from "../../src/platform/postgres/database.ts";
import { createDatabase, hasRedis } from "../servers/database.ts";
import { startRedis } from "../servers/redis.ts";

const keyring = createKeyring(randomBytes(32));
const say = (text: string): Outgoing => ({ call: { method: "sendMessage", payload: { text } } });

let chatNumber = 1000;
let updateNumber = 1;
const newChat = () => String(++chatNumber);

function turn(chat: string, loaded: Loaded, more: Partial<Turn> = {}): Turn {
  return {
    chat,
    updateId: ++updateNumber,
    loaded,
    conversation: { screen: { name: "home" }, stamp: loaded.version + 1, slots: {} },
    outgoing: [],
    writes: [],
    ...more,
  };
}

async function loadedOf(store: ConversationStore, chat: string): Promise<Loaded> {
  const loaded = await store.load(chat);
  if (loaded === "repeat") throw new Error("nothing to repeat");
  return loaded;
}

/** What both stores promise. `start` gives a chat that the store keeps. */
function promises(open: () => { store: ConversationStore; start: () => Promise<string> }): void {
  it("keeps what was committed and counts versions", async () => {
    const { store, start } = open();
    const chat = await start();
    const before = await loadedOf(store, chat);
    await store.commit(
      turn(chat, before, { conversation: { screen: { name: "x" }, stamp: 7, slots: { a: "ё" } } }),
    );
    const after = await loadedOf(store, chat);
    expect(after.conversation).toEqual({ screen: { name: "x" }, stamp: 7, slots: { a: "ё" } });
    expect(after.version).toBe(before.version + 1);
  });

  it("lets one of two that read the same version win", async () => {
    const { store, start } = open();
    const chat = await start();
    const loaded = await loadedOf(store, chat);
    const both = await Promise.all([
      store.commit(turn(chat, loaded, { outgoing: [say("first")] })),
      store.commit(turn(chat, loaded, { outgoing: [say("second")] })),
    ]);
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(["done", "stale"]);
  });

  it("recognises an update that took effect", async () => {
    const { store, start } = open();
    const chat = await start();
    const once = turn(chat, await loadedOf(store, chat));
    await store.commit(once);
    expect(await store.load(chat, once.updateId)).toBe("repeat");
  });

  it("queues what is said with the commit, in order, until it is done", async () => {
    const { store, start } = open();
    const chat = await start();
    const committed = await store.commit(
      turn(chat, await loadedOf(store, chat), { outgoing: [say("1"), say("2"), say("3")] }),
    );
    if (committed.kind !== "done") throw new Error(committed.kind);
    expect(committed.kept.map(({ outgoing }) => outgoing.call.payload.text)).toEqual([
      "1",
      "2",
      "3",
    ]);
    // Held by whoever committed: nobody takes it over yet.
    expect(await store.outbox.takeOver(10)).toEqual([]);
    await store.outbox.postpone(
      committed.kept.map(({ id }) => id),
      0,
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
    const [taken] = await store.outbox.takeOver(10);
    expect(taken?.chat).toBe(chat);
    expect(taken?.kept.map(({ outgoing }) => outgoing.call.payload.text)).toEqual(["1", "2", "3"]);
    for (const { id } of taken?.kept ?? []) await store.outbox.done(id);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await store.outbox.takeOver(10)).toEqual([]);
  });

  it("tells which calls to the chat wait before", async () => {
    const { store, start } = open();
    const chat = await start();
    const first = await store.commit(
      turn(chat, await loadedOf(store, chat), { outgoing: [say("1")] }),
    );
    const second = await store.commit(
      turn(chat, await loadedOf(store, chat), { outgoing: [say("2")] }),
    );
    if (first.kind !== "done" || second.kind !== "done") throw new Error("not done");
    expect(second.before).toEqual(first.kept.map(({ id }) => id));
  });

  it("takes over no call while an earlier one of the chat is held", async () => {
    const { store, start } = open();
    const chat = await start();
    // More than nine: their order is no order of letters.
    const texts = Array.from({ length: 12 }, (_, at) => String(at + 1));
    const ids: string[] = [];
    for (const text of texts) {
      const loaded = await loadedOf(store, chat);
      const committed = await store.commit(turn(chat, loaded, { outgoing: [say(text)] }));
      if (committed.kind !== "done") throw new Error(committed.kind);
      ids.push(...committed.kept.map(({ id }) => id));
    }
    const taken = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const chats = await store.outbox.takeOver(100);
      return chats.flatMap(({ kept }) => kept.map(({ outgoing }) => outgoing.call.payload.text));
    };
    await store.outbox.postpone(ids.slice(1).toReversed(), 0);
    expect(await taken()).toEqual([]);
    await store.outbox.postpone(ids.slice(0, 1), 0);
    expect(await taken()).toEqual(texts);
  });

  it("tells which call waits just before, however many do", async () => {
    const { store, start } = open();
    const chat = await start();
    let last = "";
    for (let call = 1; call <= 7; call += 1) {
      const loaded = await loadedOf(store, chat);
      const committed = await store.commit(turn(chat, loaded, { outgoing: [say(String(call))] }));
      if (committed.kind !== "done") throw new Error(committed.kind);
      if (last) expect(committed.before).toContain(last);
      last = committed.kept[0]?.id ?? "";
    }
  });

  it("forgets what it has to say to someone who cannot be reached", async () => {
    const { store, start } = open();
    const chat = await start();
    const committed = await store.commit(
      turn(chat, await loadedOf(store, chat), { outgoing: [say("1")] }),
    );
    if (committed.kind !== "done") throw new Error(committed.kind);
    await store.outbox.postpone([committed.kept[0]!.id], 0);
    await store.outbox.abandon(chat);
    expect(await store.outbox.takeOver(10)).toEqual([]);
  });
}

describe("conversations in the database", () => {
  let database: Database;
  let drop: () => Promise<void>;
  let store: ConversationStore;
  beforeAll(async () => {
    const created = await createDatabase();
    database = connectDatabase(created.url);
    drop = created.drop;
    store = postgresStore(database, keyring);
  });
  afterAll(async () => {
    await database.close();
    await drop();
  });

  const nobody: Loaded = { version: 0, conversation: undefined, person: undefined };
  async function enrolled(): Promise<string> {
    const chat = newChat();
    await store.commit(
      turn(
        chat,
        { ...nobody, updates: [++updateNumber] },
        { enroll: { locale: "ru", timeZone: "Asia/Krasnoyarsk" } },
      ),
    );
    return chat;
  }

  promises(() => ({ store, start: enrolled }));

  it("brings updates from before consent along", async () => {
    const chat = newChat();
    const early = ++updateNumber;
    await store.commit(
      turn(chat, { ...nobody, updates: [early] }, { enroll: { locale: "ru", timeZone: "UTC" } }),
    );
    expect(await store.load(chat, early)).toBe("repeat");
  });

  it("registers a person once, however often they agree", async () => {
    const chat = newChat();
    const agree = () =>
      store.commit(turn(chat, nobody, { enroll: { locale: "ru", timeZone: "UTC" } }));
    const both = await Promise.all([agree(), agree()]);
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(["done", "stale"]);
  });

  it("commits a feature's rows with the turn or not at all", async () => {
    const chat = await enrolled();
    const loaded = await loadedOf(store, chat);
    const failing = store.commit(
      turn(chat, loaded, {
        writes: [
          async (tx, { id }) => {
            const { consent } = tx as typeof database.prisma;
            await consent.create({
              data: { id: crypto.randomUUID(), personId: id, version: "1", givenAt: new Date() },
            });
            throw new Error("no");
          },
        ],
      }),
    );
    await expect(failing).rejects.toThrow("no");
    expect((await loadedOf(store, chat)).version).toBe(loaded.version);
    expect(await database.prisma.consent.count()).toBe(0);
  });

  it("marks an unreachable person once, and their next message clears it", async () => {
    const chat = await enrolled();
    expect(await store.outbox.abandon(chat)).toBe(true);
    expect(await store.outbox.abandon(chat)).toBe(false);
    const loaded = await loadedOf(store, chat);
    expect(loaded.person?.unreachable).toBe(true);
    await store.commit(turn(chat, loaded));
    expect((await loadedOf(store, chat)).person?.unreachable).toBe(false);
  });

  it("erases a person so that neither row nor key is left", async () => {
    const chat = await enrolled();
    const loaded = await loadedOf(store, chat);
    await store.commit(turn(chat, loaded, { erase: true, outgoing: [] }));
    expect(await loadedOf(store, chat)).toMatchObject({ version: 0, person: undefined });
    const row = await database.prisma.person.findUnique({ where: { id: loaded.person!.id } });
    expect(row).toMatchObject({ telegramKey: null, telegramId: null, wrappedKey: null });
  });

  it("holds nothing that can be read: no chat id, no answer", async () => {
    const chat = "987654321987";
    await store.commit(
      turn(chat, nobody, {
        enroll: { locale: "ru", timeZone: "UTC" },
        conversation: { screen: { name: "home" }, stamp: 1, slots: { secret: "тайна-ответ" } },
        outgoing: [say("тайна-ответ")],
      }),
    );
    const { rows } = await database.pool.query(
      `SELECT p::text || coalesce(c::text, '') || coalesce(o::text, '') AS all
       FROM people p LEFT JOIN conversations c ON c.person_id = p.id LEFT JOIN outbox o ON o.person_id = p.id`,
    );
    const everything = rows.map(({ all }) => all).join("\n");
    const hex = (text: string) => Buffer.from(text).toString("hex");
    for (const secret of [chat, "тайна-ответ"]) {
      expect(everything).not.toContain(secret);
      expect(everything).not.toContain(hex(secret));
    }
  });
});

describe("transient conversations in memory", () => {
  let now = 0;
  const store = transientStore(
    memoryCells(() => now),
    keyring,
  );
  beforeEach(() => {
    now += 1_000;
  });
  const timed = setInterval(() => {
    now += 5;
  }, 2);
  afterAll(() => clearInterval(timed));

  promises(() => ({ store, start: async () => newChat() }));

  it("are forgotten a day after the first answer, however often one answers", async () => {
    const chat = newChat();
    await store.commit(turn(chat, await loadedOf(store, chat)));
    now += 23 * 3_600_000;
    await store.commit(turn(chat, await loadedOf(store, chat)));
    now += 3_600_000;
    expect(await loadedOf(store, chat)).toMatchObject({ version: 0, conversation: undefined });
  });
});

describe("a transient conversation that begins anew", () => {
  it("says nothing under an id that was said before", async () => {
    const store = transientStore(
      memoryCells(() => 0),
      keyring,
    );
    const chat = newChat();
    const ids: string[] = [];
    for (let talk = 0; talk < 2; talk += 1) {
      const committed = await store.commit(
        turn(chat, await loadedOf(store, chat), { outgoing: [say("1")] }),
      );
      if (committed.kind === "done") ids.push(...committed.kept.map(({ id }) => id));
      await store.forget(chat);
    }
    expect(new Set(ids).size).toBe(2);
  });
});

describe.skipIf(!hasRedis)("transient conversations in Redis", () => {
  let redis: Redis;
  let server: Awaited<ReturnType<typeof startRedis>>;
  let store: ReturnType<typeof transientStore>;
  beforeAll(async () => {
    server = await startRedis();
    redis = new Redis(server.url);
    store = transientStore(redisCells(redis, Date.now), keyring);
  });
  afterAll(async () => {
    redis.disconnect();
    await server.remove();
  });

  promises(() => ({ store, start: async () => newChat() }));

  it("expire a day after the first answer", async () => {
    const chat = newChat();
    await store.commit(turn(chat, await loadedOf(store, chat)));
    const first = await loadedOf(store, chat);
    const [key] = (await redis.keys("opora:talk:*")).toSorted();
    await redis.pexpire(key!, 50_000_000);
    for (const one of await redis.keys("opora:talk:*")) {
      expect(await redis.pttl(one)).toBeLessThanOrEqual(24 * 3_600_000);
      expect(await redis.pttl(one)).toBeGreaterThan(0);
    }
    await store.commit(turn(chat, first));
    expect(await redis.pttl(key!)).toBeLessThanOrEqual(50_000_000);
  });

  it("hold nothing that can be read", async () => {
    const chat = "987654321988";
    await store.commit(
      turn(chat, await loadedOf(store, chat), {
        conversation: { screen: { name: "home" }, stamp: 1, slots: { secret: "тайна-ответ" } },
        outgoing: [say("тайна-ответ")],
      }),
    );
    const everything: string[] = [];
    for (const key of await redis.keys("*")) {
      everything.push(key);
      const type = await redis.type(key);
      if (type === "hash") {
        for (const part of Object.values(await redis.hgetallBuffer(key))) {
          everything.push(String(part));
        }
      }
      if (type === "zset") everything.push((await redis.zrange(key, "0", "-1")).join());
    }
    expect(everything.join("\n")).not.toContain("тайна");
    expect(everything.join("\n")).not.toContain(chat);
  });
});
