import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { type Cluster, openCluster } from "../../src/platform/postgres/embedded.ts";
import { portForLater } from "./port.ts";

/** Durability stays on, as in production; only what a short-lived server does not need is off. */
const settings = {
  max_connections: 200,
  shared_buffers: "64MB",
  wal_level: "minimal",
  max_wal_senders: 0,
  autovacuum: "off",
};

export type TestPostgres = Pick<Cluster, "stop" | "crash" | "start" | "port" | "pid"> & {
  /** An empty database of its own. */
  url: string;
  databaseUrl(name: string): string;
  /** Stops in order and starts again on the same port. */
  restart(): Promise<void>;
  /** Stops and removes the data. */
  remove(): Promise<void>;
};

/** Starts a PostgreSQL apart from the run's own, for tests that stop or crash it. */
export async function startPostgres(): Promise<TestPostgres> {
  const directory = join(tmpdir(), `opora-postgres-${randomBytes(6).toString("hex")}`);
  const cluster = await openCluster({
    directory,
    port: await portForLater(),
    settings,
    throwAway: true,
  });
  await query(cluster.url("postgres"), "CREATE DATABASE opora");
  return {
    port: cluster.port,
    pid: cluster.pid,
    url: cluster.url("opora"),
    databaseUrl: cluster.url,
    stop: cluster.stop,
    crash: cluster.crash,
    start: cluster.start,
    restart: async () => {
      await cluster.stop();
      await cluster.start();
    },
    remove: async () => {
      await cluster.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
