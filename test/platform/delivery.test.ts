import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Person } from "../../sandbox/client.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";

let nextId = 900;

/** Somebody who agreed and is on the first screen. */
async function someone(bot: TestBot): Promise<Person> {
  const person = await bot.telegram.person({ id: ++nextId, first_name: "Гость" });
  await person.start();
  await person.sees("На каком языке");
  await person.presses("Русский");
  await person.sees("Я Опора");
  await person.says("/privacy");
  await person.sees("Согласия пока нет");
  await person.presses("Сохранить ответы");
  await person.sees("Сохранить ваши ответы?");
  await person.presses("Даю согласие, сохранить");
  await person.sees("Вы дали согласие");
  await bot.idle();
  return person;
}

const said = async (person: Person, text: string) =>
  (await person.messages()).filter(
    (message) => message.from === "bot" && message.text.includes(text),
  ).length;

describe.each(["webhook", "polling"] as const)("what has to be said, by %s", (delivery) => {
  let bot: TestBot;
  beforeAll(async () => {
    bot = await startTestBot({ delivery });
  });
  afterAll(() => bot.stop());
  afterEach(() => bot.telegram.clearFaults());

  it("waits as long as Telegram asks, and keeps its order", async () => {
    const person = await someone(bot);
    await bot.telegram.addFault({
      effect: { kind: "too-many-requests", retryAfter: 1 },
      method: "sendMessage",
    });
    await person.says("/help");
    await person.says("/privacy");
    await person.sees("Вы дали согласие");
    const texts = (await person.messages())
      .filter(({ from }) => from === "bot")
      .map(({ text }) => text);
    expect(texts.at(-2)).toContain("Команды работают всегда");
    expect(texts.at(-1)).toContain("Вы дали согласие");
  });

  it.each([
    { name: "Telegram fails", effect: { kind: "server-error", status: 502 } },
    { name: "the connection breaks before the call", effect: { kind: "reset-before" } },
  ] as const)("is said once when $name", async ({ effect }) => {
    const person = await someone(bot);
    await bot.telegram.addFault({ effect, method: "sendMessage" });
    await person.says("/help");
    await person.sees("Команды работают всегда");
    await bot.idle();
    expect(await said(person, "Команды работают всегда")).toBe(1);
  });

  it("is said at most twice when the answer is lost after the call", async () => {
    const person = await someone(bot);
    await bot.telegram.addFault({ effect: { kind: "reset-after" }, method: "sendMessage" });
    await person.says("/help");
    await person.sees("Команды работают всегда");
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await said(person, "Команды работают всегда")).toBeLessThanOrEqual(2);
    const { rows } = await bot.database.pool.query("SELECT count(*)::int AS waiting FROM outbox");
    expect(rows[0].waiting).toBe(0);
  });

  it("is dropped for whoever blocked the bot, who is marked once and comes back by themselves", async () => {
    const person = await someone(bot);
    await bot.telegram.addFault({ effect: { kind: "blocked" }, method: "sendMessage" });
    await person.says("/help");
    await expect
      .poll(() => bot.database.prisma.person.count({ where: { unreachableAt: { not: null } } }))
      .toBe(1);
    expect(await bot.database.prisma.outboxCall.count()).toBe(0);
    await person.says("/help");
    await person.sees("Команды работают всегда");
    await bot.idle();
    expect(
      await bot.database.prisma.person.count({ where: { unreachableAt: { not: null } } }),
    ).toBe(0);
  });

  it("is said once for an update that comes twice, or whose acknowledgement is lost", async () => {
    const person = await someone(bot);
    await bot.telegram.addFault({ effect: { kind: "duplicate", afterMs: 50 } });
    await person.says("/help");
    await person.sees("Команды работают всегда");
    if (delivery === "webhook") {
      await bot.telegram.addFault({ effect: { kind: "webhook-answer-lost" } });
      await person.says("/privacy");
      await person.sees("Вы дали согласие");
      await bot.idle();
      // The screen of before, and this one.
      expect(await said(person, "Вы дали согласие")).toBe(2);
    }
    await bot.idle();
    expect(await said(person, "Команды работают всегда")).toBe(1);
  });

  it("goes on over a restart", async () => {
    const person = await someone(bot);
    await bot.restart();
    await person.says("/help");
    await person.sees("Команды работают всегда");
  });
});
