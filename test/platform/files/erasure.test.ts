import { readdir } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openFiles, writeFile } from "../../../src/platform/files/index.ts";
import { startTestBot, type TestBot } from "../../support/bot.ts";
import { type ContractScene, sceneWithContract } from "../../support/contract-scene.ts";

let bot: TestBot;
let world: ContractScene;
beforeAll(async () => {
  bot = await startTestBot();
  world = await sceneWithContract(bot);
}, 90_000);
afterAll(() => bot.stop(), 60_000);

it("takes the files of a person along when they take their consent back", async () => {
  const { files: place } = bot.config;
  if (place.kind !== "folder") throw new Error("The test looks into a folder");
  const files = openFiles(place, world.scene.keyring);
  for (const text of ["чек", "справка"]) {
    const kept = await files.keep(Buffer.from(text));
    await bot.database.transaction((tx) =>
      writeFile(tx, world.case, {
        ...{ ...kept, reportId: null, kind: "paper", createdAt: bot.now() },
        ...{ name: `${text}.pdf`, type: "application/pdf" },
      }),
    );
  }
  expect(await readdir(place.path)).toHaveLength(2);
  const { person } = world;
  await person.says("/privacy");
  for (const button of ["Забрать согласие и удалить всё", "Да, удалить всё"]) {
    await bot.idle();
    await person.presses(button);
  }
  await person.sees("Всё удалено");
  expect(await bot.database.prisma.storedFile.count()).toBe(0);
  await bot.setTime(new Date(bot.now().getTime() + 60_000));
  expect(await readdir(place.path)).toEqual([]);
});
