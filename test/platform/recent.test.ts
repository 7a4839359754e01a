import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { ConversationStore, Loaded } from "../../src/platform/conversation/conversation.ts";
import { postgresStore } from "../../src/platform/conversation/postgres-store.ts";
import { Recent } from "../../src/platform/conversation/recent.ts";
import { createKeyring } from "../../src/platform/crypto/keyring.ts";
import { connectDatabase, type Database } from "../../src/platform/postgres/database.ts";
import { createDatabase, type TestDatabase } from "../servers/database.ts";

describe("what was committed last", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is there for a minute and gone after two", () => {
    const recent = new Recent<number>();
    recent.keep("anna", 1);
    vi.advanceTimersByTime(60_000);
    expect(recent.get("anna")).toBe(1);
    vi.advanceTimersByTime(60_000);
    expect(recent.get("anna")).toBeUndefined();
  });

  it("is bounded, and the latest stay", () => {
    const recent = new Recent<number>();
    for (let chat = 0; chat < 15_000; chat += 1) recent.keep(String(chat), chat);
    expect(recent.get("0")).toBeUndefined();
    expect(recent.get("14999")).toBe(14_999);
  });

  it("is not kept for a minute after somebody else answered our chats", () => {
    const recent = new Recent<number>();
    recent.keep("anna", 1);
    recent.pause();
    recent.keep("boris", 2);
    expect([recent.get("anna"), recent.get("boris")]).toEqual([undefined, undefined]);
    vi.advanceTimersByTime(60_000);
    recent.keep("boris", 3);
    expect(recent.get("boris")).toBe(3);
  });
});

describe("two instances on one database", () => {
  const keyring = createKeyring(randomBytes(32));
  let place: TestDatabase;
  let databases: Database[];
  let stores: [ConversationStore, ConversationStore];
  let updates = 0;

  beforeAll(async () => {
    place = await createDatabase();
    databases = [connectDatabase(place.url), connectDatabase(place.url)];
    stores = databases.map((database) => postgresStore(database, keyring)) as typeof stores;
  });
  afterAll(async () => {
    await Promise.all(databases.map((database) => database.close()));
    await place.drop();
  });

  async function answer(store: ConversationStore, chat: string, said: string, updateId: number) {
    const loaded = await store.load(chat, updateId);
    if (loaded === "repeat") return "repeat";
    const slots = { said: `${loaded.conversation?.slots.said ?? ""}${said}` };
    const conversation = { screen: { name: "home" }, stamp: loaded.version, slots };
    const turn = { chat, updateId, loaded, conversation, outgoing: [], writes: [] };
    return (await store.commit(turn)).kind;
  }

  async function agree(chat: string): Promise<void> {
    const loaded: Loaded = { version: 0, conversation: undefined, person: undefined };
    const conversation = { screen: { name: "home" }, stamp: 0, slots: {} };
    const enroll = { locale: "ru", timeZone: "UTC" } as const;
    const turn = { chat, updateId: ++updates, loaded, conversation, outgoing: [], writes: [] };
    await stores[0].commit({ ...turn, enroll });
  }

  it("notice what the other has committed, and lose nothing", async () => {
    const [one, other] = stores;
    await agree("7");
    expect(await answer(one, "7", "a", ++updates)).toBe("done");
    expect(await answer(other, "7", "b", ++updates)).toBe("done");
    const overtaken = ++updates;
    expect(await answer(one, "7", "c", overtaken)).toBe("stale");
    expect(await answer(one, "7", "c", overtaken)).toBe("done");
    const kept = connectDatabase(place.url);
    const fresh = await postgresStore(kept, keyring).load("7");
    await kept.close();
    expect(fresh).toMatchObject({ conversation: { slots: { said: "abc" } } });
  });

  it("take an update once, also one that came before the last", async () => {
    const [one] = stores;
    await agree("8");
    const [first, second] = [++updates, ++updates];
    expect(await answer(one, "8", "a", first)).toBe("done");
    expect(await answer(one, "8", "b", second)).toBe("done");
    expect(await answer(one, "8", "b", second)).toBe("repeat");
    expect(await answer(one, "8", "a", first)).toBe("repeat");
  });

  it("clear the mark of an unreachable person whom the other has marked", async () => {
    const [one, other] = stores;
    await agree("9");
    expect(await answer(one, "9", "a", ++updates)).toBe("done");
    await other.outbox.abandon("9");
    expect(await answer(one, "9", "b", ++updates)).toBe("done");
    const people = (databases[0] as Database).prisma.person;
    expect(await people.count({ where: { unreachableAt: { not: null } } })).toBe(0);
  });
});
