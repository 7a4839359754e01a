import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { openCluster } from "../src/platform/postgres/embedded.ts";
import { migrate } from "../src/platform/postgres/migrate.ts";
import { startRedis } from "../test/servers/redis.ts";
import { cpuOf } from "./cpu.ts";

/** PostgreSQL and Redis of a run, as they come: fsync, synchronous commit and autovacuum are on. */
export interface Servers {
  readonly redisUrl: string;
  /** A new database with the product's tables. */
  database(name: string): Promise<string>;
  /** Microseconds of both so far; undefined where the system does not tell. */
  cpu(): number | undefined;
  versions(): Promise<Record<string, string>>;
  remove(): Promise<void>;
}

export async function startServers(): Promise<Servers> {
  const directory = join(tmpdir(), `opora-bench-${randomBytes(6).toString("hex")}`);
  const [postgres, redis] = await Promise.all([
    openCluster({ directory, settings: { max_connections: 200 }, throwAway: true }),
    startRedis(),
  ]);
  const admin = postgres.url("postgres");
  return {
    redisUrl: redis.url,
    async database(name) {
      await select(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await select(admin, `CREATE DATABASE ${name}`);
      await migrate(postgres.url(name));
      return postgres.url(name);
    },
    cpu: () => cpuOf([postgres.pid(), redis.pid()].filter((pid) => pid !== undefined)),
    async versions() {
      const settings = await select(
        admin,
        `SELECT name, setting FROM pg_settings
         WHERE name IN ('server_version', 'fsync', 'synchronous_commit', 'autovacuum')`,
      );
      return Object.fromEntries(settings.map(({ name, setting }) => [name, setting]));
    },
    async remove() {
      await Promise.all([postgres.stop(), redis.remove()]);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Runs one statement on a connection of its own. */
export async function select(url: string, statement: string): Promise<Record<string, string>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
