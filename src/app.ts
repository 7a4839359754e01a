import type { UserFromGetMe } from "grammy/types";
import { Redis } from "ioredis";
import type { Config } from "./config.ts";
import { createFeatures, type Features } from "./features.ts";
import { noteBacklog } from "./platform/backlog.ts";
import { type Clock, systemClock } from "./platform/clock.ts";
import { type ApartWrite, Overtaken } from "./platform/conversation/conversation.ts";
import { memoryCells } from "./platform/conversation/memory-cells.ts";
import { createNotifier } from "./platform/conversation/notify.ts";
import { createApartNotifier } from "./platform/conversation/notify-apart.ts";
import { postgresStore } from "./platform/conversation/postgres-store.ts";
import { redisCells } from "./platform/conversation/redis-cells.ts";
import { transientStore } from "./platform/conversation/transient-store.ts";
import { createKeyring } from "./platform/crypto/keyring.ts";
import { openFiles, startFileJobs } from "./platform/files/index.ts";
import { createImages } from "./platform/images/index.ts";
import { createLimiter, type Limiter } from "./platform/limits.ts";
import type { Log } from "./platform/log.ts";
import { createMailer } from "./platform/mail/mailer.ts";
import { createMetrics } from "./platform/metrics.ts";
import { createPictures } from "./platform/pictures/index.ts";
import { connectDatabase, type Database, isConflict } from "./platform/postgres/database.ts";
import { startQueue } from "./platform/queue.ts";
import { type Call, createClient, type TelegramClient } from "./platform/telegram/client.ts";
import { described, EVERYBODYS_COMMANDS } from "./platform/telegram/commands.ts";
import { createDelivery } from "./platform/telegram/delivery.ts";
import { createDialogue } from "./platform/telegram/dialogue.ts";
import { ALLOWED_UPDATES } from "./platform/telegram/incoming.ts";
import { createIntake } from "./platform/telegram/intake.ts";
import { startPolling } from "./platform/telegram/polling.ts";
import { LOCALES, loadTexts, type Texts } from "./platform/texts/texts.ts";
import { createWeb } from "./platform/web.ts";
import type { FeatureDeps } from "./wiring/deps.ts";

export interface AppOptions {
  readonly config: Config;
  /** Migrated already. */
  readonly databaseUrl: string;
  readonly log: Log;
  readonly clock?: Clock;
  /** Where health, metrics and the webhook are heard; default: everywhere. */
  readonly host?: string;
  /** Benchmarks and floods of tests lift the limit per person. */
  readonly limiter?: Limiter;
  /** The features to run; default: all of the product. */
  readonly features?: (deps: FeatureDeps) => Features;
}

export interface App {
  readonly port: number;
  /** Looks for jobs of a name now instead of at the next poll: tests move the time. */
  wakeJobs(name: string): void;
  /** Resolves when what was taken is said: tests look at a chat only then. */
  idle(): Promise<void>;
  /** Takes no more updates, finishes what it took, says what it committed, lets go. */
  stop(): Promise<void>;
}

const SWEEP_MS = 500;
/** Telegram repeats an update for a day; after two nothing can be repeated. */
const FORGET_UPDATES_CRON = "17 3 * * *";

/** Connects everything and starts; `stop` undoes it in reverse. */
export async function startApp(options: AppOptions): Promise<App> {
  const { config, log, clock = systemClock } = options;
  const texts = loadTexts(config.defaultLocale);
  const keyring = createKeyring(config.dataKey);
  const metrics = createMetrics();
  const database = connectDatabase(options.databaseUrl);
  const redis =
    config.sessions.kind === "redis" ? connectRedis(config.sessions.url, log) : undefined;
  const client = createClient(config.telegram);
  const queue = await startQueue(options.databaseUrl, log, {
    onEnd: (queue, outcome) => metrics.jobs.inc({ queue, outcome }),
  });
  const files = openFiles(config.files, keyring);
  const images = createImages({ log });
  const pictures = createPictures({ log });
  const onOutcome = (outcome: string) => metrics.letters.inc({ outcome });
  const mailer =
    config.mail.kind === "smtp" ? createMailer({ ...config.mail, log, onOutcome }) : undefined;

  const millis = () => clock().getTime();
  const people = postgresStore(database, keyring);
  const transient = transientStore(
    redis ? redisCells(redis, millis) : memoryCells(millis),
    keyring,
  );
  const { features, documents, sentNotes, jobs } = (options.features ?? createFeatures)({
    database,
    queue,
    keyring,
    texts,
    clock,
    files,
    images,
    pictures,
    download: client.download,
    mailer,
    namesInChat: config.namesInChat,
  });
  const dialogue = createDialogue(features);
  const delivery = createDelivery({
    client,
    outboxes: [people.outbox, transient.outbox],
    documents,
    ...(sentNotes ? { sentNotes } : {}),
    log,
    metrics,
  });
  const { intake, idle } = createIntake({
    me: await whoAmI(client),
    dialogue,
    people,
    transient,
    delivery,
    limiter:
      options.limiter ??
      createLimiter(redis, (chat) => keyring.blindIndex("Limit.chat", chat).toString("base64url")),
    writeApart: (writes) => writeApart(database, writes),
    quarantine: async (updateId, code) => {
      const where = { updateId };
      await database.prisma.quarantinedUpdate.upsert({
        where,
        create: { updateId, code },
        update: {},
      });
    },
    texts,
    clock,
    log,
    metrics,
  });

  const { delivery: way } = config.telegram;
  const web = createWeb({
    figures: async () => {
      await noteBacklog(database, metrics);
      return { type: metrics.registry.contentType, text: await metrics.registry.metrics() };
    },
    ready: () => answers(database, redis),
    ...(way.kind === "webhook" && config.role !== "worker"
      ? { webhook: { path: new URL(way.url).pathname, secret: way.secret, intake } }
      : {}),
  });
  const address = await web.listen({ port: config.port, host: options.host ?? "0.0.0.0" });

  if (config.role !== "bot") {
    const notify = createNotifier({ database, keyring, delivery, outbox: people.outbox, texts });
    const notifyApart = createApartNotifier({ transient, delivery, texts });
    await jobs({ notify, notifyApart, clock });
    await startFileJobs({ files, database, queue });
    await queue.every("forget-updates", FORGET_UPDATES_CRON, () => forgetUpdates(database));
  }
  const sweeping = setInterval(() => {
    delivery.sweep().catch((error: unknown) => log.error("sweep_failed", error));
  }, SWEEP_MS);

  let stopPolling: () => Promise<void> = async () => {};
  if (config.role !== "worker") {
    await introduce(client, texts);
    if (way.kind === "webhook") {
      await must(client, {
        method: "setWebhook",
        payload: { url: way.url, secret_token: way.secret, allowed_updates: ALLOWED_UPDATES },
      });
    } else {
      await must(client, { method: "deleteWebhook", payload: {} });
      stopPolling = startPolling(client, intake, log);
    }
  }
  log.info("started", { port: Number(new URL(address).port) });

  return {
    port: Number(new URL(address).port),
    wakeJobs: queue.wake,
    async idle() {
      await idle();
      await delivery.idle();
    },
    async stop() {
      await stopPolling();
      await web.close();
      await idle();
      clearInterval(sweeping);
      await delivery.idle();
      await queue.stop();
      await images.close();
      await pictures.close();
      mailer?.close();
      await client.close();
      redis?.disconnect();
      await database.close();
      log.info("stopped");
    },
  };
}

/** One transaction; false when what it was decided on is true no more. */
async function writeApart(database: Database, writes: readonly ApartWrite[]): Promise<boolean> {
  try {
    await database.transaction(async (tx) => {
      for (const write of writes) await write(tx);
    });
    return true;
  } catch (error) {
    if (error instanceof Overtaken || isConflict(error)) return false;
    throw error;
  }
}

function connectRedis(url: string, log: Log): Redis {
  // Fail soon: an update that cannot be kept now is better brought again by Telegram.
  const redis = new Redis(url, { maxRetriesPerRequest: 1, enableAutoPipelining: true });
  redis.on("error", (error: Error) => log.warn("redis_failed", { code: error.name }));
  return redis;
}

async function whoAmI(client: TelegramClient): Promise<UserFromGetMe> {
  return (await must(client, { method: "getMe", payload: {} })) as UserFromGetMe;
}

/** The list of commands and the words before the first message, in each language. */
async function introduce(client: TelegramClient, texts: Texts): Promise<void> {
  const told = [{ t: texts.for(LOCALES[0]), language: {} }].concat(
    LOCALES.map((locale) => ({ t: texts.for(locale), language: { language_code: locale } })),
  );
  await Promise.all(
    told.flatMap(({ t, language }) => [
      must(client, {
        method: "setMyCommands",
        payload: { commands: described(t, EVERYBODYS_COMMANDS), ...language },
      }),
      must(client, {
        method: "setMyDescription",
        payload: { description: t("common:description"), ...language },
      }),
    ]),
  );
}

/** @throws when Telegram cannot be reached or refuses: there is no use in starting then. */
async function must(client: TelegramClient, call: Call): Promise<unknown> {
  for (let attempt = 0; ; attempt += 1) {
    const result = await client.call(call);
    if (result.kind === "done") return result.result;
    const code = result.kind === "unreachable" ? "403" : result.code;
    if (result.kind !== "later" || attempt === 5) {
      throw new Error(`Telegram did not accept ${call.method}: ${code}`);
    }
    await new Promise((resolve) => setTimeout(resolve, result.seconds * 1000));
  }
}

async function answers(database: Database, redis: Redis | undefined): Promise<boolean> {
  try {
    await database.pool.query("SELECT 1");
    await redis?.ping();
    return true;
  } catch {
    return false;
  }
}

async function forgetUpdates({ pool }: Database): Promise<void> {
  await pool.query("DELETE FROM updates WHERE received_at < now() - interval '48 hours'");
}
