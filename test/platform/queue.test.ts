import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { silentLog } from "../../src/platform/log.ts";
import { connectDatabase, type Database } from "../../src/platform/postgres/database.ts";
import { type RunningQueue, startQueue } from "../../src/platform/queue.ts";
import { createDatabase, type TestDatabase } from "../servers/database.ts";

describe("queue", () => {
  let created: TestDatabase;
  let database: Database;
  let queue: RunningQueue;

  beforeAll(async () => {
    created = await createDatabase();
    database = connectDatabase(created.url, 2);
    queue = await startQueue(created.url, silentLog);
  });

  afterAll(async () => {
    await queue.stop();
    await database.close();
    await created.drop();
  });

  const add = (name: string, data: Record<string, string>) =>
    database.prisma.$transaction((tx) => queue.add(tx, name, data, new Date(0)));

  it("takes what waits in a row, not one at each look", async () => {
    const done = new Set<string>();
    const waiting = Array.from({ length: 30 }, (_, at) => String(at));
    for (const at of waiting) await add("many", { at });
    const began = performance.now();
    await queue.work("many", async ({ at }) => {
      done.add(at ?? "");
    });
    await expect.poll(() => done.size, { timeout: 15_000, interval: 10 }).toBe(waiting.length);
    // A look a second would take 29.
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it("runs again only the job that failed", async () => {
    const runs: string[] = [];
    await queue.work("one-fails", async ({ at }) => {
      runs.push(at ?? "");
      if (at === "bad") throw new Error("not now");
    });
    for (const at of ["good", "bad", "fine"]) await add("one-fails", { at });
    queue.wake("one-fails");
    await expect.poll(() => runs.toSorted()).toEqual(["bad", "fine", "good"]);
    const retried = async () =>
      (
        await database.pool.query(
          "SELECT data->>'at' AS at FROM pgboss.job WHERE name = 'one-fails' AND state = 'retry'",
        )
      ).rows;
    await expect.poll(retried).toEqual([{ at: "bad" }]);
  });
});
