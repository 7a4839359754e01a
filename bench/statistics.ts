import { performance } from "node:perf_hooks";
import { quarterlyTable, readQuarter } from "../src/features/quarterly/index.ts";
import { connectDatabase, type Database } from "../src/platform/postgres/database.ts";
import { migrate } from "../src/platform/postgres/migrate.ts";
import { startPostgres } from "../test/servers/postgres.ts";
import { fillServices, ROWS } from "./service-rows.ts";

/**
 * The quarterly table of a region, with last year beside it and all its parts, over 1,000,000 rows of
 * services, counted when it is asked for: nothing was prepared at night. Fails above 2 s. Twice:
 * - as they come: three years of a region, 34 institutions;
 * - the worst: all rows lie within the two quarters that are counted.
 * Also what it costs to record one service, with the trigger that counts it into its year and without.
 */
const LIMIT_MS = 2_000;
const quick = process.argv.includes("--quick");
const ROUNDS = quick ? 5 : 20;
const RECORDED = 100;

const SPREADS = {
  "three years": { from: "2022-01-01", days: 1_095 },
  "two quarters": { from: "2024-01-01", days: 90 },
} as const;

for (const [name, spread] of Object.entries(SPREADS)) {
  const postgres = await startPostgres();
  await migrate(postgres.url);
  const database = connectDatabase(postgres.url);
  try {
    await fillServices(database, spread, name === "two quarters");
    const times = await measure(database);
    const at = (share: number) => times[Math.floor((times.length - 1) * share)] ?? 0;
    console.log(
      `${ROWS} rows over ${name}: p50 ${at(0.5).toFixed(0)}  slowest ${at(1).toFixed(0)} of ${LIMIT_MS} ms`,
    );
    if (at(1) >= LIMIT_MS) process.exitCode = 1;
    if (name === "three years") {
      await record(database);
      await explain(database);
    }
  } finally {
    await database.close();
    await postgres.remove();
  }
}

async function measure(database: Database): Promise<number[]> {
  const quarter = readQuarter("2024Q1")!;
  const times: number[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const start = performance.now();
    const made = await quarterlyTable(database, quarter, { kind: "region", region: "RU-KHM" });
    if (made.kind !== "table") throw new Error(made.kind);
    if (!made.table.rows.every(({ now, before }) => now.people !== 0 && before)) {
      throw new Error("A row of the table is empty");
    }
    if (round >= 0) times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b);
}

/** One service in a transaction of its own, one after the other, beside the rows that are there. */
async function record({ prisma }: Database): Promise<void> {
  const took = { with: 0, without: 0 };
  // In turns, so that whatever else the machine does falls on both.
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const trigger of ["with", "without"] as const) {
      await prisma.$executeRawUnsafe(
        `ALTER TABLE services ${trigger === "with" ? "ENABLE" : "DISABLE"} TRIGGER services_count_into_year`,
      );
      const start = performance.now();
      for (let nth = 0; nth < RECORDED; nth += 1) {
        const person = (nth * 7_877 + round) % 200_000;
        await prisma.$executeRaw`
          INSERT INTO services
            (kind, day, institution_id, case_id, person, people, released, source, recorded_at)
          VALUES ('papers', '2024-02-15', lpad(to_hex(${(nth % 34) + 1}::int), 32, '0')::uuid,
            gen_random_uuid(), ${person}::bigint * 7919 + 1, 1, 0,
            ${`bench:${trigger}:${round}:${nth}`}, now())`;
      }
      took[trigger] += performance.now() - start;
    }
  }
  const ms = (sum: number) => (sum / ROUNDS / RECORDED).toFixed(2);
  console.log(
    `recording a service: ${ms(took.with)} ms with its counters, ${ms(took.without)} ms without`,
  );
}

/** How PostgreSQL counts by kind, which all parts of the table do. */
async function explain({ prisma }: Database): Promise<void> {
  const plan = await prisma.$queryRaw<{ "QUERY PLAN": string }[]>`
    EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF)
    SELECT kind, person, sum(people)::int, sum(released)::int FROM services
    WHERE institution_id IN (SELECT id FROM institutions)
      AND day >= '2024-01-01' AND day < '2024-04-01'
    GROUP BY kind, person`;
  console.log("\nThe plan of one quarter:");
  for (const row of plan) console.log(row["QUERY PLAN"]);
}
