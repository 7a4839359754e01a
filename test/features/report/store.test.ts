import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newCase, readCase } from "../../../src/features/cases/store.ts";
import {
  addLine,
  adoptReports,
  changeLine,
  type LineBody,
  lineById,
  linesOf,
  newReport,
  type Report,
  readReport,
  removeLine,
  reportOfMonth,
  reportsOfContract,
  saveReport,
} from "../../../src/features/report/index.ts";
import { Overtaken } from "../../../src/platform/conversation/conversation.ts";
import type { Transaction } from "../../../src/platform/postgres/database.ts";
import { addMonths } from "../../../src/programs/dates.ts";
import { startTestBot, type TestBot } from "../../support/bot.ts";
import { type ContractScene, sceneWithContract } from "../../support/contract-scene.ts";

let bot: TestBot;
let world: ContractScene;
let month = 0;
let report: Report;

const spending = (item: string, kopecks: number | null): LineBody => ({
  ...{ section: "spending", activity: "a1", title: "Встать на учёт", item, kopecks },
});
const write = <T>(work: (tx: Transaction) => Promise<T>) => bot.database.transaction(work);
/** Each test has a month of its own; more than the contract has, which the rows do not know. */
const monthNow = () => addMonths("2024-01-01", month).slice(0, 7);
const begin = () =>
  newReport(world.case, {
    ...{ contractId: world.contract.id, createdAt: bot.now() },
    month: monthNow(),
  });
const items = async () =>
  (await linesOf(bot.database.prisma, world.case, report.id, ["spending"])).map(({ item }) => item);

beforeAll(async () => {
  bot = await startTestBot();
  world = await sceneWithContract(bot);
});
afterAll(() => bot.stop());

beforeEach(async () => {
  month += 1;
  const begun = begin();
  await write(begun.create);
  report = begun.report;
});

describe("a report", () => {
  it("is there once for a month, also when two begin it at the same moment", async () => {
    month += 1;
    const results = await Promise.allSettled([write(begin().create), write(begin().create)]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(results.find(({ status }) => status === "rejected")).toMatchObject({
      reason: expect.any(Overtaken),
    });
    const all = await reportsOfContract(bot.database.prisma, world.case, world.contract.id);
    expect(all.map((one) => one.month)).toEqual([report.month, monthNow()]);
  });

  it("is found by its month and by its id, and by nobody else's case", async () => {
    const { prisma } = bot.database;
    const { id } = world.contract;
    expect(await reportOfMonth(prisma, world.case, id, report.month)).toEqual(report);
    expect(await readReport(prisma, world.scene.keyring, report.id)).toEqual(report);
    const foreign = { ...world.case, id: report.id };
    expect(await reportOfMonth(prisma, foreign, id, report.month)).toBeUndefined();
  });

  it("is changed by one of two who read the same", async () => {
    const submit = () => write((tx) => saveReport(tx, world.case, report, { state: "submitted" }));
    const results = await Promise.allSettled([submit(), submit()]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const kept = await readReport(bot.database.prisma, world.scene.keyring, report.id);
    expect(kept).toMatchObject({ state: "submitted", version: 2 });
  });

  it("keeps when it first counted, once it is returned", async () => {
    const first = new Date("2024-06-10T05:00:00Z");
    const again = new Date("2024-06-20T05:00:00Z");
    let now = report;
    const save = async (change: Parameters<typeof saveReport>[3]) => {
      now = await write((tx) => saveReport(tx, world.case, now, change));
    };
    await save({ state: "filed", filedAt: first });
    expect(now.content.firstFiledAt).toBeNull();
    for (const filedAt of [first, again]) {
      await save({ state: "filed", filedAt });
      await save({ state: "returned" });
    }
    const kept = await readReport(bot.database.prisma, world.scene.keyring, report.id);
    expect(kept).toEqual(now);
    expect(kept).toMatchObject({ filedAt: again, content: { firstFiledAt: first.toISOString() } });
  });
});

describe("the lines of a report", () => {
  it("stand in their order, are changed in their place, and are sealed", async () => {
    const ids: string[] = [];
    for (const item of ["Хлеб", "Проезд", "Справка"]) {
      ids.push(await write((tx) => addLine(tx, world.case, report.id, spending(item, 100))));
    }
    const [, second = ""] = ids;
    await write((tx) => changeLine(tx, world.case, report.id, second, spending("Автобус", null)));
    await write((tx) => removeLine(tx, report.id, ids[0] ?? ""));
    expect(await items()).toEqual(["Автобус", "Справка"]);
    await write((tx) => addLine(tx, world.case, report.id, spending("Обувь", 5)));
    expect(await items()).toEqual(["Автобус", "Справка", "Обувь"]);
    const line = await lineById(bot.database.prisma, world.case, report.id, second);
    expect(line).toEqual({ ...spending("Автобус", null), id: second, position: 2 });
    const [row] = await bot.database.prisma.reportLine.findMany({ where: { id: second } });
    expect(Buffer.from(row?.body ?? []).toString("utf8")).not.toContain("Автобус");
  });

  it("are found by section", async () => {
    await write((tx) => addLine(tx, world.case, report.id, spending("Хлеб", 1)));
    await write((tx) =>
      addLine(tx, world.case, report.id, { section: "attachments", name: "Справка", count: 2 }),
    );
    const { prisma } = bot.database;
    const sections = async (wanted?: ("spending" | "attachments")[]) =>
      (await linesOf(prisma, world.case, report.id, wanted)).map(({ section }) => section);
    expect(await sections(["attachments"])).toEqual(["attachments"]);
    expect((await sections()).sort()).toEqual(["attachments", "spending"]);
  });

  it.each(["submitted", "filed", "accepted", "excused"] as const)(
    "stay as they are once the report is %s",
    async (state) => {
      const id = await write((tx) => addLine(tx, world.case, report.id, spending("Хлеб", 1)));
      await write((tx) => saveReport(tx, world.case, report, { state }));
      const line = spending("Икра", 1);
      const tries = [
        (tx: Transaction) => addLine(tx, world.case, report.id, line),
        (tx: Transaction) => changeLine(tx, world.case, report.id, id, line),
        (tx: Transaction) => removeLine(tx, report.id, id),
      ];
      for (const one of tries) await expect(write<unknown>(one)).rejects.toThrow(Overtaken);
      expect(await items()).toEqual(["Хлеб"]);
    },
  );

  it("change nothing where a line is gone or belongs elsewhere", async () => {
    const other = report;
    const id = await write((tx) => addLine(tx, world.case, other.id, spending("Хлеб", 1)));
    month += 1;
    const begun = begin();
    await write(begun.create);
    const removed = write((tx) => removeLine(tx, begun.report.id, id));
    await expect(removed).rejects.toThrow(Overtaken);
    expect(await items()).toEqual(["Хлеб"]);
  });

  it("go on in the case that theirs is merged into", async () => {
    await write((tx) => addLine(tx, world.case, report.id, spending("Хлеб", 7)));
    const { opened, create } = newCase(world.scene.keyring, {
      ...{ institutionId: world.institutionId, curatorId: null, personId: null },
      ...{ status: "in_work", record: world.case.record, createdAt: bot.now() },
    });
    await write(create);
    await write(async (tx) => {
      await adoptReports(tx, world.case, opened);
      await tx.contract.update({ where: { id: world.contract.id }, data: { caseId: opened.id } });
    });
    const kept = await readCase(bot.database.prisma, world.scene.keyring, opened.id);
    if (!kept) throw new Error("The case is not there");
    const found = await reportsOfContract(bot.database.prisma, kept, world.contract.id);
    expect(found.map(({ id }) => id)).toContain(report.id);
    const lines = await linesOf(bot.database.prisma, kept, report.id);
    expect(lines).toMatchObject([{ item: "Хлеб", kopecks: 7 }]);
    // Back, for the tests after this one.
    await write((tx) => adoptReports(tx, opened, world.case));
  });

  it("go with the contract when consent is withdrawn", async () => {
    await write((tx) => addLine(tx, world.case, report.id, spending("Хлеб", 7)));
    await write((tx) => tx.contract.deleteMany({ where: { id: world.contract.id } }));
    expect(await bot.database.prisma.report.count()).toBe(0);
    expect(await bot.database.prisma.reportLine.count()).toBe(0);
  });
});
