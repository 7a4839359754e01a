import { randomBytes } from "node:crypto";
import { connectSandbox, type SandboxClient } from "../../sandbox/client.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox/server.ts";
import { type App, type AppOptions, startApp } from "../../src/app.ts";
import type { Config } from "../../src/config.ts";
import { freePort } from "../../src/platform/free-port.ts";
import { unlimited } from "../../src/platform/limits.ts";
import { silentLog } from "../../src/platform/log.ts";
import { connectDatabase, type Database } from "../../src/platform/postgres/database.ts";
import { createDatabase, hasRedis } from "../servers/database.ts";
import { startRedis } from "../servers/redis.ts";

export interface TestBot {
  readonly telegram: SandboxClient;
  readonly sandbox: Sandbox;
  readonly database: Database;
  readonly config: Config;
  readonly databaseUrl: string;
  /** The time that the bot believes in. */
  now(): Date;
  /** Moves the bot's time on; jobs that fall due by then are run. */
  setTime(to: Date): Promise<void>;
  restart(): Promise<void>;
  /** Everything in Redis is gone, as after a lost disk. */
  loseRedis(): Promise<void>;
  /** Resolves when the bot has taken and said everything. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface TestBotOptions {
  readonly delivery?: "polling" | "webhook";
  readonly limiter?: AppOptions["limiter"] | "real";
  readonly sandbox?: SandboxOptions;
  readonly now?: string;
}

/** The whole bot over HTTP: local Telegram, real PostgreSQL, real Redis where there is one. */
export async function startTestBot(options: TestBotOptions = {}): Promise<TestBot> {
  const sandbox = await startSandbox({ timeScale: 0.1, ...options.sandbox });
  const redis = hasRedis ? await startRedis() : undefined;
  const created = await createDatabase();
  const port = await freePort();
  const config: Config = {
    telegram: {
      token: sandbox.botToken,
      apiRoot: sandbox.apiRoot,
      delivery:
        options.delivery === "polling"
          ? { kind: "polling" }
          : { kind: "webhook", url: `http://127.0.0.1:${port}/telegram`, secret: "test-secret" },
    },
    database: { kind: "server", url: created.url },
    sessions: redis ? { kind: "redis", url: redis.url } : { kind: "memory" },
    dataKey: randomBytes(32),
    port,
    mail: { kind: "printed" },
    logLevel: "silent",
    role: "all",
    defaultLocale: "ru",
  };
  let now = new Date(options.now ?? "2024-03-12T03:00:00Z");
  const database = connectDatabase(created.url, 2);
  const telegram = connectSandbox(sandbox.url);
  const start = () =>
    startApp({
      config,
      databaseUrl: created.url,
      log: silentLog,
      clock: () => now,
      ...(options.limiter === "real" ? {} : { limiter: options.limiter ?? unlimited }),
    });
  let app: App = await start();

  return {
    telegram,
    sandbox,
    database,
    config,
    databaseUrl: created.url,
    now: () => now,
    async setTime(to) {
      now = to;
      // The queue counts in the database's time; what is due by the bot's time is due now.
      await database.pool.query(
        "UPDATE pgboss.job SET start_after = now() WHERE state = 'created' AND start_after <= $1",
        [to],
      );
    },
    async restart() {
      await app.stop();
      app = await start();
    },
    async loseRedis() {
      await redis?.restart({ empty: true });
    },
    idle: () => telegram.idle(),
    async stop() {
      await app.stop();
      await database.close();
      await sandbox.close();
      await redis?.remove();
      await created.drop();
    },
  };
}
