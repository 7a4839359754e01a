import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startMailServer } from "../../sandbox/mail/server.ts";
import { startSandbox } from "../../sandbox/server.ts";
import { startApp } from "../../src/app.ts";
import { loadConfig } from "../../src/config.ts";
import { type Clock, systemClock } from "../../src/platform/clock.ts";
import { createKeyring } from "../../src/platform/crypto/keyring.ts";
import { freePort } from "../../src/platform/free-port.ts";
import { createLog } from "../../src/platform/log.ts";
import { connectDatabase } from "../../src/platform/postgres/database.ts";
import { type Cluster, openCluster } from "../../src/platform/postgres/embedded.ts";
import { migrate } from "../../src/platform/postgres/migrate.ts";
import { stopStray } from "../../src/platform/postgres/postmaster.ts";
import { seedFigures, seedRegister } from "./demo-beds.ts";
import { seedCases } from "./demo-cases.ts";
import { DEMO_PEOPLE, seedInstitutions, seedPeople } from "./demo-people.ts";
import { seedServices } from "./demo-services.ts";
import { onlyOne } from "./only-one.ts";

export type DemoOptions = {
  /** Everything that the demo keeps. */
  folder: string;
  /** Preferred port of the page. */
  port: number;
  /** Forget what former demos kept. */
  fresh: boolean;
  /** The day that the bot takes for today, "YYYY-MM-DD"; the hours go on as they do. */
  date?: string | undefined;
};

/** Starts a part and says how long it took; `note` adds what a person who waits should know. */
export type Progress = <T>(
  part: string,
  start: (note: (text: string) => void) => Promise<T>,
) => Promise<T>;

const lockName = "demo.lock";

/**
 * The whole bot with a local Telegram and a PostgreSQL of its own, for one person to try.
 *
 * @returns the address of the page, and what stops everything in order
 * @throws AlreadyRunning when the folder is in use
 */
export async function startDemo(
  options: DemoOptions,
  progress: Progress,
): Promise<{ url: string; stop(): Promise<void> }> {
  const { folder } = options;
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (let next = stops.pop(); next; next = stops.pop()) await next();
  };
  await mkdir(folder, { recursive: true });
  stops.push(await onlyOne(join(folder, lockName)));
  try {
    if (options.fresh) await forget(folder);
    const database = await progress("PostgreSQL", async (note) => {
      const cluster = await openDatabase(join(folder, "postgres"), note);
      stops.push(() => cluster.stop());
      await migrate(cluster.url("postgres"));
      return cluster;
    });
    const mail = await progress("Mail", () => startMailServer({ folder: join(folder, "mail") }));
    stops.push(() => mail.close());
    const telegram = await progress("Local Telegram", async () => {
      const sandbox = await startSandbox({
        port: await freePort(options.port),
        stateFile: join(folder, "telegram.json"),
        mailbox: mail,
      });
      for (const { id, name } of DEMO_PEOPLE) {
        sandbox.control.user({ id, first_name: name, language_code: "ru" });
      }
      return sandbox;
    });
    stops.push(() => telegram.close());
    await progress("Bot", async () => {
      const databaseUrl = database.url("postgres");
      const loaded = loadConfig({
        BOT_TOKEN: telegram.botToken,
        TELEGRAM_API_ROOT: telegram.apiRoot,
        DATABASE_URL: databaseUrl,
        DATA_KEY: await dataKey(join(folder, "data-key")),
        FILES: join(folder, "files"),
        SMTP_URL: mail.url,
        MAIL_FROM: "Опора <opora@demo.example>",
        PORT: String(await freePort()),
        LOG_LEVEL: "warn",
      });
      if (loaded.kind === "bad") throw new Error(loaded.lines.join("; "));
      const { config } = loaded;
      await seed(databaseUrl, config.dataKey, clockFrom(options.date)());
      const app = await startApp({
        config,
        databaseUrl,
        log: createLog(config.logLevel),
        clock: clockFrom(options.date),
        host: "127.0.0.1",
      });
      stops.push(() => app.stop());
    });
    return { url: telegram.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The rules change with the day: another day shows what they say then. */
function clockFrom(date: string | undefined): Clock {
  if (!date) return systemClock;
  const shift = Date.parse(`${date}T00:00:00Z`) - Date.parse(new Date().toISOString().slice(0, 10));
  if (Number.isNaN(shift)) throw new Error(`--date must be a day such as 2023-05-10`);
  return () => new Date(Date.now() + shift);
}

async function seed(databaseUrl: string, dataKey: Buffer, now: Date): Promise<void> {
  const connected = connectDatabase(databaseUrl, 2);
  try {
    const keyring = createKeyring(dataKey);
    await seedInstitutions(connected, now);
    await seedRegister(connected, now);
    await seedPeople(connected, keyring, now);
    await seedCases(connected, keyring, now);
    await seedFigures(connected, keyring, now);
    await seedServices(connected, keyring, now);
  } finally {
    await connected.close();
  }
}

async function forget(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name !== lockName);
  await Promise.all(
    names.map(async (name) => {
      if (name === "postgres") await stopStray(join(folder, name));
      await rm(join(folder, name), { recursive: true, force: true });
    }),
  );
}

async function openDatabase(directory: string, note: (text: string) => void): Promise<Cluster> {
  // The lock is ours: a server that still runs here was left by a demo that was killed.
  await stopStray(directory);
  return openCluster({
    directory,
    onStep: (step) => step === "initialise" && note("first start, making the database"),
  });
}

/** The key is made once; without it what people told the demo cannot be read again. */
async function dataKey(file: string): Promise<string> {
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept) return kept;
  const made = randomBytes(32).toString("base64");
  await writeFile(file, made, { mode: 0o600 });
  return made;
}
