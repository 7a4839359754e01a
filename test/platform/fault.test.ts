import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectSandbox } from "../../sandbox/client.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server.ts";
import { type App, startApp } from "../../src/app.ts";
import { home } from "../../src/features/home/index.ts";
import { language } from "../../src/features/language/index.ts";
import type { Features } from "../../src/features.ts";
import { silentLog } from "../../src/platform/log.ts";
import { connectDatabase, type Database } from "../../src/platform/postgres/database.ts";
import { createDatabase } from "../servers/database.ts";
import { portForLater } from "../servers/port.ts";

/** A feature that fails: when it decides, and when it writes. */
const faulty = (): Features => ({
  features: [
    home([
      {
        code: "triage",
        open: () => {
          throw new TypeError("a fault of ours");
        },
      },
      { code: "eligibility", open: ({ turn }) => turn.go({ name: "broken" }) },
    ]),
    language(),
    {
      name: "broken",
      screens: {
        broken: {
          view: () => {
            throw new RangeError("a screen at fault");
          },
        },
      },
    },
  ],
  documents: {},
  jobs: async () => {},
});

describe("a fault of ours", () => {
  let sandbox: Sandbox;
  let app: App;
  let database: Database;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    sandbox = await startSandbox({ timeScale: 0.05 });
    const created = await createDatabase();
    drop = created.drop;
    database = connectDatabase(created.url, 2);
    app = await startApp({
      config: {
        telegram: {
          token: sandbox.botToken,
          apiRoot: sandbox.apiRoot,
          delivery: { kind: "polling" },
        },
        database: { kind: "server", url: created.url },
        sessions: { kind: "memory" },
        dataKey: Buffer.alloc(32, 7),
        port: await portForLater(),
        mail: { kind: "printed" },
        namesInChat: false,
        files: { kind: "folder", path: "/nonexistent" },
        logLevel: "silent",
        role: "all",
        defaultLocale: "ru",
      },
      databaseUrl: created.url,
      log: silentLog,
      features: faulty,
    });
  });
  afterAll(async () => {
    await app.stop();
    await database.close();
    await sandbox.close();
    await drop();
  });

  it("is said, costs nothing, is set aside once and does not hold the chat", async () => {
    const person = await connectSandbox(sandbox.url).person({ id: 5, first_name: "Гость" });
    await person.start();
    await person.sees("На каком языке");
    await person.presses("Русский");
    await person.sees("Я Опора");
    await person.presses("Какая помощь мне положена");
    await person.sees("У нас случилась ошибка");
    await person.says("/help");
    await person.sees("Команды работают всегда");
    const setAside = await database.prisma.quarantinedUpdate.findMany();
    expect(setAside.map(({ code }) => code)).toEqual(["TypeError"]);
  });

  it("on a screen itself leads back to the first one", async () => {
    const person = await connectSandbox(sandbox.url).person({ id: 6, first_name: "Гость" });
    await person.start();
    await person.sees("На каком языке");
    await person.presses("Русский");
    await person.sees("Я Опора");
    await person.presses("Социальный контракт: проверить");
    const message = await person.sees("У нас случилась ошибка");
    expect(message.text).toContain("Я Опора");
  });
});
