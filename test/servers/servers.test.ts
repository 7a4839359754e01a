import { Redis } from "ioredis";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { createDatabase, hasRedis } from "./database.ts";
import { query, startPostgres } from "./postgres.ts";
import { startRedis } from "./redis.ts";

async function rows(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

describe("createDatabase", () => {
  it("gives every caller a database of its own", async () => {
    const [one, other] = await Promise.all([createDatabase(), createDatabase()]);
    await query(one.url, "CREATE TABLE only_here (id int)");
    expect(await rows(other.url, "SELECT to_regclass('only_here') AS found")).toEqual([
      { found: null },
    ]);
    await Promise.all([one.drop(), other.drop()]);
    await expect(query(one.url, "SELECT 1")).rejects.toThrow("does not exist");
  });

  it("keeps commits durable and rows out of the log", async () => {
    const database = await createDatabase();
    const shown = await rows(
      database.url,
      "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'log_error_verbosity', 'log_min_error_statement') ORDER BY name",
    );
    expect(shown).toEqual([
      { name: "fsync", setting: "on" },
      { name: "log_error_verbosity", setting: "terse" },
      { name: "log_min_error_statement", setting: "panic" },
      { name: "synchronous_commit", setting: "on" },
    ]);
    await database.drop();
  });
});

describe("startPostgres", () => {
  it.each(["SIGKILL", "SIGQUIT"] as const)(
    "keeps what was committed through %s",
    async (signal) => {
      const server = await startPostgres();
      await query(server.url, "CREATE TABLE kept AS SELECT 1 AS id");
      await server.crash(signal);
      await expect(query(server.url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
      await server.start();
      expect(await rows(server.url, "SELECT id FROM kept")).toEqual([{ id: 1 }]);
      await server.restart();
      expect(await rows(server.url, "SELECT id FROM kept")).toEqual([{ id: 1 }]);
      await server.remove();
    },
  );
});

describe.skipIf(!hasRedis)("startRedis", () => {
  it("keeps its data through a restart and loses it when told to", async () => {
    const server = await startRedis();
    const client = new Redis(server.url);
    client.on("error", () => {});
    await client.set("kept", "yes");
    await server.restart();
    expect(await client.get("kept")).toBe("yes");
    await server.restart({ empty: true });
    expect(await client.get("kept")).toBeNull();
    client.disconnect();
    await server.remove();
  });
});
