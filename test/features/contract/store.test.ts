import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { EMPTY_RECORD } from "../../../src/features/cases/record.ts";
import { newCase } from "../../../src/features/cases/store.ts";
import {
  adoptContracts,
  type Contract,
  contractOfCase,
  EMPTY_CONTRACT,
  eraseContracts,
  newContract,
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
import { createKeyring } from "../../../src/platform/crypto/keyring.ts";
import { connectDatabase, type Database } from "../../../src/platform/postgres/database.ts";
import { createDatabase } from "../../servers/database.ts";

const keyring = createKeyring(randomBytes(32));
const at = new Date("2024-01-15T05:00:00Z");
const institutionId = "00000000-0000-4000-8000-000000000001";
let database: Database;
let drop: () => Promise<void>;

beforeAll(async () => {
  const created = await createDatabase();
  database = connectDatabase(created.url, 3);
  drop = created.drop;
  await database.prisma.institution.create({
    data: {
      ...{ id: institutionId, kind: "social_protection", name: "УСЗН", region: "RU-KYA" },
      ...{ town: 1502026, address: "ул. Показательная, 1", timeZone: "Asia/Krasnoyarsk" },
    },
  });
});
afterAll(async () => {
  await database.close();
  await drop();
});
beforeEach(async () => {
  await database.prisma.case.deleteMany();
});

async function aCase(personId: string | null = null) {
  const { opened, create } = newCase(keyring, {
    ...{ institutionId, curatorId: null, personId, status: "in_work", createdAt: at },
    record: EMPTY_RECORD,
  });
  await database.transaction(create);
  return opened;
}

type Opened = Awaited<ReturnType<typeof aCase>>;

async function aContract(of: Opened, more: Partial<Contract> = {}): Promise<Contract> {
  const { contract, create } = newContract(of, {
    ...{ programme: "krasnoyarsk", measure: "job_search" as const },
    ...{ startsOn: "2024-01-15", endsOn: "2024-10-14" },
    record: { ...EMPTY_CONTRACT, number: "7/24" },
    ...more,
  });
  await database.transaction((tx) => create(tx, at));
  return contract;
}

const paid: PaymentMark = {
  ...{ item: "after_signing/1", state: "granted", paidOn: null, kopecks: 100_000 },
  ...{ clause: "п. 26", reason: null, decidedAt: at, decidedBy: institutionId },
};

describe("a contract", () => {
  it("is read as it was written, and only with the key of its case", async () => {
    const contract = await aContract(await aCase());
    const { prisma } = database;
    expect(await readContract(prisma, keyring, contract.id)).toEqual(contract);
    const row = await prisma.contract.findUniqueOrThrow({ where: { id: contract.id } });
    expect(Buffer.from(row.record).toString()).not.toContain("7/24");
    await prisma.case.updateMany({ data: { wrappedKey: null } });
    expect(await readContract(prisma, keyring, contract.id)).toBeUndefined();
  });

  it("has in an older record no field that a later release adds", async () => {
    const of = await aCase();
    const contract = await aContract(of, { record: { number: "1" } as Contract["record"] });
    const read = await contractOfCase(database.prisma, of);
    expect(read?.id).toBe(contract.id);
    expect(read?.record).toEqual({ ...EMPTY_CONTRACT, number: "1" });
  });

  it("is not changed by who has not seen the last change", async () => {
    const of = await aCase();
    const before = await aContract(of);
    const record = { ...before.record, number: "8/24" };
    const after = await database.transaction((tx) =>
      saveContract(tx, of, before, { record, endsOn: "2024-12-14" }),
    );
    expect(await contractOfCase(database.prisma, of)).toEqual(after);
    await expect(
      database.transaction((tx) => saveContract(tx, of, before, { endedOn: "2024-02-01" })),
    ).rejects.toBeInstanceOf(Overtaken);
    expect(await contractOfCase(database.prisma, of)).toEqual(after);
  });

  it("runs from its day to its last, and the newest one is the case's", async () => {
    const of = await aCase();
    const old = await aContract(of, { startsOn: "2022-03-01", endsOn: "2022-11-30" });
    const contract = await aContract(of);
    const on = async (day: string) => (await runningContract(database.prisma, of, day))?.id;
    expect(await on("2022-11-30")).toBe(old.id);
    expect(await on("2022-12-01")).toBeUndefined();
    expect(await on("2024-01-14")).toBeUndefined();
    expect(await on("2024-01-15")).toBe(contract.id);
    expect((await contractOfCase(database.prisma, of))?.id).toBe(contract.id);
    expect(lastDayOf({ endsOn: "2024-10-14", endedOn: "2024-05-31" })).toBe("2024-05-31");
    expect(runsOn({ ...contract, endedOn: "2024-05-31" }, "2024-06-01")).toBe(false);
  });
});

describe("marks and payments", () => {
  it("keep the first word of a duty until a member's replaces it or it is taken back", async () => {
    const { id } = await aContract(await aCase());
    const mark = { code: "employment_registration", doneOn: "2024-01-20", markedBy: null };
    const write = (doneOn: string) =>
      database.transaction((tx) => writeMark(tx, id, { ...mark, doneOn }, at));
    expect(await write("2024-01-20")).toBe(true);
    expect(await write("2024-01-25")).toBe(false);
    expect(await readMarks(database.prisma, id)).toEqual([mark]);
    const confirmed = { ...mark, doneOn: "2024-01-19", markedBy: institutionId };
    const confirm = () => database.transaction((tx) => writeMark(tx, id, confirmed, at));
    expect([await confirm(), await confirm()]).toEqual([true, false]);
    expect(await write("2024-01-25")).toBe(false);
    expect(await readMarks(database.prisma, id)).toEqual([confirmed]);
    const remove = () => database.transaction((tx) => removeMark(tx, id, mark.code));
    expect([await remove(), await remove()]).toEqual([true, false]);
    expect(await readMarks(database.prisma, id)).toEqual([]);
  });

  it("let the second of two decisions on a payment decide again", async () => {
    const of = await aCase();
    const { id } = await aContract(of);
    const write = (payment: PaymentMark, before?: PaymentMark) =>
      database.transaction((tx) => writePayment(tx, of, id, payment, before));
    await write(paid);
    await expect(write(paid)).rejects.toBeInstanceOf(Overtaken);
    const later = { ...paid, state: "paid", paidOn: "2024-01-22", decidedAt: new Date(1) } as const;
    await write(later, paid);
    await expect(write(later, paid)).rejects.toBeInstanceOf(Overtaken);
    expect(await readPayments(database.prisma, of, id)).toEqual([later]);
    const [row] = await database.prisma.payment.findMany();
    expect(Buffer.from(row?.body ?? []).toString()).not.toContain("100000");
  });
});

describe("a case", () => {
  it("takes over the contracts of another one, under its own key", async () => {
    const [from, to] = [await aCase(), await aCase()];
    const contract = await aContract(from);
    await database.transaction((tx) => writePayment(tx, from, contract.id, paid, undefined));
    await database.transaction((tx) => adoptContracts(tx, from, to));
    await database.prisma.case.update({ where: { id: from.id }, data: { wrappedKey: null } });
    const moved = await readContract(database.prisma, keyring, contract.id);
    expect(moved).toEqual({ ...contract, caseId: to.id });
    expect(await readPayments(database.prisma, to, contract.id)).toEqual([paid]);
    expect(await contractOfCase(database.prisma, from)).toBeUndefined();
  });

  it("loses its contracts when its person withdraws, and nobody else does", async () => {
    const person = async (id: string) => {
      const data = { id, locale: "ru", timeZone: "UTC" };
      await database.prisma.person.create({ data });
      return id;
    };
    const mine = await aCase(await person("00000000-0000-4000-8000-00000000000a"));
    const other = await aCase(await person("00000000-0000-4000-8000-00000000000b"));
    const { id } = await aContract(mine);
    await database.transaction((tx) => writePayment(tx, mine, id, paid, undefined));
    const kept = await aContract(other);
    await database.transaction((tx) => eraseContracts(tx, String(mine.personId)));
    const left = await database.prisma.contract.findMany({ select: { id: true } });
    expect(left).toEqual([{ id: kept.id }]);
    expect(await database.prisma.payment.count()).toBe(0);
  });
});
