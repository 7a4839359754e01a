import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { connectSandbox, type Person, type SandboxClient } from "../../sandbox/client.ts";
import { startSandbox } from "../../sandbox/server.ts";
import { connectDatabase } from "../../src/platform/postgres/database.ts";
import { migrate } from "../../src/platform/postgres/migrate.ts";
import { portForLater } from "../servers/port.ts";
import { startPostgres } from "../servers/postgres.ts";
import { startRedis } from "../servers/redis.ts";
import { startBalancer } from "./balancer.ts";
import { ask, playCases, readAll, type Story } from "./case-scripts.ts";
import { partOf } from "./expected.ts";
import { createInstance, type Instance } from "./instance.ts";
import { type Findings, judge } from "./judge.ts";
import { pause, type Stage, say } from "./stage.ts";
import { gather } from "./troupe.ts";

/**
 * Breaks everything while people talk, then compares exact sets: what Telegram handed over with what
 * took effect, and what had to be said with what was said.
 *
 *     npm run chaos -- --quick      1,700 updates of 30 forms and 8 cases, 5 kills; under 90 seconds
 *     npm run chaos                 10,000 updates of 100 forms and 48 cases, 30 kills
 */
const { values: options } = parseArgs({
  options: { quick: { type: "boolean", default: false }, seed: { type: "string", default: "1" } },
});
const size = options.quick
  ? { chats: 30, steps: 33, kills: 5, teams: 4, clients: 2 }
  : { chats: 100, steps: 100, kills: 30, teams: 8, clients: 6 };
const FIRST_CHAT = 40_000;
const UNSAID = `
  SELECT 1 FROM outbox
  UNION ALL SELECT 1 FROM notifications WHERE resolved_at IS NULL AND due_at <= now()
  UNION ALL SELECT 1 FROM notices WHERE settled_at IS NULL AND due_at <= now()
  LIMIT 1`;

const started = performance.now();
const stack = new AsyncDisposableStack();
try {
  const findings = await run();
  report(findings);
  process.exitCode = findings.problems.length > 0 ? 1 : 0;
} finally {
  await stack.disposeAsync();
}

async function run(): Promise<Findings> {
  const dataKey = randomBytes(32);
  const postgres = await startPostgres();
  stack.defer(() => postgres.remove());
  const redis = await startRedis();
  stack.defer(() => redis.remove());
  const sandbox = await startSandbox({ timeScale: 0.02, seed: Number(options.seed) });
  stack.defer(() => sandbox.close());
  const databaseUrl = postgres.databaseUrl("postgres");
  await migrate(databaseUrl);
  const database = connectDatabase(databaseUrl, 4);
  stack.defer(() => database.close());

  const ports = [await portForLater(), await portForLater()] as const;
  const balancer = await startBalancer(ports);
  stack.defer(() => balancer.close());
  const env = {
    BOT_TOKEN: sandbox.botToken,
    TELEGRAM_API_ROOT: sandbox.apiRoot,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redis.url,
    WEBHOOK_URL: `http://127.0.0.1:${balancer.port}/telegram`,
    WEBHOOK_SECRET: "chaos",
    DATA_KEY: dataKey.toString("base64"),
    LOG_LEVEL: process.env.CHAOS_LOG ? "warn" : "silent",
  };
  const instances = [createInstance(ports[0], env), createInstance(ports[1], env)] as const;
  for (const instance of instances) {
    await instance.start();
    stack.defer(() => instance.stop());
  }
  const stage: Stage = {
    sandbox,
    telegram: connectSandbox(sandbox.url),
    postgres,
    redis,
    instances,
    database,
    dataKey,
  };
  say(`two bots are up; ${size.chats} people agree and begin the form, others will ask for help`);
  const people = await enroll(stage);
  const troupe = await gather(stage, size);
  const before = await stage.telegram.calls();

  await addFaults(stage.telegram);
  const [stories] = await Promise.all([playCases(stage, troupe), talk(people), breakThings(stage)]);
  say("all is typed and broken; waiting until everything is said");
  await stage.telegram.clearFaults();
  await settle(stage);
  await pressTwice(stage, people);
  await readAll(stories);
  const { town, client } = troupe.last;
  const all: Story[] = [...stories, await ask(stage, town, client)];
  await settle(stage);
  return judge({
    database,
    dataKey,
    telegram: stage.telegram,
    handed: balancer.handed,
    cursor: before.cursor,
    chats: people.map(({ id }) => id),
    steps: size.steps,
    stories: all,
    specialists: troupe.specialists,
    kills: size.kills,
  });
}

/** Everybody agrees and stands before the first question of the form. */
async function enroll({ telegram }: Stage): Promise<Person[]> {
  return Promise.all(
    Array.from({ length: size.chats }, async (_, at) => {
      const id = FIRST_CHAT + at;
      const person = await telegram.person({ id, first_name: `П${at}`, language_code: "ru" });
      await person.start();
      await person.sees("На каком языке", 20_000);
      await person.presses("Русский");
      await person.sees("Я Опора", 20_000);
      await person.says("/privacy");
      await person.sees("Согласия пока нет", 20_000);
      await person.presses("Сохранить ответы");
      await person.sees("Сохранить ваши ответы?", 20_000);
      await person.presses("Даю согласие, сохранить");
      await person.sees("Вы дали согласие", 20_000);
      await person.presses("В начало");
      await person.sees("Я Опора", 20_000);
      await person.presses("Социальный контракт: проверить");
      await person.sees("Вопрос 1 из", 20_000);
      return person;
    }),
  );
}

/** Everybody types without waiting: Telegram keeps the order of each chat. */
async function talk(people: readonly Person[]): Promise<void> {
  await Promise.all(
    people.map(async (person, at) => {
      for (const text of partOf(at, size.steps).typed) {
        await person.says(text);
        // Below the limit per person, repeats included.
        await pause(Math.random() * 1_400);
      }
    }),
  );
}

async function addFaults(telegram: SandboxClient): Promise<void> {
  const often = 1_000_000;
  await telegram.addFault({
    effect: { kind: "duplicate", afterMs: 30 },
    times: often,
    probability: 0.15,
  });
  await telegram.addFault({
    effect: { kind: "webhook-answer-lost" },
    times: often,
    probability: 0.02,
  });
  await telegram.addFault({ effect: { kind: "reorder", ms: 40 }, times: often, probability: 0.05 });
  await telegram.addFault({ effect: { kind: "press-again" }, times: often, probability: 0.1 });
  const calls = { times: often, probability: 0.01, method: "sendMessage" };
  await telegram.addFault({ effect: { kind: "too-many-requests", retryAfter: 1 }, ...calls });
  await telegram.addFault({ effect: { kind: "server-error", status: 502 }, ...calls });
  await telegram.addFault({ effect: { kind: "reset-before" }, ...calls });
}

/** Kills one bot after the other, and restarts both stores in between. */
async function breakThings({ instances, redis, postgres }: Stage): Promise<void> {
  for (let kill = 0; kill < size.kills; kill += 1) {
    await pause(2_500 + Math.random() * 1_500);
    const victim = instances[kill % 2] as Instance;
    await victim.kill();
    say(`kill -9 number ${kill + 1}`);
    if (kill === 1) {
      await redis.restart();
      say("Redis was restarted");
    }
    if (kill === 3) {
      await postgres.restart();
      say("PostgreSQL was restarted");
    }
    await victim.start();
  }
}

/** The same press twice, the second under a new number: it must count once. */
async function pressTwice({ telegram }: Stage, people: readonly Person[]): Promise<void> {
  await telegram.addFault({ effect: { kind: "press-again" }, times: people.length });
  await Promise.all(people.map((person) => person.presses("Почему спрашиваем?")));
}

/** Telegram has nothing left to hand over, and the bots have nothing left to say. */
async function settle({ telegram, database }: Stage): Promise<void> {
  const end = Date.now() + 60_000;
  for (;;) {
    await telegram.idle(500, 60_000);
    const { rows } = await database.pool.query(UNSAID);
    if (rows.length === 0 || Date.now() > end) return;
    await pause(200);
  }
}

function report({ updates, repeats, messages, cases, duplicates, problems }: Findings): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  say(`${updates} updates took effect, ${repeats} were handed over more than once`);
  say(`${messages} questions, ${cases.words} words of people and specialists and ${cases.pushes}`);
  say(`notifications were due and said, ${duplicates} of them twice (${size.kills} kills)`);
  for (const problem of problems) say(`PROBLEM: ${problem}`);
  say(
    problems.length === 0
      ? `all sets are equal; ${seconds} s`
      : `${problems.length} problems; ${seconds} s`,
  );
}
