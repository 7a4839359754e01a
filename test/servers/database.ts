import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { query } from "./postgres.ts";

export type TestDatabase = {
  url: string;
  /** Ends every connection to it and removes it. */
  drop(): Promise<void>;
};

/**
 * Makes a database with all migrations applied, for one test file. The run's PostgreSQL starts
 * with the first call.
 */
export async function createDatabase(): Promise<TestDatabase> {
  const answer = await fetch(inject("postgres"), { method: "POST" });
  if (!answer.ok) throw new Error(await answer.text());
  const { admin, template } = (await answer.json()) as { admin: string; template: string };
  const name = `test_${randomBytes(6).toString("hex")}`;
  await query(admin, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => query(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** Whether this machine has a Redis: `describe.skipIf(!hasRedis)`. */
export const hasRedis = inject("redisServer") !== "";
