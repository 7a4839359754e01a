import { afterAll, beforeAll, expect, it } from "vitest";
import { contractOfCase } from "../../../src/features/contract/index.ts";
import { startTestBot, type TestBot } from "../../support/bot.ts";
import { sceneWithContract } from "../../support/contract-scene.ts";

let bot: TestBot;
beforeAll(async () => {
  bot = await startTestBot();
});
afterAll(() => bot.stop());

it("the sample scene has a recipient, their curator and a contract", async () => {
  const { case: of, contract, personId, memberId } = await sceneWithContract(bot, { months: 2 });
  expect(of).toMatchObject({ personId, curatorId: memberId, status: "on_contract" });
  expect(contract.endsOn).toBe("2024-03-14");
  expect(await contractOfCase(bot.database.prisma, of)).toEqual(contract);
});
