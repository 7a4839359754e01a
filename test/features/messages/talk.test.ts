import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { MessageView, Person } from "../../../sandbox/client.ts";
import { startTestBot, type TestBot } from "../../support/bot.ts";
import { createScene, type Scene } from "../../support/scene.ts";

let bot: TestBot;
let scene: Scene;
let institutionId: string;
const NAME = "Центр «Опека»";
let day = 12;
let olga: Person;
let pavel: Person;
let caseId: string;

beforeAll(async () => {
  bot = await startTestBot({ now: `2024-03-${day}T10:00:00+07:00` });
  scene = createScene(bot);
  institutionId = await scene.institution(`resource_centre, Красноярск: ${NAME}`);
  olga = await scene.staff("Ольга", "specialist", NAME);
});
afterAll(() => bot.stop());

beforeEach(async () => {
  pavel = await scene.someone("Паша-аккаунт");
  await bot.database.prisma.person.update({
    where: { id: await scene.personId(pavel) },
    data: { timeZone: "Asia/Krasnoyarsk" },
  });
  caseId = await scene.case({ person: pavel, curator: olga, institutionId });
});

/** Ten o'clock of a new working day. */
const nextDay = () => {
  day += 1;
  return bot.setTime(new Date(`2024-03-${day}T10:00:00+07:00`));
};
const minutes = (count: number) => bot.setTime(new Date(bot.now().getTime() + count * 60_000));
const press = (who: Person, data: string) => who.act({ do: "forged-press", data, messageId: 1 });
const botTexts = async (who: Person) =>
  (await who.messages()).filter(({ from }) => from === "bot").map(({ text }) => text);
const fromBot = async (who: Person, matches: (message: MessageView) => boolean) => {
  const found = (await who.messages()).findLast((one) => one.from === "bot" && matches(one));
  if (!found) throw new Error("there is no such message");
  return found;
};

/** The person opens their talk and writes. */
async function writes(text: string) {
  await press(pavel, "!.told_talk.");
  await pavel.sees("Напишите сообщение");
  await pavel.says(text);
  await pavel.sees("Отправлено специалисту");
  await bot.idle();
}

async function reads(who: Person, text: string) {
  await minutes(1);
  await who.sees(/есть сообщение|Новое сообщение/);
  await who.presses("Прочитать");
  await who.sees(text);
  await bot.idle();
}

describe("a talk", () => {
  it("goes from the person to the specialist and back, with marks on the way", async () => {
    await writes("Когда прийти? <b>&");
    await minutes(1);
    const push = await olga.sees("Новое сообщение от человека.");
    expect(push.text).not.toContain("прийти");
    await bot.idle();
    await pavel.presses("В начало");
    await press(pavel, "!.told_talk.");
    await pavel.sees("доставлено, но ещё не прочитано");
    await olga.presses("Прочитать");
    const shown = await olga.sees("Когда прийти? <b>&");
    expect(shown.text).toContain("Пётр Иванов");
    expect(JSON.stringify(await olga.messages())).not.toContain("Паша-аккаунт");
    await bot.idle();
    await press(pavel, "!.told_talk.");
    await pavel.sees("Ваше последнее сообщение прочитано");

    // Telegram's own reply to the message, from wherever she is.
    await olga.says("/start");
    await olga.sees("Я Опора");
    await olga.act({ do: "text", text: "Завтра в десять", replyTo: shown.id });
    await olga.sees("Человеку пришло, что есть сообщение");
    await reads(pavel, "Завтра в десять");
    const answer = await fromBot(pavel, ({ text }) => text.includes("Завтра в десять"));
    expect(answer.text).toContain("Ольга");
    // The person replies alike.
    await pavel.act({ do: "text", text: "Приду", replyTo: answer.id });
    await pavel.sees("Отправлено специалисту");
    await reads(olga, "Приду");
  });

  it("carries photos, documents and places without leading to an account", async () => {
    await press(pavel, "!.told_talk.");
    await pavel.sees("Напишите сообщение");
    await pavel.sends({ kind: "document", name: "spravka.pdf" }, "Вот справка");
    await pavel.sees("Отправлено специалисту");
    await bot.idle();
    await pavel.act({ do: "album", items: [{ kind: "photo" }, { kind: "photo" }] });
    await pavel.sees("Отправлено специалисту");
    await bot.idle();
    await pavel.act({ do: "location", latitude: 56.01, longitude: 92.87 });
    await pavel.sees("Отправлено специалисту");
    await reads(olga, "Вот справка");
    const shown = async (kind: MessageView["kind"]) =>
      (await olga.messages()).filter((one) => one.from === "bot" && one.kind === kind);
    const kinds = ["location", "photo", "document"] as const;
    const counts = () => Promise.all(kinds.map(async (kind) => (await shown(kind)).length));
    await expect.poll(counts, { timeout: 10_000 }).toEqual([1, 2, 1]);
    const [place] = await shown("location");
    expect(place?.location).toMatchObject({ latitude: 56.01, longitude: 92.87 });
    expect((await olga.messages()).filter(({ forwarded }) => forwarded)).toEqual([]);
    const { calls } = await bot.telegram.calls();
    expect(calls.filter(({ method }) => /forward|copy/.test(method))).toEqual([]);

    await olga.act({ do: "text", text: "Вижу справку", replyTo: place?.id ?? 0 });
    await reads(pavel, "Вижу справку");
  });

  it("announces messages in a row once, and again after they were read", async () => {
    const before = (await botTexts(olga)).length;
    await writes("раз");
    await pavel.says("два");
    await pavel.sees("Отправлено специалисту");
    await bot.idle();
    await minutes(1);
    const pushes = async () =>
      (await botTexts(olga)).slice(before).filter((text) => text.includes("Новое сообщение"))
        .length;
    expect(await pushes()).toBe(1);
    await olga.presses("Прочитать");
    await olga.sees("два");
    await pavel.says("три");
    await pavel.sees("Отправлено специалисту");
    await minutes(1);
    await expect.poll(pushes).toBe(2);
  });

  it("keeps a long message whole", async () => {
    const long = "<&>а".repeat(1024);
    await writes(long);
    await reads(olga, long.slice(0, 100));
    const shown = await fromBot(olga, ({ text }) => text.includes("<&>а<&>а"));
    expect(shown.text).toContain(long);
  });

  it("is sealed: nothing of it is in the database in the clear", async () => {
    await writes("Секретное слово ромашка");
    const { rows } = await bot.database.pool.query("SELECT * FROM messages");
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(Buffer.from(row.body).toString()).not.toContain("ромашка");
    const { rows: jobs } = await bot.database.pool.query("SELECT data::text FROM pgboss.job");
    expect(JSON.stringify(jobs)).not.toContain("ромашка");
  });

  it("lets colleagues look, and the curator alone answer", async () => {
    const vera = await scene.staff("Вера", "specialist", NAME);
    await writes("Есть кто?");
    await press(vera, `!.told_talk.${caseId}`);
    await vera.sees("Отвечает тот, кто ведёт дело");
    expect((await botTexts(vera)).join("\n")).toContain("Есть кто?");
    await vera.says("Я отвечу");
    await vera.sees("Отвечает тот, кто ведёт дело");
    const shown = await fromBot(vera, ({ text }) => text.includes("Есть кто?"));
    await vera.act({ do: "text", text: "Я отвечу", replyTo: shown.id });
    await vera.sees("Сообщение не отправлено");
    await bot.idle();
    expect(await bot.database.prisma.message.count({ where: { caseId } })).toBe(1);
    // What a colleague saw is not read.
    await press(pavel, "!.told_talk.");
    await pavel.sees(/отправлено\.|ещё не прочитано/);
  });

  it("does not exist for members of other institutions, nor for made-up ids", async () => {
    await scene.institution("resource_centre, Канск: Чужой");
    const other = await scene.staff("Чужая", "specialist", "Чужой");
    await writes("Только Ольге");
    const before = (await botTexts(other)).length;
    for (const id of [caseId, "00000000-0000-4000-8000-000000000000", "x'; --"]) {
      await press(other, `!.told_talk.${id}`);
      await bot.idle();
    }
    const said = (await botTexts(other)).slice(before);
    expect(new Set(said).size).toBe(1);
    expect(said.join()).not.toContain("Только Ольге");
    expect((await other.toasts()).slice(-3).map(({ text }) => text)).toEqual(
      Array(3).fill("Эта кнопка устарела. Показываю, где вы сейчас."),
    );
  });

  it("ends for a revoked member, on old messages too", async () => {
    const rita = await scene.staff("Рита", "specialist", NAME);
    const curatorId = await scene.memberId(rita);
    await bot.database.prisma.case.update({ where: { id: caseId }, data: { curatorId } });
    await writes("Кто-нибудь");
    await reads(rita, "Кто-нибудь");
    const shown = await fromBot(rita, ({ text }) => text.includes("Кто-нибудь"));
    await bot.database.prisma.staffMember.update({
      where: { id: curatorId },
      data: { revokedAt: bot.now() },
    });
    await rita.act({ do: "text", text: "Ещё здесь", replyTo: shown.id });
    await rita.sees("Сообщение не отправлено");
    await rita.presses("Ответить", shown.id);
    await bot.idle();
    expect(await bot.database.prisma.message.count({ where: { caseId } })).toBe(1);
  });

  it("survives a restart between any two steps, and a line that breaks after the call", async () => {
    await writes("Первое");
    await bot.restart();
    await minutes(1);
    await olga.sees("Новое сообщение");
    await bot.restart();
    await bot.telegram.addFault({ effect: { kind: "reset-after" }, method: "sendMessage" });
    await olga.presses("Прочитать");
    await olga.sees("Напишите ответ");
    await bot.idle();
    const shown = await fromBot(olga, ({ text }) => text.includes("Первое"));
    await bot.restart();
    await olga.act({ do: "text", text: "Ответ", replyTo: shown.id });
    await olga.sees("Человеку пришло, что есть сообщение");
    await bot.restart();
    await reads(pavel, "Ответ");
  });

  it("tells out of hours when to expect an answer", async () => {
    await bot.database.prisma.institution.update({
      where: { id: institutionId },
      data: { hours: { ru: "Пн–Пт 9:00–18:00" } },
    });
    await nextDay();
    await writes("Днём");
    expect((await botTexts(pavel)).at(-1)).not.toContain("никого нет");
    await minutes(9 * 60);
    await pavel.says("Вечером");
    const { text } = await pavel.sees("никого нет");
    expect(text).toMatch(/четверг.*09:00/);
  });

  it("waits for the morning at night, unless the person has just asked", async () => {
    await nextDay();
    await minutes(12 * 60);
    await press(olga, `!.told_talk.${caseId}`);
    await olga.sees("Напишите ответ");
    await olga.says("Ночное");
    await olga.sees("он узнает о сообщении в 9:00");
    await minutes(1);
    expect((await botTexts(pavel)).join()).not.toContain("есть сообщение");
    await minutes(11 * 60 - 2);
    expect((await botTexts(pavel)).join()).not.toContain("есть сообщение");
    await minutes(1);
    await pavel.sees("Для вас есть сообщение");

    await minutes(13 * 60);
    await writes("Не сплю");
    await press(olga, `!.told_talk.${caseId}`);
    await olga.sees("Не сплю");
    await olga.says("И я");
    await olga.sees("Человеку пришло, что есть сообщение");
    await minutes(1);
    await pavel.sees("Для вас есть сообщение");
  });

  it("makes a task of a person who blocked the bot, and tells them when they are back", async () => {
    await nextDay();
    await pavel.act({ do: "block" });
    await bot.idle();
    await press(olga, `!.told_talk.${caseId}`);
    await olga.sees("Напишите ответ");
    await olga.says("Вы где?");
    await olga.sees("не доставлено: человек остановил бота");
    await minutes(10);
    await olga.sees("пропала связь в боте");
    await minutes(20);
    const told = (await botTexts(olga)).filter((text) => text.includes("пропала связь"));
    expect(told).toHaveLength(1);
    await press(olga, `!.told_talk.${caseId}`);
    await olga.sees("не доставлено: человек остановил бота");
    const events = await bot.database.prisma.caseEvent.findMany({ where: { caseId } });
    expect(events.map(({ kind }) => kind)).toContain("unreachable");

    await pavel.act({ do: "unblock" });
    await pavel.says("/start");
    await pavel.sees("Я Опора");
    await minutes(1);
    await pavel.sees("Для вас есть сообщение");
    await pavel.presses("Прочитать");
    await pavel.sees("Вы где?");
  });

  it("is no more once the case is closed", async () => {
    await writes("Спасибо");
    await bot.database.prisma.case.update({ where: { id: caseId }, data: { status: "closed" } });
    await press(pavel, "!.told_talk.");
    await pavel.sees("Сейчас писать некому");
    await pavel.says("Ещё слово");
    await bot.idle();
    expect(await bot.database.prisma.message.count({ where: { caseId } })).toBe(1);
  });
});
