import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Person } from "../../sandbox/client.ts";
import { postgresStore } from "../../src/platform/conversation/postgres-store.ts";
import { redisCells } from "../../src/platform/conversation/redis-cells.ts";
import { transientStore } from "../../src/platform/conversation/transient-store.ts";
import { createKeyring } from "../../src/platform/crypto/keyring.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";
import { importShelters } from "./shelters.ts";

/** Where the person stands, and how any part of it would be written. */
const POINT = { latitude: 61.25413, longitude: 73.39624 };
const TRACE = /61[.,]25|73[.,]39|73[.,]40/;

describe("the place where somebody stands", () => {
  let bot: TestBot;
  beforeAll(async () => {
    bot = await startTestBot({ now: "2024-03-12T10:00:00+05:00" });
    await importShelters(bot, "shelters-demonstration.csv");
  });
  afterAll(() => bot.stop());

  /** What the bot knows of the chat, opened with its keys. */
  async function conversationOf({ id }: Person): Promise<string> {
    const keyring = createKeyring(bot.config.dataKey);
    const chat = String(id);
    const kept = await postgresStore(bot.database, keyring).load(chat);
    if (kept !== "repeat" && kept.person) return JSON.stringify(kept.conversation);
    const { sessions } = bot.config;
    if (sessions.kind !== "redis") return "";
    const redis = new Redis(sessions.url);
    const cells = redisCells(redis, () => bot.now().getTime());
    const apart = await transientStore(cells, keyring).load(chat);
    redis.disconnect();
    return JSON.stringify(apart);
  }

  /** Every row of every table as text; what is sealed cannot be searched, so nothing may wait to be sent. */
  async function everyRow(): Promise<string> {
    const { rows: tables } = await bot.database.pool.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
         AND table_name <> 'institutions'`,
    );
    const texts = await Promise.all(
      tables.map(({ name }) => bot.database.pool.query(`SELECT t::text FROM ${name} t`)),
    );
    return JSON.stringify(texts.map(({ rows }) => rows));
  }

  async function look(who: Person): Promise<void> {
    await who.start();
    await bot.idle();
  }

  it.each([
    ["before consent", 790_001, false],
    ["after consent", 790_002, true],
  ] as const)("%s is in no conversation, no row and nothing that waits", async (_, id, agrees) => {
    const who = await bot.telegram.person({ id, first_name: "Гость" });
    await look(who);
    await who.presses("Русский");
    await who.sees("Я Опора");
    if (agrees) {
      await who.says("/privacy");
      await who.sees("Я храню только то");
      await who.presses("Сохранить ответы");
      await who.sees("Сохранить ваши ответы?");
      await who.presses("Даю согласие, сохранить");
      await who.sees("Сохранено");
      await look(who);
    }
    await who.presses("Где переночевать");
    await who.sees("Где вы сейчас?");
    await who.act({ do: "location", ...POINT });
    await who.sees("Для кого место?");
    await who.presses("Для мужчины");
    await who.sees("Сургут");
    await who.presses("Ещё места");
    await who.sees("Ещё места.");
    await bot.idle();
    const known = await conversationOf(who);
    // The test sees what it is meant to see: the screen is there, the place is not.
    expect(known).toContain("beds_answer");
    expect(known).not.toMatch(TRACE);
    expect(await bot.database.prisma.outboxCall.count()).toBe(0);
    expect(await everyRow()).not.toMatch(TRACE);
    // A request for a bed from that answer does not carry it along either.
    await who.presses("Попросить 1");
    await who.sees("Сотрудников этого места ещё нет в боте");
    await bot.idle();
    expect(await conversationOf(who)).not.toMatch(TRACE);
  });
});
