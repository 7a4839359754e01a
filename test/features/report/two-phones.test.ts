import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type App, startApp } from "../../../src/app.ts";
import {
  addLine,
  linesOf,
  newReport,
  type Report,
  reportsOfContract,
  saveReport,
} from "../../../src/features/report/index.ts";
import { unlimited } from "../../../src/platform/limits.ts";
import { silentLog } from "../../../src/platform/log.ts";
import { portForLater } from "../../servers/port.ts";
import { startTestBot, type TestBot } from "../../support/bot.ts";
import { type ContractScene, sceneWithContract } from "../../support/contract-scene.ts";

/** Two phones of one account, whose updates two instances take at the same moment. */
const ROUNDS = 5;
const FIRST_UPDATE = 900_000_000;

let bot: TestBot;
let other: App;
let world: ContractScene;
let updateId = FIRST_UPDATE;
let ports: readonly number[];

beforeAll(async () => {
  bot = await startTestBot({ now: "2024-06-03T10:00:00+07:00" });
  const port = await portForLater();
  other = await startApp({
    ...{ config: { ...bot.config, port }, databaseUrl: bot.databaseUrl, log: silentLog },
    ...{ clock: bot.now, limiter: unlimited },
  });
  ports = [bot.config.port, port];
});
afterAll(async () => {
  await other.stop();
  await bot.stop();
});
beforeEach(async () => {
  world = await sceneWithContract(bot, { startsOn: "2024-05-01" });
});

/** Each instance is brought an update of its own, none waiting for the other. */
async function bring(updates: readonly object[]): Promise<void> {
  await Promise.all(
    updates.map((update, at) =>
      fetch(`http://127.0.0.1:${ports[at]}/telegram`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-telegram-bot-api-secret-token": "test-secret",
        },
        body: JSON.stringify({ update_id: ++updateId, ...update }),
      }),
    ),
  );
  await bot.idle();
}

/** The same button pressed on both phones. */
async function pressTwice(label: string): Promise<void> {
  await bot.idle();
  const { id } = world.person;
  // A document that is still being made goes before the screen.
  const message = await vi.waitUntil(
    async () =>
      (await world.person.messages()).findLast(({ inline }) =>
        inline.flat().some(({ text }) => text === label),
      ),
    { timeout: 20_000, interval: 100 },
  );
  const data = message?.inline.flat().find(({ text }) => text === label)?.callback_data;
  if (data === undefined) throw new Error(`There is no button ${label}`);
  const from = { id, is_bot: false, first_name: "Пётр" };
  const chat = { id, type: "private", first_name: "Пётр" };
  const press = () => ({
    callback_query: {
      ...{ id: String(updateId), chat_instance: "1", from, data },
      message: { message_id: message.id, date: 1, chat, text: "" },
    },
  });
  await bring([press(), press()]);
}

async function typeTwice(...texts: readonly [string, string]): Promise<void> {
  const { id } = world.person;
  const chat = { id, type: "private", first_name: "Пётр" };
  const from = { id, is_bot: false, first_name: "Пётр" };
  await bot.idle();
  await bring(
    texts.map((text) => ({ message: { message_id: ++updateId, date: 1, chat, from, text } })),
  );
}

const reports = (): Promise<Report[]> =>
  reportsOfContract(bot.database.prisma, world.case, world.contract.id);
const events = (kind: string) =>
  bot.database.prisma.caseEvent.count({ where: { caseId: world.case.id, kind } });

/** A report of May that is filled in; the person looks at it. */
async function filled(): Promise<Report> {
  const wanted = { contractId: world.contract.id, month: "2024-05", createdAt: bot.now() };
  const { report, create } = newReport(world.case, wanted);
  await bot.database.transaction(async (tx) => {
    await create(tx);
    for (const { code, title } of world.contract.record.activities) {
      const line = { section: "done", activity: code, title, text: "сделано" } as const;
      await addLine(tx, world.case, report.id, line);
    }
    const finished = ["spending", "results", "attachments"] as const;
    await saveReport(tx, world.case, report, { content: { ...report.content, finished } });
  });
  await world.person.says("/report");
  await world.person.sees("Отчёт за май");
  return report;
}

describe("two phones at the same moment", () => {
  it("begin one report, and each answer is kept", async () => {
    await world.person.says("/report");
    await world.person.sees("Отчёт за май");
    await pressTwice("Заполнить отчёт");
    await typeTwice("Одно", "Другое");
    const [report, ...more] = await reports();
    expect(more).toEqual([]);
    const lines = await linesOf(bot.database.prisma, world.case, report?.id ?? "", ["done"]);
    expect(lines.map(({ text }) => text).sort()).toEqual(["Другое", "Одно"]);
    expect(lines.map(({ activity }) => activity).sort()).toEqual(["a1", "a2"]);
  });

  it("hand the report in once, and take it back once", async () => {
    await filled();
    for (let round = 1; round <= ROUNDS; round += 1) {
      await world.person.presses("Проверить отчёт");
      await world.person.sees("Всё заполнено");
      await bot.idle();
      await world.person.presses("Сдать отчёт");
      await pressTwice("Да, отправить");
      expect(await reports()).toMatchObject([{ state: "submitted", month: "2024-05" }]);
      expect(await events("report_submitted")).toBe(round);
      const { id = "" } = (await reports())[0] ?? {};
      expect(await bot.database.prisma.filing.count({ where: { reportId: id } })).toBe(round);
      await bot.idle();
      await world.person.presses("Отозвать отчёт");
      await pressTwice("Да, отозвать");
      expect(await events("report_withdrawn")).toBe(round);
      expect(await reports()).toMatchObject([{ state: "draft" }]);
    }
    const faults = await bot.database.prisma.quarantinedUpdate.count();
    expect(faults).toBe(0);
  }, 120_000);
});
