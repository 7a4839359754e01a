import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  adoptContracts,
  type Contract,
  contractOfCase,
  EMPTY_CONTRACT,
  eraseContracts,
  type PaymentMark,
  readContract,
  readMarks,
  readPayments,
  removeMark,
  runningContract,
  saveContract,
  writeMark,
  writePayment,
} from "../../../src/features/contract/index.ts";
import { lastDayOf, runsOn } from "../../../src/features/contract/rules/index.ts";
import { Overtaken } from "../../../src/platform/conversation/conversation.ts";
import { AT as at, createWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.prisma.case.deleteMany();
});

const decidedBy = "00000000-0000-4000-8000-000000000001";
const paid: PaymentMark = {
  ...{ item: "after_signing/1", state: "granted", paidOn: null, kopecks: 100_000 },
  ...{ clause: "п. 26", reason: null, decidedAt: at, decidedBy },
};

describe("a contract", () => {
  it("is read as it was written, and only with the key of its case", async () => {
    const contract = await world.contract(await world.case());
    const { prisma, keyring } = world;
    expect(await readContract(prisma, keyring, contract.id)).toEqual(contract);
    const row = await prisma.contract.findUniqueOrThrow({ where: { id: contract.id } });
    expect(Buffer.from(row.record).toString()).not.toContain("7/24");
    await prisma.case.updateMany({ data: { wrappedKey: null } });
    expect(await readContract(prisma, keyring, contract.id)).toBeUndefined();
  });

  it("has in an older record no field that a later release adds", async () => {
    const of = await world.case();
    const contract = await world.contract(of, { record: { number: "1" } as Contract["record"] });
    const read = await contractOfCase(world.prisma, of);
    expect(read?.id).toBe(contract.id);
    expect(read?.record).toEqual({ ...EMPTY_CONTRACT, number: "1" });
  });

  it("is not changed by who has not seen the last change", async () => {
    const of = await world.case();
    const before = await world.contract(of);
    const record = { ...before.record, number: "8/24" };
    const after = await world.write((tx) =>
      saveContract(tx, of, before, { record, endsOn: "2024-12-14" }),
    );
    expect(await contractOfCase(world.prisma, of)).toEqual(after);
    await expect(
      world.write((tx) => saveContract(tx, of, before, { endedOn: "2024-02-01" })),
    ).rejects.toBeInstanceOf(Overtaken);
    expect(await contractOfCase(world.prisma, of)).toEqual(after);
  });

  it("runs from its day to its last, and the newest one is the case's", async () => {
    const of = await world.case();
    const old = await world.contract(of, { startsOn: "2022-03-01", endsOn: "2022-11-30" });
    const contract = await world.contract(of);
    const on = async (day: string) => (await runningContract(world.prisma, of, day))?.id;
    expect(await on("2022-11-30")).toBe(old.id);
    expect(await on("2022-12-01")).toBeUndefined();
    expect(await on("2024-01-14")).toBeUndefined();
    expect(await on("2024-01-15")).toBe(contract.id);
    expect((await contractOfCase(world.prisma, of))?.id).toBe(contract.id);
    expect(lastDayOf({ endsOn: "2024-10-14", endedOn: "2024-05-31" })).toBe("2024-05-31");
    expect(runsOn({ ...contract, endedOn: "2024-05-31" }, "2024-06-01")).toBe(false);
  });
});

describe("marks and payments", () => {
  it("keep the first word of a duty until a member's replaces it or it is taken back", async () => {
    const { id } = await world.contract(await world.case());
    const mark = { code: "employment_registration", doneOn: "2024-01-20", markedBy: null };
    const write = (doneOn: string) =>
      world.write((tx) => writeMark(tx, id, { ...mark, doneOn }, at));
    expect(await write("2024-01-20")).toBe(true);
    expect(await write("2024-01-25")).toBe(false);
    expect(await readMarks(world.prisma, id)).toEqual([mark]);
    const confirmed = { ...mark, doneOn: "2024-01-19", markedBy: world.institutionId };
    const confirm = () => world.write((tx) => writeMark(tx, id, confirmed, at));
    expect([await confirm(), await confirm()]).toEqual([true, false]);
    expect(await write("2024-01-25")).toBe(false);
    expect(await readMarks(world.prisma, id)).toEqual([confirmed]);
    const remove = () => world.write((tx) => removeMark(tx, id, mark.code));
    expect([await remove(), await remove()]).toEqual([true, false]);
    expect(await readMarks(world.prisma, id)).toEqual([]);
  });

  it("let the second of two decisions on a payment decide again", async () => {
    const of = await world.case();
    const { id } = await world.contract(of);
    const write = (payment: PaymentMark, before?: PaymentMark) =>
      world.write((tx) => writePayment(tx, of, id, payment, before));
    await write(paid);
    await expect(write(paid)).rejects.toBeInstanceOf(Overtaken);
    const later = { ...paid, state: "paid", paidOn: "2024-01-22", decidedAt: new Date(1) } as const;
    await write(later, paid);
    await expect(write(later, paid)).rejects.toBeInstanceOf(Overtaken);
    expect(await readPayments(world.prisma, of, id)).toEqual([later]);
    const [row] = await world.prisma.payment.findMany();
    expect(Buffer.from(row?.body ?? []).toString()).not.toContain("100000");
  });
});

describe("a case", () => {
  it("takes over the contracts of another one, under its own key", async () => {
    const [from, to] = [await world.case(), await world.case()];
    const contract = await world.contract(from);
    await world.write((tx) => writePayment(tx, from, contract.id, paid, undefined));
    await world.write((tx) => adoptContracts(tx, from, to));
    await world.prisma.case.update({ where: { id: from.id }, data: { wrappedKey: null } });
    const moved = await readContract(world.prisma, world.keyring, contract.id);
    expect(moved).toEqual({ ...contract, caseId: to.id });
    expect(await readPayments(world.prisma, to, contract.id)).toEqual([paid]);
    expect(await contractOfCase(world.prisma, from)).toBeUndefined();
  });

  it("loses its contracts when its person withdraws, and nobody else does", async () => {
    const mine = await world.case(await world.person());
    const other = await world.case(await world.person());
    const { id } = await world.contract(mine);
    await world.write((tx) => writePayment(tx, mine, id, paid, undefined));
    const kept = await world.contract(other);
    await world.write((tx) => eraseContracts(tx, String(mine.personId)));
    const left = await world.prisma.contract.findMany({ select: { id: true } });
    expect(left).toEqual([{ id: kept.id }]);
    expect(await world.prisma.payment.count()).toBe(0);
  });
});
