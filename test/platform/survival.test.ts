import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectSandbox, type Person } from "../../sandbox/client.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server.ts";
import { startApp } from "../../src/app.ts";
import type { Config } from "../../src/config.ts";
import { home } from "../../src/features/home/index.ts";
import { askForm, interview } from "../../src/features/interview/index.ts";
import { language } from "../../src/features/language/index.ts";
import { privacy } from "../../src/features/privacy/index.ts";
import type { Features } from "../../src/features.ts";
import { socialContract } from "../../src/forms/social-contract.ts";
import { unlimited } from "../../src/platform/limits.ts";
import { silentLog } from "../../src/platform/log.ts";
import { createInstance } from "../chaos/instance.ts";
import { createDatabase, hasRedis } from "../servers/database.ts";
import { portForLater } from "../servers/port.ts";
import { startRedis } from "../servers/redis.ts";

let sandbox: Sandbox;
let database: Awaited<ReturnType<typeof createDatabase>>;
const dataKey = randomBytes(32);

beforeAll(async () => {
  sandbox = await startSandbox({ timeScale: 0.05 });
  database = await createDatabase();
});
afterAll(async () => {
  await sandbox.close();
  await database.drop();
});

/** Everybody here agrees first, then begins the contract check. */
async function begin(id: number): Promise<Person> {
  const person = await connectSandbox(sandbox.url).person({ id, first_name: "Гость" });
  await person.start();
  await person.sees("На каком языке");
  await person.presses("Русский");
  await person.sees("Я Опора");
  await person.says("/privacy");
  await person.sees("Согласия пока нет");
  await person.presses("Сохранить ответы");
  await person.sees("Сохранить ваши ответы?");
  await person.presses("Даю согласие, сохранить");
  await person.sees("Вы дали согласие");
  await person.presses("В начало");
  await person.sees("Я Опора");
  await person.presses("Социальный контракт: проверить");
  await person.sees("Вы живёте в Красноярском крае?");
  return person;
}

describe.skipIf(!hasRedis)("answers given after consent", () => {
  it("survive a kill -9 in the middle of the form, and the loss of everything in Redis", async () => {
    const redis = await startRedis();
    const port = await portForLater();
    const bot = createInstance(port, {
      BOT_TOKEN: sandbox.botToken,
      TELEGRAM_API_ROOT: sandbox.apiRoot,
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      WEBHOOK_URL: `http://127.0.0.1:${port}/telegram`,
      WEBHOOK_SECRET: "secret",
      DATA_KEY: dataKey.toString("base64"),
      LOG_LEVEL: "silent",
    });
    await bot.start();
    const person = await begin(81);
    await person.says("да");
    await person.sees("В каком городе");
    await person.says("Норильск");
    await person.sees("Вам уже есть 18 лет");

    await bot.kill();
    // Typed while nobody is there: Telegram keeps it.
    await person.says("да");
    await bot.start();
    await person.sees("сейчас действует социальный контракт", 30_000);

    await redis.restart({ empty: true });
    await person.says("нет");
    await person.sees("Раньше у вас самих", 30_000);
    await person.presses("Назад");
    await person.sees("Сейчас: Нет");
    await bot.stop();
    await redis.remove();
  });
});

describe("a new release with an inserted question", () => {
  const later = {
    ...socialContract,
    items: socialContract.items.flatMap((item) =>
      "code" in item && item.code === "adult"
        ? [{ ...item, code: "snils", clause: "п. 14(4)" } as const, item]
        : [item],
    ),
  };
  // The new question has the code of a later one, whose texts are there; the later one goes.
  const released = {
    ...later,
    items: later.items.filter((item, at) => !("code" in item && item.code === "snils" && at > 5)),
  };

  const features = (form: typeof socialContract) => (): Features => ({
    features: [
      home([{ code: "eligibility", open: ({ turn }) => askForm(turn, form) }]),
      language(),
      privacy({ onConsent: [], onErase: [], timeZone: () => "Asia/Krasnoyarsk" }),
      interview([
        { form, done: ({ turn }) => turn.go({ name: "home" }), values: () => ({ months: "" }) },
      ]),
    ],
    documents: {},
    jobs: async () => {},
  });

  it("asks it and leaves every answer in place", async () => {
    const config: Config = {
      telegram: {
        token: sandbox.botToken,
        apiRoot: sandbox.apiRoot,
        delivery: { kind: "polling" },
      },
      database: { kind: "server", url: database.url },
      sessions: { kind: "memory" },
      dataKey,
      port: await portForLater(),
      mail: { kind: "printed" },
      namesInChat: false,
      files: { kind: "folder", path: "/nonexistent" },
      logLevel: "silent",
      role: "all",
      defaultLocale: "ru",
    };
    const options = { config, databaseUrl: database.url, log: silentLog, limiter: unlimited };
    const before = await startApp({ ...options, features: features(socialContract) });
    const person = await begin(82);
    for (const [answer, next] of [
      ["да", "В каком городе"],
      ["Норильск", "Вам уже есть 18 лет"],
      ["да", "сейчас действует социальный контракт"],
      ["нет", "Раньше у вас самих"],
    ] as const) {
      await person.says(answer);
      await person.sees(next);
    }
    await before.stop();

    const after = await startApp({ ...options, features: features(released) });
    await person.says("нет");
    // The inserted question comes first; what was typed was taken for it, as it stands on the screen.
    await person.sees("Раньше у вас самих");
    await person.presses("Назад");
    await person.sees("Сейчас: Нет");
    await person.presses("Назад");
    await person.sees("Сейчас: Да");
    await after.stop();
    expect(released.items.length).toBe(socialContract.items.length);
  });
});
