import { afterAll, beforeAll, expect, it } from "vitest";
import type { Person } from "../../../sandbox/client.ts";
import { addInstitution, invite } from "../../scenarios/staff.ts";
import { startTestBot, type TestBot } from "../../support/bot.ts";

let bot: TestBot;
beforeAll(async () => {
  bot = await startTestBot();
});
afterAll(() => bot.stop());

async function ready(id: number, payload: string): Promise<Person> {
  const who = await bot.telegram.person({ id, first_name: "Гость", language_code: "ru" });
  await who.start(payload);
  await who.sees("На каком языке");
  await who.presses("Русский");
  await who.sees("Как вас будут видеть");
  await who.says("Гость");
  await who.sees("Люди увидят вас так");
  return who;
}

it("makes one member of many who use a link at the same moment", async () => {
  await addInstitution(bot, "ngo, Канск: Надежда");
  const payload = await invite(bot, "specialist: Надежда");
  const ids = Array.from({ length: 8 }, (_, at) => 810_000 + at);
  const people = await Promise.all(ids.map((id) => ready(id, payload)));
  await Promise.all(people.map((who) => who.presses("Согласен, начать работу")));
  const answers = await Promise.all(
    people.map(async (who) => (await who.sees(/Вы в команде|больше не действует/)).text),
  );
  expect(answers.filter((text) => text.includes("Вы в команде"))).toHaveLength(1);
  const { prisma } = bot.database;
  expect(await prisma.staffMember.count()).toBe(1);
  // The others left nothing behind, and nothing went wrong on the way.
  expect(await prisma.person.count()).toBe(1);
  expect(await prisma.consent.count()).toBe(1);
  expect(await prisma.quarantinedUpdate.count()).toBe(0);
});
