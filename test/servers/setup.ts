import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestProject } from "vitest/node";
import { migrate } from "../../src/platform/postgres/migrate.ts";
import { startPostgres } from "./postgres.ts";
import { provideRedis } from "./redis.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address that answers a POST with the run's PostgreSQL, started by the first one. */
    postgres: string;
    /** Path of a Redis-compatible server, or an empty string. */
    redisServer: string;
  }
}

/**
 * What a whole run shares: one PostgreSQL, started when the first test file asks for it, and the
 * knowledge whether there is a Redis.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let postgres: Promise<RunPostgres> | undefined;
  const desk = createServer(async (_request, response) => {
    try {
      postgres ??= startRunPostgres();
      const { admin, template } = await postgres;
      response.end(JSON.stringify({ admin, template }));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((done) => desk.listen(0, "127.0.0.1", done));
  project.provide("postgres", `http://127.0.0.1:${(desk.address() as AddressInfo).port}`);

  const redis = provideRedis();
  if (!redis) {
    console.log(
      "Tests with Redis are skipped: install redis-server (Debian: apt-get install redis-server; macOS: brew install redis)",
    );
  }
  project.provide("redisServer", redis ?? "");

  return async () => {
    await new Promise<void>((done) => desk.close(() => done()));
    const started = await postgres?.catch(() => undefined);
    await started?.remove();
  };
}

type RunPostgres = { admin: string; template: string; remove(): Promise<void> };

async function startRunPostgres(): Promise<RunPostgres> {
  const server = await startPostgres();
  await migrate(server.url);
  return { admin: server.databaseUrl("postgres"), template: "opora", remove: server.remove };
}
