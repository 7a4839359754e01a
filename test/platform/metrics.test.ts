import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Person } from "../../sandbox/client.ts";
import { noteBacklog } from "../../src/platform/backlog.ts";
import { createMetrics } from "../../src/platform/metrics.ts";
import { connectDatabase } from "../../src/platform/postgres/database.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";
import { createScene } from "../support/scene.ts";

let bot: TestBot;
let person: Person;
beforeAll(async () => {
  bot = await startTestBot();
  person = await createScene(bot).someone("Гость");
});
afterAll(() => bot.stop());

/** The figures by name, with their labels where they have any. */
async function figures(): Promise<Map<string, number>> {
  const text = await (await fetch(`http://127.0.0.1:${bot.config.port}/metrics`)).text();
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(" ");
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

it("count what came, what was said and which jobs ran", async () => {
  await bot.setTime(new Date(bot.now().getTime() + 60_000));
  const now = await figures();
  expect(now.get('opora_updates_total{outcome="taken"}')).toBeGreaterThanOrEqual(5);
  expect(now.get('opora_telegram_calls_total{outcome="done"}')).toBeGreaterThanOrEqual(5);
  expect(now.get('opora_jobs_total{queue="notifications-round",outcome="done"}')).toBeGreaterThan(
    0,
  );
  expect([...now.keys()].join("\n")).not.toMatch(/Гость|\d{6}/);
});

it("show what waits, and since when", async () => {
  const before = await figures();
  for (const name of ["calls", "late_seconds"]) expect(before.get(`opora_outbox_${name}`)).toBe(0);
  for (const name of ["jobs_late", "jobs_failed", "updates_set_aside"])
    expect(before.get(`opora_${name}`)).toBe(0);

  await bot.telegram.addFault({ effect: { kind: "server-error", status: 502 }, times: 1000 });
  await person.says("/help");
  await expect.poll(async () => (await figures()).get("opora_outbox_calls")).toBe(1);
  const { pool } = bot.database;
  await pool.query("INSERT INTO quarantined_updates (update_id, code) VALUES (1, 'fault')");
  await pool.query("INSERT INTO pgboss.job (name, state) VALUES ('holds-round', 'failed')");
  // The sweep may take the call over between the two: then it is late once more.
  const late = async () => {
    await pool.query("UPDATE outbox SET lease_until = now() - interval '90 seconds'");
    return await figures();
  };
  await expect
    .poll(async () => (await late()).get("opora_outbox_late_seconds"))
    .toBeGreaterThanOrEqual(90);
  const after = await figures();
  expect(after.get("opora_updates_set_aside")).toBe(1);
  expect(after.get("opora_jobs_failed")).toBe(1);
});

it("are unknown, not nought, where the database does not answer", async () => {
  const away = connectDatabase("postgresql://opora@127.0.0.1:1/away", 1);
  const metrics = createMetrics();
  await noteBacklog(away, metrics);
  await away.close();
  expect(await metrics.registry.metrics()).toMatch(/^opora_jobs_failed nan$/im);
});

it("are explained to operators, each and no other", async () => {
  const page = readFileSync(new URL("../../docs/operating.md", import.meta.url), "utf8");
  const explained = [...page.matchAll(/^\| `(opora_\w+)`/gm)].map(([, name]) => name);
  const all = await createMetrics().registry.getMetricsAsJSON();
  expect(explained.toSorted()).toEqual(all.map(({ name }) => name).toSorted());
});
