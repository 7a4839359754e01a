import { type App, startApp } from "./app.ts";
import { type Config, configOrExit } from "./config.ts";
import { createLog } from "./platform/log.ts";
import { migrate } from "./platform/postgres/migrate.ts";

/** Where the embedded database lives when DATABASE_URL is unset. */
const EMBEDDED_FOLDER = "data/postgres";

interface Server {
  readonly url: string;
  close(): Promise<void>;
}

/** Reads the configuration, brings the database up to date, starts, and stops in reverse on a signal. */
async function main(): Promise<void> {
  const config = configOrExit();
  const log = createLog(config.logLevel);
  let database: Server | undefined;
  let app: App | undefined;

  let stopping = false;
  const stop = async (code: number) => {
    // A second Ctrl-C means it.
    if (stopping) process.exit(1);
    stopping = true;
    await app?.stop();
    await database?.close();
    process.exit(code);
  };
  process.on("SIGINT", () => void stop(0));
  process.on("SIGTERM", () => void stop(0));

  try {
    database = await openDatabase(config);
    await migrate(database.url);
    app = await startApp({ config, databaseUrl: database.url, log });
    if (config.sessions.kind === "memory") {
      log.warn("sessions_in_memory", { code: "REDIS_URL is unset: one process only" });
    }
  } catch (error) {
    log.error("start_failed", error);
    console.error(`Opora could not start: ${reasonOf(error)}`);
    await stop(1);
  }
}

async function openDatabase({ database }: Config): Promise<Server> {
  if (database.kind === "server") return { url: database.url, close: async () => {} };
  // Not among the packages of production, where DATABASE_URL names a server.
  const { openCluster } = await import("./platform/postgres/embedded.ts");
  const cluster = await openCluster({ directory: EMBEDDED_FOLDER });
  return { url: cluster.url("postgres"), close: () => cluster.stop() };
}

/** Our own messages name no secret; a foreign one may hold an address with a password. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown reason";
  const code = (error as { code?: unknown }).code;
  return typeof code === "string" ? `${error.name} ${code}` : error.message;
}

await main();
