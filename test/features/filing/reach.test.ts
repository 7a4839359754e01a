import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Person } from "../../../sandbox/client.ts";
import { writeReport } from "../../scenarios/recipient.ts";
import { startTestBot, type TestBot } from "../../support/bot.ts";
import { type ContractScene, sceneWithContract } from "../../support/contract-scene.ts";

let bot: TestBot;
let world: ContractScene;
let colleague: Person;
let stranger: Person;
let other: ContractScene;
let reportId: string;

const NAME = "УСЗН Проверки";

beforeAll(async () => {
  bot = await startTestBot({ now: "2024-06-03T10:00:00+07:00" });
  const institution = `social_protection, Норильск: ${NAME}`;
  world = await sceneWithContract(bot, { institution, startsOn: "2024-05-10" });
  other = await sceneWithContract(bot, { startsOn: "2024-05-10" });
  colleague = await world.scene.staff("Вера", "specialist", NAME);
  stranger = other.curator;
  await writeReport(bot, "Пётр, 2024-05", async () => world.person);
  await world.person.says("/report");
  for (const button of ["Проверить отчёт", "Сдать отчёт", "Да, отправить"]) {
    await bot.idle();
    await world.person.presses(button);
  }
  await bot.idle();
  reportId = (await bot.database.prisma.report.findFirstOrThrow()).id;
}, 120_000);
afterAll(() => bot.stop(), 60_000);

const stateNow = async () =>
  (await bot.database.prisma.report.findUniqueOrThrow({ where: { id: reportId } })).state;

/** Presses what the bot never offered, and says what is shown below. */
async function forge(who: Person, data: string): Promise<string> {
  const newest = (await who.messages()).findLast(({ from }) => from === "bot");
  await who.act({ do: "forged-press", data, messageId: newest?.id ?? 0 });
  await bot.idle();
  return (await who.messages()).findLast(({ from }) => from === "bot")?.text ?? "";
}

describe("how a report was handed in", () => {
  it("is seen by its person, its curator and their colleagues, and by nobody else", async () => {
    const [person, staff] = [`!.told_filing.${reportId}`, `!.told_case_filing.${reportId}`];
    const shown = "Как подан отчёт за май 2024 года";
    for (const [who, data] of [
      [world.person, person],
      [world.curator, staff],
      [colleague, staff],
    ] as const) {
      await forge(who, data);
      // To the person the document comes first.
      await who.sees(shown);
    }
    for (const [who, data] of [
      [other.person, person],
      [stranger, person],
      [stranger, staff],
      [other.person, staff],
      [world.person, staff],
      [world.curator, person],
    ] as const) {
      const before = (await who.toasts()).length;
      const text = await forge(who, data);
      expect((await who.toasts()).slice(before).at(-1)?.text, data).toContain("устарела");
      // Whoever is refused stays where they were.
      if (who !== world.person && who !== world.curator) expect(text).not.toContain("отчёт");
    }
  });

  it("is written down by the curator alone", async () => {
    await forge(colleague, `!.told_case_filing.${reportId}`);
    const buttons = (await colleague.messages()).at(-1)?.inline.flat() ?? [];
    expect(buttons.map(({ text }) => text)).not.toContain("Принесли лично");
    const stamp = buttons.find(({ text }) => text === "Документ")?.callback_data?.split(".")[0];
    await forge(colleague, `${stamp}.in_person.2`);
    expect((await colleague.messages()).at(-1)?.text).not.toContain("В какой день");
    expect(await stateNow()).toBe("submitted");
  });

  it("is written down once: an older screen of the same report does nothing any more", async () => {
    await forge(world.curator, `!.told_case_filing.${reportId}`);
    const old = (await world.curator.messages()).at(-1);
    const press = old?.inline.flat().find(({ text }) => text === "Пришёл по почте");
    await world.curator.presses("Принесли лично");
    await world.curator.sees("В какой день");
    await world.curator.presses("Сегодня");
    await world.curator.sees("Способ: принесён лично");
    await bot.idle();
    expect(await stateNow()).toBe("filed");
    await forge(world.curator, press?.callback_data ?? "");
    expect(await bot.database.prisma.filing.count({ where: { reportId, state: "taken" } })).toBe(1);
  });
});
