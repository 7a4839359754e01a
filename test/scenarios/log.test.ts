import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectSandbox, type Person } from "../../sandbox/client.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server.ts";
import { connectDatabase, type Database } from "../../src/platform/postgres/database.ts";
import { createDatabase, hasRedis, type TestDatabase } from "../servers/database.ts";
import { portForLater } from "../servers/port.ts";
import { startRedis, type TestRedis } from "../servers/redis.ts";

/** All that a line of the log may hold. */
const FIELDS = new Set([
  ...["level", "time", "event", "error", "updateId", "personId", "jobId"],
  ...["method", "code", "count", "seconds", "port"],
]);
const FIELDS_OF_AN_ERROR = new Set(["name", "code", "at"]);

describe("the log at its most talkative", () => {
  const dataKey = randomBytes(32).toString("base64");
  let sandbox: Sandbox;
  let created: TestDatabase;
  let redis: TestRedis | undefined;
  let database: Database;
  let bot: ChildProcess;
  let anna: Person;
  let output = "";

  beforeAll(async () => {
    sandbox = await startSandbox({ timeScale: 0.1 });
    created = await createDatabase();
    database = connectDatabase(created.url, 2);
    redis = hasRedis ? await startRedis() : undefined;
    bot = spawn(process.execPath, ["src/main.ts"], {
      env: {
        ...process.env,
        BOT_TOKEN: sandbox.botToken,
        TELEGRAM_API_ROOT: sandbox.apiRoot,
        DATABASE_URL: created.url,
        ...(redis ? { REDIS_URL: redis.url } : {}),
        DATA_KEY: dataKey,
        PORT: String(await portForLater()),
        LOG_LEVEL: "trace",
      },
    });
    bot.stdout?.on("data", (data) => {
      output += data;
    });
    bot.stderr?.on("data", (data) => {
      output += data;
    });
    while (!output.includes('"started"')) {
      if (bot.exitCode !== null) throw new Error(output);
      await sleep(20);
    }
    const telegram = connectSandbox(sandbox.url);
    anna = await telegram.person({
      id: 712_345_678,
      first_name: "Аграфена",
      last_name: "Незабудкина",
      username: "agrafena_nez",
      phone_number: "+79161234567",
    });
  });

  afterAll(async () => {
    bot.kill("SIGKILL");
    await database.close();
    await sandbox.close();
    await redis?.remove();
    await created.drop();
  });

  it("should go through a path with every kind of failure", async () => {
    const fault = (effect: Parameters<typeof sandbox.control.addFault>[0]["effect"]) =>
      sandbox.control.addFault({ effect, method: "sendMessage" });
    await anna.start("deep_link_secret");
    await anna.sees("На каком языке");
    await anna.presses("Русский");
    await anna.sees("Я Опора");
    await anna.presses("Социальный контракт: проверить");
    await anna.sees("Вопрос 1 из");
    fault({ kind: "server-error", status: 500 });
    await anna.says("да");
    await anna.sees("Вопрос 2 из");
    fault({ kind: "reset-after" });
    await anna.says("Минусинск");
    await anna.sees("Ваш населённый пункт");
    await anna.act({ do: "contact" });
    await anna.sees("не умею читать");
    await anna.act({ do: "forged-press", data: "!.secret_payload.x", messageId: 1 });
    await anna.says("другой город");
    await anna.says("да");
    await anna.says("да");
    await anna.sees("В семье уже действует социальный контракт");
    await anna.presses("Сохранить результат");
    await anna.sees("Сохранить ваши ответы?");
    await anna.presses("Даю согласие, сохранить");
    await anna.sees("Сохранено");
    await anna.sees("В семье уже действует социальный контракт");
    await anna.presses("Какие бумаги собрать");
    await anna.sees("Ваши бумаги");
    await anna.presses("Лист для печати (PDF)");
    await anna.sees(({ file }) => file?.name === "opora.pdf");
    // A fault of ours, whose error quotes the query.
    await database.pool.query("ALTER TABLE checklists RENAME TO checklists_away");
    await anna.presses("Как подать");
    await anna.sees("Как подать заявление");
    await anna.presses("К списку бумаг");
    await anna.sees("У нас случилась ошибка");
    await database.pool.query("ALTER TABLE checklists_away RENAME TO checklists");
    await anna.says("/start");
    await anna.sees("Ваши ответы сохранены");
    await anna.presses("Где переночевать");
    await anna.sees("Где вы сейчас?");
    await anna.act({ do: "location", latitude: 61.25413, longitude: 73.39624 });
    await anna.sees("не знаю ни одного места");
    await anna.says("/start");
    await anna.sees("Ваши ответы сохранены");
    await redis?.restart();
    await anna.says("привет от Аграфены");
    await anna.sees("Пока не понимаю");
    await anna.act({ do: "block" });
    await sandbox.control.idle(200);
  });

  it("should have written lines of known fields only", async () => {
    bot.kill("SIGTERM");
    await new Promise((resolve) => bot.once("exit", resolve));
    const lines = output.trim().split("\n");
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) {
      const entry = JSON.parse(line) as Record<string, unknown> & { error?: object };
      expect(
        Object.keys(entry).filter((field) => !FIELDS.has(field)),
        line,
      ).toEqual([]);
      const { error = {} } = entry;
      expect(
        Object.keys(error).filter((field) => !FIELDS_OF_AN_ERROR.has(field)),
        line,
      ).toEqual([]);
    }
    expect(output).toContain('"call_postponed"');
  });

  it("should name nobody and nothing that was said", () => {
    const secrets = [
      ...["712345678", "Аграфен", "Незабудкин", "agrafena", "79161234567"],
      ...[
        "61.25",
        "73.39",
        "Минусинск",
        "привет",
        "secret",
        sandbox.botToken,
        dataKey,
        created.url,
      ],
    ];
    for (const secret of secrets) expect(output).not.toContain(secret);
    // Whatever people read and write here is not in Latin letters.
    expect(output).not.toMatch(/\p{Script=Cyrillic}/u);
  });
});
