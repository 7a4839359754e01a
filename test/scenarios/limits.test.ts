import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Person } from "../../sandbox/client.ts";
import { UPDATES_PER_WINDOW, WINDOW_SECONDS } from "../../src/platform/limits.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";

describe("the limit per person", () => {
  let bot: TestBot;
  let anna: Person;

  beforeAll(async () => {
    bot = await startTestBot({ limiter: "real" });
    anna = await bot.telegram.person({ id: 900_001, first_name: "Анна" });
    await anna.start();
    await anna.sees("На каком языке");
    await anna.presses("Русский");
    await anna.sees("Я Опора");
    await anna.presses("Какая помощь мне положена");
    await anna.sees("Вопрос 1 из 9");
    await anna.presses("Мне: я уже на свободе");
    await anna.sees("Вопрос 2 из 9");
  });
  afterAll(() => bot.stop());

  it("should answer a flood once, politely", async () => {
    const messages = UPDATES_PER_WINDOW + 20;
    for (let at = 0; at < messages; at += 1) await anna.says("абвгд");
    await bot.idle();
    const said = (await anna.messages()).filter(({ from }) => from === "bot");
    const asked = said.filter(({ text }) => text.startsWith("Слишком быстро. Подождите"));
    expect(asked).toHaveLength(1);
    expect(asked[0]?.text).toContain("ответы целы");
    expect(said.length).toBeLessThan(messages);
  });

  it("should leave others alone meanwhile", async () => {
    const boris = await bot.telegram.person({ id: 900_002, first_name: "Борис" });
    await boris.start();
    await boris.sees("На каком языке");
  });

  it("should go on after the pause, with every answer in place", async () => {
    await new Promise((resolve) => setTimeout(resolve, WINDOW_SECONDS * 1000));
    await anna.says("Чита");
    await anna.sees("Вопрос 3 из 9");
    await anna.presses("Назад");
    await anna.sees("Сейчас: Чита");
  });
});
