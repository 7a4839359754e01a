import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../src/config.ts";

const key = randomBytes(32).toString("base64");
const least = { BOT_TOKEN: "123456:abcdefghijklmnopqrstuvwxyz-_0123456", DATA_KEY: key };

function linesOf(env: Record<string, string | undefined>, readFile?: (path: string) => string) {
  const loaded = loadConfig(env, readFile);
  return loaded.kind === "bad" ? loaded.lines : [];
}

describe("loadConfig", () => {
  it("needs no more than a token and a key", () => {
    expect(loadConfig(least)).toEqual({
      kind: "ok",
      config: {
        telegram: {
          token: least.BOT_TOKEN,
          apiRoot: "https://api.telegram.org",
          delivery: { kind: "polling" },
        },
        database: { kind: "embedded" },
        sessions: { kind: "memory" },
        dataKey: Buffer.from(key, "base64"),
        port: 8080,
        mail: { kind: "printed" },
        files: { kind: "folder", path: "data/files" },
        namesInChat: false,
        logLevel: "info",
        role: "all",
        defaultLocale: "ru",
      },
    });
  });

  it("reads every variable", () => {
    const loaded = loadConfig(
      {
        BOT_TOKEN: least.BOT_TOKEN,
        TELEGRAM_API_ROOT: "http://127.0.0.1:8081/",
        DATABASE_URL: "postgresql://opora@db/opora",
        REDIS_URL: "redis://cache:6379",
        WEBHOOK_URL: "http://127.0.0.1:8080/telegram",
        WEBHOOK_SECRET: "long_random-word",
        PORT: "3000",
        DATA_KEY_FILE: "/run/secrets/data_key",
        SMTP_URL: "smtps://mail.example:465",
        MAIL_FROM: "Opora <opora@example.org>",
        FILES: "s3://KEY:a%2Fb%2Bc@storage.example:9000/opora-files?region=ru-1",
        NAMES_IN_CHAT: "yes",
        LOG_LEVEL: "debug",
        ROLE: "worker",
        DEFAULT_LOCALE: "kk",
      },
      (path) => (path === "/run/secrets/data_key" ? `${key}\n` : ""),
    );
    expect(loaded).toEqual({
      kind: "ok",
      config: {
        telegram: {
          token: least.BOT_TOKEN,
          apiRoot: "http://127.0.0.1:8081",
          delivery: {
            kind: "webhook",
            url: "http://127.0.0.1:8080/telegram",
            secret: "long_random-word",
          },
        },
        database: { kind: "server", url: "postgresql://opora@db/opora" },
        sessions: { kind: "redis", url: "redis://cache:6379" },
        dataKey: Buffer.from(key, "base64"),
        port: 3000,
        mail: { kind: "smtp", url: "smtps://mail.example:465", from: "Opora <opora@example.org>" },
        files: {
          kind: "s3",
          endpoint: "https://storage.example:9000",
          bucket: "opora-files",
          region: "ru-1",
          key: "KEY",
          secret: "a/b+c",
        },
        namesInChat: true,
        logLevel: "debug",
        role: "worker",
        defaultLocale: "kk",
      },
    });
  });

  it("takes a folder for files, and a store on this machine without TLS", () => {
    const placeOf = (FILES: string) => {
      const loaded = loadConfig({ ...least, FILES });
      return loaded.kind === "ok" ? loaded.config.files : loaded.lines;
    };
    expect(placeOf("/srv/opora/files")).toEqual({ kind: "folder", path: "/srv/opora/files" });
    expect(placeOf("s3+http://k:s@127.0.0.1:9000/files/?region=a")).toMatchObject({
      endpoint: "http://127.0.0.1:9000",
      bucket: "files",
    });
  });

  it("names the demo when there is no token, in one line", () => {
    for (const env of [{}, { BOT_TOKEN: "" }, { BOT_TOKEN: "  ", PORT: "x" }]) {
      const lines = linesOf(env);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/^BOT_TOKEN is missing: .*npm run demo$/);
    }
  });

  it.each([
    ["BOT_TOKEN", { BOT_TOKEN: "secret-value" }],
    ["TELEGRAM_API_ROOT", { TELEGRAM_API_ROOT: "api.secret-value.org" }],
    ["DATABASE_URL", { DATABASE_URL: "mysql://secret-value/opora" }],
    ["REDIS_URL", { REDIS_URL: "secret-value:6379" }],
    ["WEBHOOK_URL", { WEBHOOK_URL: "ftp://secret-value", WEBHOOK_SECRET: "word" }],
    ["WEBHOOK_URL", { WEBHOOK_URL: "http://secret-value.org", WEBHOOK_SECRET: "word" }],
    ["WEBHOOK_URL", { WEBHOOK_SECRET: "secret-value" }],
    ["WEBHOOK_SECRET", { WEBHOOK_URL: "https://secret-value.org" }],
    ["WEBHOOK_SECRET", { WEBHOOK_URL: "https://a.org", WEBHOOK_SECRET: "secret-value!" }],
    ["PORT", { PORT: "secret-value" }],
    ["PORT", { PORT: "65536" }],
    ["PORT", { PORT: "80.5" }],
    ["PORT", { PORT: "0" }],
    ["DATA_KEY", { DATA_KEY: "secret-value" }],
    ["DATA_KEY", { DATA_KEY: randomBytes(31).toString("base64") }],
    ["DATA_KEY", { DATA_KEY: undefined }],
    ["DATA_KEY", { DATA_KEY_FILE: "secret-value" }],
    ["DATA_KEY_FILE", { DATA_KEY: undefined, DATA_KEY_FILE: "/secret-value" }],
    ["SMTP_URL", { SMTP_URL: "secret-value", MAIL_FROM: "a@b.org" }],
    ["MAIL_FROM", { SMTP_URL: "smtp://secret-value" }],
    ["MAIL_FROM", { SMTP_URL: "smtp://a.org", MAIL_FROM: "secret-value" }],
    ["MAIL_FROM", { SMTP_URL: "smtp://a.org", MAIL_FROM: "a@secret-value\n" }],
    ["NAMES_IN_CHAT", { NAMES_IN_CHAT: "secret-value" }],
    ["FILES", { FILES: "https://secret-value/bucket" }],
    ["FILES", { FILES: "s3://secret-value/bucket?region=a" }],
    ["FILES", { FILES: "s3://KEY:secret-value@storage.example?region=a" }],
    ["FILES", { FILES: "s3://KEY:secret-value@storage.example/bucket" }],
    ["FILES", { FILES: "s3://KEY:secret-value@storage.example/bucket/folder?region=a" }],
    ["FILES", { FILES: "s3://KEY:secret/value@storage.example/bucket?region=a" }],
    ["FILES", { FILES: "s3://KEY:%ZZsecret-value@storage.example/bucket?region=a" }],
    ["LOG_LEVEL", { LOG_LEVEL: "secret-value" }],
    ["ROLE", { ROLE: "secret-value" }],
    ["DATABASE_URL", { ROLE: "bot", REDIS_URL: "redis://secret-value", FILES: "f" }],
    ["REDIS_URL", { ROLE: "bot", DATABASE_URL: "postgresql://secret-value/opora", FILES: "f" }],
    ["FILES", { ROLE: "bot", DATABASE_URL: "postgresql://secret-value/o", REDIS_URL: "redis://r" }],
    ["DEFAULT_LOCALE", { DEFAULT_LOCALE: "secret-value" }],
  ])("names %s in one line that does not repeat the value: %j", (name, change) => {
    const lines = linesOf({ ...least, ...change });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${name} .{10,}`));
    expect(lines[0]).not.toContain("secret-value");
    expect(lines[0]).not.toContain("\n");
  });

  it("says all that is wrong at once", () => {
    const lines = linesOf({ ...least, PORT: "x", ROLE: "y", LOG_LEVEL: "z" });
    expect(lines.map((line) => line.split(" ")[0]).sort()).toEqual(["LOG_LEVEL", "PORT", "ROLE"]);
  });
});
