import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENTRIES } from "../../bench/contenders/index.ts";
import { Crowd, type Part } from "../../bench/crowd.ts";
import { median, percentile, spread } from "../../bench/figures.ts";
import { QUESTIONS } from "../../bench/form.ts";
import { aims, report } from "../../bench/report.ts";
import { run } from "../../bench/run.ts";
import { type Servers, startServers } from "../../bench/servers.ts";
import { Stage } from "../../bench/stage.ts";
import { startSandbox } from "../../sandbox/server.ts";
import { hasRedis } from "../servers/database.ts";

const CHATS = 4;

/** Speed is not looked at here: only that everybody who is measured does what is asked of them. */
describe.skipIf(!hasRedis)("the benchmark", () => {
  let servers: Servers;

  beforeAll(async () => {
    servers = await startServers();
  });
  afterAll(() => servers?.remove());

  it("finds every answer of everybody, in order, with each contender", async () => {
    const results = await run(
      {
        rounds: 1,
        warmUp: 1,
        chats: CHATS,
        together: 3,
        only: [],
        crowd: { rounds: 1, thinkMs: 1 },
        long: { rounds: 1, chats: 2, replaying: true },
        profile: undefined,
        say: () => undefined,
      },
      servers,
    );
    expect(results.main.map(({ name }) => name)).toEqual(ENTRIES.map(({ name }) => name));
    for (const { rate, cpu } of results.main) {
      expect(rate.median).toBeGreaterThan(0);
      expect(cpu.median).toBeGreaterThan(0);
    }
    expect(aims(results)).toHaveLength(7);
    for (const { title } of ENTRIES) expect(report(results)).toContain(title);
  });

  it("sees rows that are missing", async () => {
    const echo = ENTRIES.find(({ kind }) => kind === "echo")!;
    const counts = { sql: "SELECT 23 AS found", of: "updates" } as const;
    const entry = { ...echo, title: "Echo", counts };
    const stage = await Stage.open(entry, servers, { chats: 2, people: 1 });
    const { updates } = await stage.form({ together: 1 });
    expect(updates).toBe(2 * QUESTIONS);
    await expect(stage.check()).rejects.toThrow("Echo keeps 23 rows or answers of 24");
    await stage.close();
  });
});

describe("people of the benchmark", () => {
  it("stop at an answer that does not belong there", async () => {
    const sandbox = await startSandbox({ record: false });
    const crowd = new Crowd(sandbox, [7]);
    const part: Part = { says: ["да", "нет"], hears: ["first", "second"] };
    const played = crowd.play(new Map([[7, part]]), { together: 1 });
    const failed = expect(played).rejects.toThrow('"the third" and not "second"');
    for (const text of ["the first", "the third"]) {
      await fetch(`${sandbox.apiRoot}/bot${sandbox.botToken}/sendMessage`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ chat_id: 7, text }),
      });
    }
    await failed;
    await sandbox.close();
  });
});

describe("figures", () => {
  it("are medians and percentiles", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(spread([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
    const hundred = Float64Array.from({ length: 100 }, (_, at) => 100 - at);
    expect([percentile(hundred, 0.5), percentile(hundred, 0.99)]).toEqual([50, 99]);
  });
});
