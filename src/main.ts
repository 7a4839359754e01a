import { join } from "node:path";
import { type App, startApp } from "./app.ts";
import { type Config, configOrExit } from "./config.ts";
import { createLog } from "./platform/log.ts";
import { migrate } from "./platform/postgres/migrate.ts";

/** Where the embedded database lives when DATABASE_URL is unset. */
const EMBEDDED_FOLDER = join("data", "postgres");

/** Reads the configuration, brings the database up to date, starts, and stops in reverse on a signal. */
async function main(): Promise<void> {
  const config = configOrExit();
  const log = createLog(config.logLevel);
  const database = await openDatabase(config);
  let app: App;
  try {
    await migrate(database.url);
    app = await startApp({ config, databaseUrl: database.url, log });
  } catch (error) {
    log.error("start_failed", error);
    console.error(error instanceof Error ? error.message : "Opora could not start");
    await database.close();
    process.exit(1);
  }
  if (config.sessions.kind === "memory") {
    log.warn("sessions_in_memory", { code: "REDIS_URL is unset: run one process only" });
  }

  let stopping = false;
  const stop = async () => {
    // A second Ctrl-C means it.
    if (stopping) process.exit(1);
    stopping = true;
    await app.stop();
    await database.close();
    process.exit(0);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

async function openDatabase({
  database,
}: Config): Promise<{ url: string; close(): Promise<void> }> {
  if (database.kind === "server") return { url: database.url, close: async () => {} };
  // A development dependency in all but name: production names its own database.
  const { openCluster } = await import("./platform/postgres/embedded.ts");
  const cluster = await openCluster({ directory: EMBEDDED_FOLDER });
  return { url: cluster.url("postgres"), close: () => cluster.stop() };
}

await main();
