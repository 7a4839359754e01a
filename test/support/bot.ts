import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { connectSandbox, type SandboxClient } from "../../sandbox/client.ts";
import { type MailServer, startMailServer } from "../../sandbox/mail/server.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox/server.ts";
import { type App, type AppOptions, startApp } from "../../src/app.ts";
import type { Config } from "../../src/config.ts";
import { unlimited } from "../../src/platform/limits.ts";
import { silentLog } from "../../src/platform/log.ts";
import { connectDatabase, type Database } from "../../src/platform/postgres/database.ts";
import { createDatabase, hasRedis } from "../servers/database.ts";
import { portForLater } from "../servers/port.ts";
import { startRedis } from "../servers/redis.ts";

export interface TestBot {
  readonly telegram: SandboxClient;
  readonly sandbox: Sandbox;
  readonly database: Database;
  readonly config: Config;
  readonly databaseUrl: string;
  /** Where the mail goes that the bot sends. */
  readonly mail: MailServer;
  /** The time that the bot believes in. */
  now(): Date;
  /** Moves the bot's time on; jobs that fall due by then are run, and once what runs every so often. */
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
  /** Without it reports are printed. */
  readonly mail?: false;
  readonly namesInChat?: boolean;
}

/** The whole bot over HTTP: local Telegram, real PostgreSQL, real Redis where there is one. */
export async function startTestBot(options: TestBotOptions = {}): Promise<TestBot> {
  const sandbox = await startSandbox({ timeScale: 0.1, ...options.sandbox });
  const redis = hasRedis ? await startRedis() : undefined;
  const created = await createDatabase();
  const port = await portForLater();
  const files = await mkdtemp(join(tmpdir(), "opora-files-"));
  const mail = await startMailServer();
  const from = "Опора <opora@help.example>";
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
    mail: options.mail === false ? { kind: "printed" } : { kind: "smtp", url: mail.url, from },
    namesInChat: options.namesInChat ?? false,
    files: { kind: "folder", path: files },
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
  await database.pool.query(HOLD_JOBS);

  return {
    telegram,
    sandbox,
    database,
    config,
    databaseUrl: created.url,
    mail,
    now: () => now,
    async setTime(to) {
      const passed = to.getTime() - now.getTime();
      now = to;
      if (redis && passed > 0) await expire(redis.url, passed);
      await runDueJobs(database, app, to);
      await queueRounds(database, to);
      await runDueJobs(database, app, to);
    },
    async restart() {
      await app.stop();
      app = await start();
    },
    async loseRedis() {
      await redis?.restart({ empty: true });
    },
    async idle() {
      await telegram.idle(20);
      // Quiet may be a busy machine between two messages of one answer.
      await app.idle();
    },
    async stop() {
      await app.stop();
      await database.close();
      await sandbox.close();
      await mail.close();
      await redis?.remove();
      await created.drop();
      await rm(files, { recursive: true, force: true });
    },
  };
}

/**
 * The queue counts in the database's time and the bot in its own: jobs are put off by a hundred years,
 * and the bot's time brings them up.
 */
const HOLD_JOBS = `
  CREATE FUNCTION pgboss.hold_job() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.start_after := NEW.start_after + interval '100 years';
    RETURN NEW;
  END $$;
  CREATE TRIGGER hold_job BEFORE INSERT ON pgboss.job
    FOR EACH ROW EXECUTE FUNCTION pgboss.hold_job();`;

/** What runs every so often runs once now. */
async function queueRounds({ pool }: Database, now: Date): Promise<void> {
  await pool.query(
    "INSERT INTO pgboss.job (name, start_after) SELECT name, $1 FROM pgboss.schedule",
    [now],
  );
}

/** Resolves when the jobs that are due by the bot's time have run. */
async function runDueJobs({ pool }: Database, app: App, now: Date): Promise<void> {
  for (;;) {
    await pool.query(
      `UPDATE pgboss.job SET start_after = now()
       WHERE state = 'created' AND start_after > now() AND start_after <= $1::timestamptz + interval '100 years'`,
      [now],
    );
    const { rows } = await pool.query<{ name: string }>(
      "SELECT DISTINCT name FROM pgboss.job WHERE state < 'completed' AND start_after <= now()",
    );
    if (rows.length === 0) return;
    for (const { name } of rows) app.wakeJobs(name);
    await sleep(10);
  }
}

/** Redis counts in real time: what would be gone by the bot's time goes now. */
async function expire(url: string, passedMs: number): Promise<void> {
  const redis = new Redis(url);
  for (const key of await redis.keys("*")) {
    const left = await redis.pttl(key);
    if (left >= 0) await redis.pexpire(key, Math.max(0, left - passedMs));
  }
  redis.disconnect();
}
