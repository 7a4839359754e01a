import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Case } from "../../../src/features/cases/index.ts";
import {
  adoptContracts,
  type Contract,
  contractReasons,
  remindOfContract,
  saveContract,
  writeMark,
} from "../../../src/features/contract/index.ts";
import { remind } from "../../../src/features/contract/reminders.ts";
import type { Queue } from "../../../src/platform/queue.ts";
import { addDays } from "../../../src/programs/dates.ts";
import { AT, createWorld, type World } from "./world.ts";

/** What is due is found by the rounds too; no job is needed to look at what was written. */
const QUIET: Queue = {
  add: async () => undefined,
  work: async () => undefined,
  every: async () => undefined,
  stop: async () => undefined,
};

let world: World;
let of: Case;
let contract: Contract;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.prisma.case.deleteMany();
  of = await world.case(await world.person());
  contract = await world.contract(of);
});

const queued = () => world.prisma.notification.findMany({ orderBy: { dueAt: "asc" } });
const moments = async () => (await queued()).map(({ dueAt }) => dueAt.toISOString());
const start = (now = AT) => world.write((tx) => remind(tx, QUIET, of, contract, now));
const LADDER = ["2024-01-28T02:00:00.000Z", "2024-02-03T02:00:00.000Z", "2024-02-04T02:00:00.000Z"];

/** Which of the queued reminders would be said on a day at noon, by how many days they come before. */
async function saidOn(day: string): Promise<string[]> {
  const reason = contractReasons(world.keyring).obligation_due!;
  const now = new Date(`${day}T05:00:00Z`);
  const held = await world.write(async (tx) => {
    const found: string[] = [];
    for (const one of await tx.notification.findMany({ orderBy: { dueAt: "asc" } })) {
      if (await reason(tx, one, now)) found.push(one.once?.split(" ").at(-1) ?? "");
    }
    return found;
  });
  return held;
}

describe("reminders of a recorded contract", () => {
  it("are queued once, however often the contract is written", async () => {
    await start();
    await start();
    expect(await moments()).toEqual(LADDER);
    expect((await queued())[0]).toMatchObject({
      ...{ kind: "obligation_due", caseId: of.id, toId: of.personId, aboutId: contract.id },
    });
  });

  it("of the past are not queued: a contract may be recorded late", async () => {
    await start(new Date("2024-02-03T05:00:00Z"));
    expect(await moments()).toEqual(LADDER.slice(2));
  });

  it("are not queued while nobody is there to hear them, and are when they join", async () => {
    const alone = await world.case();
    const written = await world.contract(alone);
    await world.write((tx) => remind(tx, QUIET, alone, written, AT));
    expect(await queued()).toEqual([]);
    const linked = { ...alone, personId: await world.person() };
    await world.write((tx) => remindOfContract(QUIET)(tx, linked, AT));
    expect(await moments()).toEqual(LADDER);
  });

  it("go over with the contract to the case that takes it over", async () => {
    await start();
    const kept = await world.case(await world.person());
    await world.write((tx) => adoptContracts(tx, of, kept));
    expect(new Set((await queued()).map(({ caseId }) => caseId))).toEqual(new Set([kept.id]));
  });
});

describe("a reminder is said only while", () => {
  beforeEach(() => start());

  it("the duty is open and its day has not passed", async () => {
    expect(await saidOn("2024-02-04")).toEqual(["7", "1", "0"]);
    expect(await saidOn("2024-02-05")).toEqual([]);
    const mark = { code: "employment_registration", doneOn: "2024-01-20", markedBy: null };
    await world.write((tx) => writeMark(tx, contract.id, mark, AT));
    expect(await saidOn("2024-01-28")).toEqual([]);
  });

  it("the contract runs and does not say that it was done", async () => {
    const change = async (changed: Partial<Contract>) => {
      contract = await world.write((tx) => saveContract(tx, of, contract, changed));
    };
    await change({ record: { ...contract.record, registeredOn: "2024-01-20" } });
    expect(await saidOn("2024-01-28")).toEqual([]);
    await change({ record: { ...contract.record, registeredOn: null } });
    expect(await saidOn("2024-01-28")).toHaveLength(3);
    await change({ endedOn: "2024-01-25" });
    expect(await saidOn("2024-01-28")).toEqual([]);
  });

  it("it is about the day that the contract has now", async () => {
    contract = await world.write((tx) =>
      saveContract(tx, of, contract, { startsOn: "2024-01-16" }),
    );
    await start();
    expect(await queued()).toHaveLength(6);
    // Of the old ladder nothing is said, of the new one each on its own.
    expect(await saidOn("2024-01-28")).toEqual(["7", "1", "0"]);
    const days = (await queued()).map(({ once }) => once?.split(" ").at(-2));
    expect(new Set(days)).toEqual(new Set(["2024-02-04", addDays("2024-02-04", 1)]));
  });

  it("the key of the case exists", async () => {
    await world.prisma.case.updateMany({ data: { wrappedKey: null } });
    expect(await saidOn("2024-01-28")).toEqual([]);
  });
});
