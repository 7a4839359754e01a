import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCase } from "../../../src/features/cases/index.ts";
import type { Circumstance } from "../../../src/features/circumstances/record.ts";
import { askForIncomes } from "../../../src/features/circumstances/reminders.ts";
import {
  adoptCircumstances,
  circumstancesOf,
  newCircumstance,
  writeCircumstance,
} from "../../../src/features/circumstances/store.ts";
import { adoptContracts } from "../../../src/features/contract/index.ts";
import type { Queue } from "../../../src/platform/queue.ts";
import { startTestBot, type TestBot } from "../../support/bot.ts";
import { sceneWithContract } from "../../support/contract-scene.ts";

const WORDS = "Лежу в больнице";

let bot: TestBot;
beforeAll(async () => {
  bot = await startTestBot({ now: "2024-06-03T03:00:00Z" });
});
afterAll(() => bot.stop());

const queue: Queue = {
  add: async () => {},
  work: async () => {},
  every: async () => {},
  stop: async () => {},
};

async function world() {
  const scene = await sceneWithContract(bot);
  const { prisma } = bot.database;
  const write = (one: Circumstance) =>
    bot.database.transaction((tx) => writeCircumstance(tx, scene.case, one, "told", bot.now()));
  const read = () => circumstancesOf(prisma, scene.case, scene.contract.id);
  const ill = newCircumstance(scene.contract, {
    ...{ kind: "valid_reason", happenedOn: "2024-06-01" },
    body: { what: "grave_illness", text: WORDS },
  });
  return { ...scene, prisma, write, read, ill };
}

describe("what is kept of a change", () => {
  it("is sealed: its row holds no word of it", async () => {
    const { prisma, write, read, ill } = await world();
    await write(ill);
    const row = await prisma.circumstance.findUniqueOrThrow({ where: { id: ill.id } });
    expect(Buffer.from(row.body).includes(Buffer.from(WORDS))).toBe(false);
    expect(Buffer.from(row.body).includes(Buffer.from("grave_illness"))).toBe(false);
    expect(await read()).toEqual([{ ...ill, version: 1 }]);
  });

  it("is changed by whoever saw it as it is", async () => {
    const { write, read, ill } = await world();
    await write(ill);
    const [seen] = await read();
    const first = { ...seen!, body: { ...seen!.body, decision: "yes" as const } };
    await write(first);
    await expect(write({ ...first, body: { ...first.body, decision: "no" } })).rejects.toThrow();
    expect((await read())[0]?.body.decision).toBe("yes");
  });

  it("is one conclusion of a contract, whoever begins it", async () => {
    const { contract, write, read } = await world();
    const wanted = { kind: "conclusion", happenedOn: "2024-10-01" } as const;
    await write(newCircumstance(contract, wanted));
    await expect(write(newCircumstance(contract, wanted))).rejects.toThrow();
    expect(await read()).toHaveLength(1);
  });

  it("goes over with the contract when two cases become one", async () => {
    const { scene, institutionId, case: from, contract, write, ill, prisma } = await world();
    await write(ill);
    const id = await scene.case({ institutionId, name: `Пётр ${randomUUID().slice(0, 4)}` });
    const to = await readCase(prisma, scene.keyring, id);
    await bot.database.transaction(async (tx) => {
      await adoptCircumstances(tx, from, to!);
      await adoptContracts(tx, from, to!);
    });
    const [kept] = await circumstancesOf(prisma, to!, contract.id);
    expect(kept?.body.text).toBe(WORDS);
    await expect(circumstancesOf(prisma, from, contract.id)).rejects.toThrow();
  });
});

describe("incomes after the end", () => {
  it("are asked for once in the fourth month and once before its end, and not before", async () => {
    const { scene, contract, prisma } = await world();
    const { database } = bot;
    const deps = { database, queue, keyring: scene.keyring };
    const asked = () =>
      prisma.notification.findMany({
        where: { kind: "incomes_due", aboutId: contract.id },
        orderBy: { dueAt: "asc" },
      });
    // In Krasnoyarsk it is still January.
    await askForIncomes(deps, new Date("2025-01-31T16:59:00Z"));
    expect(await asked()).toHaveLength(0);
    await askForIncomes(deps, new Date("2025-01-31T17:00:00Z"));
    await askForIncomes(deps, new Date("2025-01-31T18:00:00Z"));
    expect((await asked()).map(({ dueAt }) => dueAt.toISOString())).toEqual([
      "2025-02-01T02:00:00.000Z",
      "2025-02-21T02:00:00.000Z",
    ]);
    await askForIncomes(deps, new Date("2025-03-01T02:00:00Z"));
    expect(await asked()).toHaveLength(2);
  });
});
