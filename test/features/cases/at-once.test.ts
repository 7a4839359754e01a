import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Person } from "../../../sandbox/client.ts";
import { readCase, readEvents } from "../../../src/features/cases/index.ts";
import { startTestBot, type TestBot } from "../../support/bot.ts";
import { createScene, type Scene } from "../../support/scene.ts";

const NAME = "Центр «Опека»";
const CHANGED = "Дело изменили, пока вы писали";
const ROUNDS = 6;

let bot: TestBot;
let scene: Scene;
let institutionId: string;
let olga: Person;
let igor: Person;
beforeAll(async () => {
  bot = await startTestBot({ now: "2024-03-12T10:00:00+07:00" });
  scene = createScene(bot);
  institutionId = await scene.institution(`resource_centre, Красноярск: ${NAME}`);
  olga = await scene.staff("Ольга", "specialist", NAME);
  igor = await scene.staff("Игорь", "specialist", NAME);
});
afterAll(() => bot.stop());

async function opens(who: Person, caseId: string): Promise<void> {
  await who.act({ do: "forged-press", data: `!.told_case.${caseId}`, messageId: 1 });
  await who.sees("Статус:");
}

async function presses(who: Person, button: string, wanted: string): Promise<void> {
  await who.presses(button);
  await who.sees(wanted);
}

async function kept(caseId: string) {
  const { prisma } = bot.database;
  const found = await readCase(prisma, scene.keyring, caseId);
  if (!found) throw new Error("the case is gone");
  const events = await readEvents(prisma, found, { limit: 50 });
  return { case: found, events };
}

/** The newest screen of someone, when all was answered. */
async function screenOf(who: Person): Promise<string> {
  await bot.idle();
  return (await who.messages()).findLast(({ from }) => from === "bot")?.text ?? "";
}

describe("two who work on one case at the same moment", () => {
  it("each have what they wrote kept, or are told that they have to write it again", async () => {
    const caseId = await scene.case({ curator: olga, institutionId });
    let edits = 0;
    for (let round = 1; round <= ROUNDS; round += 1) {
      await Promise.all([opens(olga, caseId), opens(igor, caseId)]);
      await presses(olga, "Изменить", "Что изменить?");
      await presses(olga, "Имя", "Как зовут человека?");
      await presses(igor, "Заметка", "Напишите заметку");
      const name = `Анна ${"А".repeat(round)}`;
      const note = `Заметка номер ${round}`;
      await Promise.all(
        round % 2 === 0 ? [olga.says(name), igor.says(note)] : [igor.says(note), olga.says(name)],
      );
      const [hers, his] = [await screenOf(olga), await screenOf(igor)];
      const after = await kept(caseId);
      // A note stands beside whatever else was changed.
      expect(his).toContain("Заметка записана");
      expect(after.events.some(({ details }) => details.text === note)).toBe(true);
      if (hers.includes(CHANGED)) {
        expect(after.case.record.name).not.toBe(name);
        // What she looks at is the case as it is by now: the next press on it counts.
        await presses(olga, "Изменить", "Что изменить?");
        await presses(olga, "Имя", "Как зовут человека?");
        await olga.says(name);
        await olga.sees(name);
        await bot.idle();
      } else expect(hers).toContain("Записано");
      edits += 1;
      expect((await kept(caseId)).case.record.name).toBe(name);
    }
    const { case: last, events } = await kept(caseId);
    expect(events.filter(({ kind }) => kind === "edited")).toHaveLength(edits);
    expect(events.filter(({ kind }) => kind === "noted")).toHaveLength(ROUNDS);
    expect(last.version).toBe(1 + edits + ROUNDS);
  });

  it("see the newer card when one edits and the other has just taken the case over", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const caseId = await scene.case({ curator: olga, institutionId, name: "Пётр Прежний" });
      await opens(olga, caseId);
      await presses(olga, "Передать", "Кому передать?");
      await presses(olga, "Игорь", "Почему передаёте?");
      await olga.says("Ухожу в отпуск");
      await olga.sees("Передача предложена");
      await presses(olga, "Изменить", "Что изменить?");
      await presses(olga, "Имя", "Как зовут человека?");
      await opens(igor, caseId);
      const both = [() => olga.says("Пётр Новый"), () => igor.presses("Принять дело")];
      await Promise.all((round % 2 === 0 ? both : both.toReversed()).map((act) => act()));
      const [hers, his] = [await screenOf(olga), await screenOf(igor)];
      const after = await kept(caseId);
      const edited = after.case.record.name === "Пётр Новый";
      const accepted = after.events.some(({ kind }) => kind === "transfer_accepted");
      if (edited) expect(hers).toContain("Записано");
      else {
        expect(hers).toContain(CHANGED);
        expect(hers).toContain("Отвечает: Игорь");
      }
      if (accepted) expect(his).toContain("Дело теперь ваше");
      // Her edit was first: he sees what he would accept as it is now, and accepts that.
      else {
        expect(his).toContain("Пётр Новый");
        await presses(igor, "Принять дело", "Дело теперь ваше");
      }
      expect(edited || accepted).toBe(true);
      await bot.idle();
      expect((await kept(caseId)).case.curatorId).toBe(await scene.memberId(igor));
    }
  });

  it("take a case over once when the institution was asked, and the other is shown by whom", async () => {
    await scene.institution("social_protection, Канск: Соцзащита Канска");
    const marina = await scene.staff("Марина", "specialist", "Соцзащита Канска");
    for (let round = 0; round < 3; round += 1) {
      const caseId = await scene.case({ curator: marina, institutionId: await canskId() });
      await opens(marina, caseId);
      await presses(marina, "Передать", "Кому передать?");
      await presses(marina, `${NAME}, Красноярск`, "Почему передаёте?");
      await marina.says("Переехал");
      await marina.sees("Передача предложена");
      const rivals = [olga, igor];
      for (const who of rivals) {
        await who.act({ do: "forged-press", data: `!.told_case.${caseId}`, messageId: 1 });
        await who.sees("Вам передают дело");
      }
      await Promise.all(rivals.map((who) => who.presses("Принять дело")));
      const screens = [await screenOf(olga), await screenOf(igor)];
      const { case: after, events } = await kept(caseId);
      const ids = await Promise.all(rivals.map(scene.memberId));
      const winner = ids.indexOf(after.curatorId ?? "");
      expect(screens[winner]).toContain("Дело теперь ваше");
      expect(screens[1 - winner]).toContain(`Отвечает: ${["Ольга", "Игорь"][winner]}`);
      expect(events.filter(({ kind }) => kind === "transfer_accepted")).toHaveLength(1);
    }
  });
});

async function canskId(): Promise<string> {
  const where = { name: "Соцзащита Канска" };
  return (await bot.database.prisma.institution.findFirstOrThrow({ where })).id;
}
