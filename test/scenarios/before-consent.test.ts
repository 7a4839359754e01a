import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestBot, type TestBot } from "../support/bot.ts";
import { play } from "./play.ts";
import { readScenario } from "./scenario.ts";

/** Rows that say how the database was made and how jobs are run; they know nobody. */
const OF_THE_SYSTEM = /^(_prisma_migrations|pgboss\..*)$/;

describe("before consent", () => {
  let bot: TestBot;
  beforeAll(async () => {
    bot = await startTestBot();
  });
  afterAll(() => bot.stop());

  it("should write nothing of a person into the database, whatever they do", async () => {
    for (const chat of ["consent-declined", "poison-messages", "typed-towns", "forged-presses"]) {
      const file = join(import.meta.dirname, "chats", `${chat}.chat`);
      await play(bot, readScenario(readFileSync(file, "utf8")));
    }
    const filled = (await rowsByTable(bot)).filter(([, rows]) => rows > 0);
    expect(filled.filter(([table]) => !OF_THE_SYSTEM.test(table))).toEqual([]);
    // The same question after consent finds rows: the test sees what it is meant to see.
    const file = join(import.meta.dirname, "chats", "cancel-and-return-kept.chat");
    await play(bot, readScenario(readFileSync(file, "utf8")));
    const after = (await rowsByTable(bot)).filter(([, rows]) => rows > 0).map(([table]) => table);
    expect(after).toEqual(expect.arrayContaining(["people", "conversations", "consents"]));
  });

  it("should queue no job that names a person", async () => {
    const { rows } = await bot.database.pool.query<{ data: unknown }>(
      "SELECT data FROM pgboss.job WHERE data IS NOT NULL AND name NOT LIKE '\\_\\_pgboss%'",
    );
    expect(rows).toEqual([]);
  });
});

/** Every table of the database with the number of its rows. */
async function rowsByTable({ database }: TestBot): Promise<[string, number][]> {
  const { rows } = await database.pool.query<{ schema: string; name: string }>(
    `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const counts: [string, number][] = [];
  for (const { schema, name } of rows) {
    const { rows: counted } = await database.pool.query<{ rows: string }>(
      `SELECT count(*) AS rows FROM "${schema}"."${name}"`,
    );
    counts.push([schema === "public" ? name : `${schema}.${name}`, Number(counted[0]?.rows)]);
  }
  return counts;
}
