import { performance } from "node:perf_hooks";
import { readCard } from "../src/features/indicators/card.ts";
import { institutionsIn } from "../src/features/indicators/store.ts";
import { connectDatabase } from "../src/platform/postgres/database.ts";
import { migrate } from "../src/platform/postgres/migrate.ts";
import { startPostgres } from "../test/servers/postgres.ts";
import { fillServices, ROWS } from "./service-rows.ts";

/**
 * The dashboard card of a region of 34 institutions over 1,000,000 rows of services of three years: plan,
 * fact and forecast of all indicators of a year. It is counted when it is asked for, by what a trigger keeps
 * with each service; nothing is prepared at night. Fails above 100 ms at p95.
 */
const LIMIT_MS = 100;
const ROUNDS = process.argv.includes("--quick") ? 40 : 200;

const postgres = await startPostgres();
await migrate(postgres.url);
const database = connectDatabase(postgres.url);
try {
  await fillServices(database, { from: "2022-01-01", days: 1_095 }, false, "RU-ZAB");
  const ids = (await institutionsIn(database.prisma, ["RU-ZAB"])).map(({ id }) => id);
  for (const [name, scope] of [
    ["region", { kind: "region", region: "RU-ZAB", institutions: ids }],
    ["institution", { kind: "institution", region: "RU-ZAB", institutions: ids.slice(0, 1) }],
  ] as const) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS + 5; round += 1) {
      const began = performance.now();
      await readCard(database, scope, 2024, "2024-12-31");
      times.push(performance.now() - began);
    }
    times.splice(0, 5);
    times.sort((a, b) => a - b);
    const at = (share: number) => times[Math.ceil(times.length * share) - 1] ?? 0;
    console.log(
      `${name}: card of a year over ${ROWS} rows: p50 ${at(0.5).toFixed(1)}  p95 ${at(0.95).toFixed(1)} ms of ${LIMIT_MS}`,
    );
    if (at(0.95) >= LIMIT_MS) process.exitCode = 1;
  }
} finally {
  await database.close();
  await postgres.remove();
}
