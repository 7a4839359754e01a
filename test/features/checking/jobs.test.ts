import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { remindOfReports } from "../../../src/features/checking/jobs.ts";
import { startTestBot, type TestBot } from "../../support/bot.ts";
import { type ContractScene, sceneWithContract } from "../../support/contract-scene.ts";

let bot: TestBot;
let scene: ContractScene;
beforeAll(async () => {
  bot = await startTestBot();
  scene = await sceneWithContract(bot, { startsOn: "2024-05-01" });
});
afterAll(() => bot.stop());

const round = (at: string) => remindOfReports(bot, new Date(at));
const told = (kind: string) =>
  bot.database.prisma.notification.findMany({ where: { kind }, orderBy: { createdAt: "asc" } });

describe("rounds", () => {
  it("write each rung once, however often and in whatever order they run", async () => {
    const moments = [
      "2024-06-01T09:00:00+07:00",
      "2024-06-01T09:10:00+07:00",
      "2024-06-01T08:10:00+07:00",
      "2024-06-07T09:00:00+07:00",
      "2024-06-01T09:20:00+07:00",
      "2024-06-15T09:00:00+07:00",
      "2024-06-15T09:10:00+07:00",
    ];
    for (const at of moments) await Promise.all([round(at), round(at)]);
    const rungs = (await told("report_due")).map(({ once }) => once?.split("/").at(-1));
    expect(rungs.toSorted()).toEqual(["2024-05 day_after", "2024-05 days_7", "2024-05 open"]);
    expect(await told("report_late")).toMatchObject([
      { toId: scene.memberId, aboutId: scene.contract.id },
    ]);
  });

  it("write nothing of a month that is handed in, and of one that the contract does not touch", async () => {
    const { prisma } = bot.database;
    const before = await prisma.notification.count();
    await round("2024-05-01T09:00:00+07:00");
    expect(await prisma.notification.count()).toBe(before);
    const { id, caseId } = { id: randomUUID(), caseId: scene.case.id };
    await prisma.report.create({
      data: {
        ...{ id, caseId, contractId: scene.contract.id, state: "submitted" },
        ...{ month: new Date("2024-06-01"), content: Buffer.alloc(1), createdAt: bot.now() },
      },
    });
    await round("2024-07-01T09:00:00+07:00");
    expect(await prisma.notification.count()).toBe(before);
    await prisma.report.update({ where: { id }, data: { state: "draft" } });
    await round("2024-07-01T09:10:00+07:00");
    expect(await prisma.notification.count()).toBe(before + 1);
  });

  it("ten thousand contracts take seconds, and are not written again", async () => {
    const { pool, prisma } = bot.database;
    await pool.query(
      `INSERT INTO people (id, telegram_key, wrapped_key, locale, time_zone)
       SELECT gen_random_uuid(), sha256(n::text::bytea), 'k', 'ru', 'Asia/Krasnoyarsk'
       FROM generate_series(1, 10000) n`,
    );
    const { rowCount } = await pool.query(
      `INSERT INTO cases (id, institution_id, curator_id, person_id, status, wrapped_key, record, created_at, updated_at, name_tokens)
       SELECT gen_random_uuid(), $1, $2, id, 'on_contract', 'k', 'r', $3, $3, '{}'
       FROM people WHERE wrapped_key = 'k'`,
      [scene.institutionId, scene.memberId, bot.now()],
    );
    expect(rowCount).toBe(10_000);
    await pool.query(
      `INSERT INTO contracts (id, case_id, programme, measure, starts_on, ends_on, record, created_at)
       SELECT gen_random_uuid(), id, 'krasnoyarsk', 'other', '2024-07-10', '2025-01-09', 'r', $1
       FROM cases WHERE wrapped_key = 'k'`,
      [bot.now()],
    );
    const count = () =>
      prisma.notification.count({
        where: { kind: "report_due", once: { endsWith: "2024-07 open" } },
      });
    await pool.query("ANALYZE");
    const begun = performance.now();
    await round("2024-08-01T09:00:00+07:00");
    const first = performance.now() - begun;
    expect(await count()).toBe(10_001);
    const again = performance.now();
    await round("2024-08-01T09:10:00+07:00");
    const second = performance.now() - again;
    expect(await count()).toBe(10_001);
    console.info(`10,000 contracts: ${Math.round(first)} ms, then ${Math.round(second)} ms`);
    expect(first).toBeLessThan(20_000);
    expect(second).toBeLessThan(5_000);
  });
});
