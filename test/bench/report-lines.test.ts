import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { measureLines, medians } from "../../bench/report-lines.ts";
import { type Servers, startServers } from "../../bench/servers.ts";
import { hasRedis } from "../servers/database.ts";

/** Speed is not looked at here: only that every line of everybody is kept and answered. */
describe.skipIf(!hasRedis)("the benchmark of a report's lines", () => {
  let servers: Servers;

  beforeAll(async () => {
    servers = await startServers();
  });
  afterAll(() => servers?.remove());

  it("finds each line kept, and what each end of them costs", async () => {
    const plan = { rounds: 2, warmUp: 1, chats: 2, lines: 5, end: 2 };
    const { first, last } = await measureLines(servers, plan);
    expect([first, last].map(({ length }) => length)).toEqual([2, 2]);
    for (const cost of [medians(first), medians(last)]) {
      expect(cost.cpu).toBeGreaterThan(0);
      expect(cost.p50).toBeGreaterThan(0);
    }
  }, 120_000);
});
