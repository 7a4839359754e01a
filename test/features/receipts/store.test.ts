import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Person } from "../../../sandbox/client.ts";
import { newCase } from "../../../src/features/cases/store.ts";
import { parseFiscal } from "../../../src/features/receipts/rules/fiscal.ts";
import { EMPTY_RECEIPT } from "../../../src/features/receipts/rules/record.ts";
import {
  adoptReceipts,
  doubtsIn,
  receiptToken,
  useReceipt,
  userOf,
  type Waiting,
  waitingIn,
  writeWaiting,
} from "../../../src/features/receipts/store.ts";
import { addLine, linesOf, newReport } from "../../../src/features/report/index.ts";
import { Overtaken } from "../../../src/platform/conversation/conversation.ts";
import { writeFile } from "../../../src/platform/files/index.ts";
import type { Transaction } from "../../../src/platform/postgres/database.ts";
import { addMonths } from "../../../src/programs/dates.ts";
import { receiptPhoto } from "../../platform/images/photos.ts";
import { startTestBot, type TestBot } from "../../support/bot.ts";
import { type ContractScene, sceneWithContract } from "../../support/contract-scene.ts";

const PATIENCE_MS = 20_000;
let bot: TestBot;
let first: ContractScene;
let second: ContractScene;
let number = 0;
/** Each report is of another month; the rows do not know how many the contract has. */
let months = 0;

beforeAll(async () => {
  bot = await startTestBot({ now: "2024-06-03T03:00:00Z" });
  first = await sceneWithContract(bot, { startsOn: "2024-05-10" });
  second = await sceneWithContract(bot, { startsOn: "2024-05-10" });
});
afterAll(() => bot.stop());

const write = <T>(work: (tx: Transaction) => Promise<T>) => bot.database.transaction(work);

function codeText(): string {
  number += 1;
  return `t=20240512T1430&s=100.00&fn=9999078900001234&i=${number}&fp=${number}&n=1`;
}

/** A receipt that waits in a report of its own. */
async function waiting({ case: of, contract }: ContractScene, text: string): Promise<Waiting> {
  const code = parseFiscal(text) ?? null;
  months += 1;
  const { report, create } = newReport(of, {
    ...{ contractId: contract.id, createdAt: bot.now() },
    month: addMonths("2025-01-01", months).slice(0, 7),
  });
  const one: Waiting = {
    ...{ id: randomUUID(), reportId: report.id, fileId: randomUUID() },
    record: { ...EMPTY_RECEIPT, code, kopecks: 10_000, day: "2024-05-12", right: true },
  };
  await write(async (tx) => {
    await create(tx);
    await writeFile(tx, of, {
      ...{ id: one.fileId, reportId: null, kind: "receipt", name: "Чек.jpg", type: "image/jpeg" },
      ...{ secret: "", size: 1, digest: Buffer.from(one.fileId), createdAt: bot.now() },
    });
    await writeWaiting(tx, of, one, bot.now());
  });
  return one;
}

/** Makes a line that rests on a receipt, as its person's last answer does. */
function use({ case: of, scene }: ContractScene, one: Waiting): Promise<string> {
  return write(async (tx) => {
    const line = {
      section: "spending",
      activity: "a1",
      title: "",
      item: "Хлеб",
      kopecks: 1,
    } as const;
    const lineId = await addLine(tx, of, one.reportId, line);
    const token = one.record.code && receiptToken(scene.keyring, one.record.code);
    await useReceipt(tx, of, one, { lineId, token });
    return lineId;
  });
}

const spendingOf = ({ case: of }: ContractScene, { reportId }: Waiting) =>
  linesOf(bot.database.prisma, of, reportId, ["spending"]);

describe("a receipt", () => {
  it("counts for one of two people who use it at the same moment", async () => {
    for (let round = 0; round < 8; round += 1) {
      const text = codeText();
      const [a, b] = [await waiting(first, text), await waiting(second, text)];
      const results = await Promise.allSettled([use(first, a), use(second, b)]);
      expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(results.find(({ status }) => status === "rejected")).toMatchObject({
        reason: expect.any(Overtaken),
      });
      // The one who was late has no line either.
      const lines = [...(await spendingOf(first, a)), ...(await spendingOf(second, b))];
      expect(lines).toHaveLength(1);
      const code = parseFiscal(text);
      const user =
        code && (await userOf(bot.database.prisma, receiptToken(first.scene.keyring, code)));
      expect(user?.id).toBe(results[0]?.status === "fulfilled" ? a.id : b.id);
    }
  });

  it("makes one line, also when its person's answer comes twice at the same moment", async () => {
    const one = await waiting(first, codeText());
    const results = await Promise.allSettled([use(first, one), use(first, one)]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await spendingOf(first, one)).toHaveLength(1);
  });

  it("without a code stands in nobody's way", async () => {
    const [a, b] = [await waiting(first, ""), await waiting(second, "")];
    await use(first, a);
    await use(second, b);
    expect(
      [await spendingOf(first, a), await spendingOf(second, b)].map((all) => all.length),
    ).toEqual([1, 1]);
  });

  it("is kept sealed: neither its numbers nor its sum are in the row", async () => {
    const one = await waiting(first, codeText());
    await use(first, one);
    const row = await bot.database.prisma.receipt.findUniqueOrThrow({ where: { id: one.id } });
    const all = Buffer.concat([row.body, row.token ?? Buffer.alloc(0)]);
    for (const part of ["9999078900001234", "10000", "2024", "fn"])
      expect(all.includes(part)).toBe(false);
    expect(row.token).toHaveLength(32);
  });

  it("becomes a file of the report with its line, not before", async () => {
    const { prisma } = bot.database;
    const one = await waiting(first, codeText());
    const fileOf = () => prisma.storedFile.findUniqueOrThrow({ where: { id: one.fileId } });
    expect((await fileOf()).reportId).toBeNull();
    expect(await waitingIn(prisma, first.case, one.reportId)).toEqual([one]);
    await use(first, one);
    expect((await fileOf()).reportId).toBe(one.reportId);
    expect(await waitingIn(prisma, first.case, one.reportId)).toEqual([]);
  });

  it("follows its case into another one, sealed with that one's key", async () => {
    const { scene, case: from } = first;
    const one = await waiting(first, codeText());
    const doubted = { ...one, record: { ...one.record, doubts: ["above_money" as const] } };
    const lineId = await use(first, doubted);
    const { opened: to, create } = newCase(scene.keyring, {
      ...{ institutionId: first.institutionId, curatorId: null, personId: null },
      ...{ status: "in_work", record: from.record, createdAt: bot.now() },
    });
    await write(create);
    await write(async (tx) => {
      await adoptReceipts(tx, from, to);
      expect(await doubtsIn(tx, to, one.reportId)).toEqual([{ lineId, doubts: ["above_money"] }]);
      expect(await doubtsIn(tx, from, one.reportId)).toEqual([]);
      await adoptReceipts(tx, to, from);
    });
  });
});

describe("two people in their chats", () => {
  it("confirm one receipt at the same moment: one has it, the other is told, no curator hears a name", async () => {
    const photo = await receiptPhoto([codeText()], 5);
    const people = [first.person, second.person] as [Person, Person];
    for (const person of people) {
      await person.says("/report");
      await person.sees("Отчёт за май 2024 года", PATIENCE_MS);
      await person.presses("Заполнить отчёт");
      await person.sees("Что вы сделали", PATIENCE_MS);
      await person.says("Сделано");
      await person.sees("Что вы сделали", PATIENCE_MS);
      await person.says("Сделано");
      await person.sees("На что вы потратили", PATIENCE_MS);
      await person.act({
        ...{ do: "file", kind: "photo", caption: "Хлеб" },
        content: { base64: photo.toString("base64") },
      });
      await person.sees("Верно?", PATIENCE_MS);
      await person.presses("Да, верно");
      await person.sees("К какому пункту", PATIENCE_MS);
    }
    const [a, b] = people;
    const label = "Искать работу и ходить на собеседования";
    await Promise.all([a.presses(label), b.presses(label)]);
    await bot.idle();
    const told = await Promise.all(
      people.map(
        async (person) =>
          (await person.messages()).findLast(({ from }) => from === "bot")?.text ?? "",
      ),
    );
    expect(told.filter((text) => text.includes("Записано: Хлеб"))).toHaveLength(1);
    expect(told.filter((text) => text.includes("уже есть в другом отчёте"))).toHaveLength(1);
    const { prisma } = bot.database;
    expect(await prisma.receipt.count({ where: { repeatedAt: { not: null } } })).toBe(1);
    expect(await prisma.caseEvent.count({ where: { kind: "receipt_repeated" } })).toBe(1);
    expect(await prisma.notification.count({ where: { kind: "receipt_repeated" } })).toBe(1);
  }, 120_000);
});
