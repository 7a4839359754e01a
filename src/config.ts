import { readFileSync } from "node:fs";
import { z } from "zod";
import type { FilePlace } from "./platform/files/index.ts";

/** Everything that is set from outside, checked once. Only this file reads the environment. */
export type Config = {
  telegram: {
    token: string;
    apiRoot: string;
    delivery: { kind: "polling" } | { kind: "webhook"; url: string; secret: string };
  };
  database: { kind: "server"; url: string } | { kind: "embedded" };
  /** Without Redis sessions live in memory, and one process is all there may be. */
  sessions: { kind: "redis"; url: string } | { kind: "memory" };
  /** Wraps each person's own key; 32 bytes. */
  dataKey: Buffer;
  /** Health, metrics and the webhook. */
  port: number;
  mail: { kind: "smtp"; url: string; from: string } | { kind: "printed" };
  /** Where the files lie that people send, sealed. */
  files: FilePlace;
  /** Whether documents in a person's chat carry their name. */
  namesInChat: boolean;
  logLevel: (typeof logLevels)[number];
  role: (typeof roles)[number];
  defaultLocale: (typeof locales)[number];
};

export type LoadedConfig =
  | { kind: "ok"; config: Config }
  /** One line for each variable that is wrong or missing; no line repeats a value. */
  | { kind: "bad"; lines: string[] };

const telegramApi = "https://api.telegram.org";
const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
const roles = ["all", "bot", "worker"] as const;
const locales = ["ru", "kk", "en"] as const;
const ownFiles = "data/files";
const filesError =
  "must be a folder, or s3://KEY:SECRET@HOST/BUCKET?region=REGION with KEY and SECRET percent-encoded";
const portError = "must be a whole number from 1 to 65535";

const url = (...schemes: string[]) => {
  const error = `must be an address that starts with ${schemes.join(" or ")}`;
  return z
    .string()
    .refine((text) => URL.canParse(text) && schemes.some((s) => text.startsWith(s)), error);
};
const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, `must be one of: ${values.join(", ")}`);

const variables = z.object({
  BOT_TOKEN: z.string().regex(/^\d+:[\w-]{10,}$/, "must be a token as @BotFather gives it"),
  TELEGRAM_API_ROOT: url("http://", "https://").default(telegramApi),
  DATABASE_URL: url("postgresql://", "postgres://").optional(),
  REDIS_URL: url("redis://", "rediss://").optional(),
  WEBHOOK_URL: url("http://", "https://").optional(),
  WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{1,256}$/, "must be 1 to 256 characters: letters, digits, _ and -")
    .optional(),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, portError)
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535, portError)
    .default(8080),
  DATA_KEY: z.string().optional(),
  DATA_KEY_FILE: z.string().optional(),
  SMTP_URL: url("smtp://", "smtps://").optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n@]*@[\w-]+(\.[\w-]+)*>?$/, "must be an e-mail address, with a name or without")
    .optional(),
  FILES: z
    .string()
    .transform((text) => filePlace(text))
    .refine((place) => place !== undefined, filesError)
    .optional(),
  NAMES_IN_CHAT: oneOf(["no", "yes"]).default("no"),
  LOG_LEVEL: oneOf(logLevels).default("info"),
  ROLE: oneOf(roles).default("all"),
  DEFAULT_LOCALE: oneOf(locales).default("ru"),
});
type Variables = z.infer<typeof variables>;

/**
 * Turns the environment into the configuration. An empty variable counts as unset.
 *
 * @param readFile reads DATA_KEY_FILE
 */
export function loadConfig(
  env: Record<string, string | undefined>,
  readFile: (path: string) => string = (path) => readFileSync(path, "utf8"),
): LoadedConfig {
  const set = filled(env);
  if (!set.BOT_TOKEN) {
    return bad(
      "BOT_TOKEN is missing: set it to the token from @BotFather, or try the bot without Telegram: npm run demo",
    );
  }
  const parsed = variables.safeParse(set);
  if (!parsed.success) return bad(...complaints(parsed.error));
  const found = parsed.data;
  const key = dataKey(found, readFile);
  const lines = [...disagreements(found), ...(typeof key === "string" ? [key] : [])];
  if (lines.length > 0 || typeof key === "string") return bad(...lines);
  return { kind: "ok", config: configFrom(found, key) };
}

/** The configuration of this process; ends it with exit code 1 and the lines that say why. */
export function configOrExit(): Config {
  return orExit(loadConfig(process.env));
}

/** The same for a command. */
export function commandConfigOrExit(): CommandConfig {
  return orExit(loadCommandConfig(process.env));
}

function orExit<T>(loaded: { kind: "ok"; config: T } | { kind: "bad"; lines: string[] }): T {
  if (loaded.kind === "ok") return loaded.config;
  console.error(loaded.lines.join("\n"));
  process.exit(1);
}

/** What a command needs that works on the database of a bot. */
export interface CommandConfig {
  readonly databaseUrl: string;
  readonly dataKey: Buffer;
  /** To ask Telegram for the bot's name. */
  readonly telegram?: { readonly token: string; readonly apiRoot: string };
}

export type LoadedCommandConfig =
  | { kind: "ok"; config: CommandConfig }
  | { kind: "bad"; lines: string[] };

const commandVariables = variables
  .pick({ TELEGRAM_API_ROOT: true, DATABASE_URL: true, DATA_KEY: true, DATA_KEY_FILE: true })
  .extend({ BOT_TOKEN: variables.shape.BOT_TOKEN.optional() });

/** The part of the environment that a command reads. A database of its own would be of no use to it. */
export function loadCommandConfig(
  env: Record<string, string | undefined>,
  readFile: (path: string) => string = (path) => readFileSync(path, "utf8"),
): LoadedCommandConfig {
  const parsed = commandVariables.safeParse(filled(env));
  if (!parsed.success) return bad(...complaints(parsed.error));
  const { DATABASE_URL, BOT_TOKEN, TELEGRAM_API_ROOT } = parsed.data;
  if (!DATABASE_URL) return bad("DATABASE_URL is missing: set it to the database of the bot");
  const key = dataKey(parsed.data, readFile);
  if (typeof key === "string") return bad(key);
  const telegram = BOT_TOKEN && { token: BOT_TOKEN, apiRoot: rootOf(TELEGRAM_API_ROOT) };
  return {
    kind: "ok",
    config: { databaseUrl: DATABASE_URL, dataKey: key, ...(telegram ? { telegram } : {}) },
  };
}

const bad = (...lines: string[]): { kind: "bad"; lines: string[] } => ({ kind: "bad", lines });

/** An empty variable counts as unset. */
function filled(env: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
}

function complaints({ issues }: z.ZodError): string[] {
  return issues.map(({ path, message }) => `${path.join(".")} ${message}`);
}

function rootOf(address: string): string {
  return address.replace(/\/+$/, "");
}

/** What is right alone and wrong together. */
function disagreements(found: Variables): string[] {
  const lines: string[] = [];
  if (found.WEBHOOK_URL && !found.WEBHOOK_SECRET) {
    lines.push("WEBHOOK_SECRET is missing: with WEBHOOK_URL it must be set to a long random word");
  }
  if (found.WEBHOOK_SECRET && !found.WEBHOOK_URL) {
    lines.push("WEBHOOK_URL is missing: WEBHOOK_SECRET is of use only with it");
  }
  if (found.WEBHOOK_URL?.startsWith("http:") && found.TELEGRAM_API_ROOT === telegramApi) {
    lines.push("WEBHOOK_URL must start with https://: Telegram calls no other address");
  }
  if (found.SMTP_URL && !found.MAIL_FROM) {
    lines.push("MAIL_FROM is missing: with SMTP_URL it must be the address that mail comes from");
  }
  if (found.ROLE !== "all") {
    const why = `is missing: processes with ROLE=${found.ROLE} share their data through it`;
    if (!found.DATABASE_URL) lines.push(`DATABASE_URL ${why}`);
    if (!found.REDIS_URL) lines.push(`REDIS_URL ${why}`);
    if (!found.FILES) lines.push(`FILES ${why}`);
  }
  return lines;
}

/** @returns the key, or the line that says what is wrong with it */
function dataKey(
  found: Pick<Variables, "DATA_KEY" | "DATA_KEY_FILE">,
  readFile: (path: string) => string,
): Buffer | string {
  const { DATA_KEY, DATA_KEY_FILE } = found;
  const wanted = "32 random bytes in base64, as made by: openssl rand -base64 32";
  if (DATA_KEY && DATA_KEY_FILE) return "DATA_KEY and DATA_KEY_FILE are both set: keep one";
  if (!DATA_KEY && !DATA_KEY_FILE) return `DATA_KEY or DATA_KEY_FILE is missing: ${wanted}`;
  let text = DATA_KEY;
  if (DATA_KEY_FILE) {
    try {
      text = readFile(DATA_KEY_FILE);
    } catch {
      return `DATA_KEY_FILE must name a file that can be read, with ${wanted}`;
    }
  }
  const canonical = text?.trim() ?? "";
  const key = Buffer.from(canonical, "base64");
  if (key.length !== 32 || key.toString("base64") !== canonical) {
    return `${DATA_KEY ? "DATA_KEY" : "DATA_KEY_FILE"} must hold ${wanted}`;
  }
  return key;
}

/** A folder, or a bucket of a store that speaks S3 (`s3+http:` without TLS); undefined when it is neither. */
function filePlace(text: string): FilePlace | undefined {
  if (!text.includes("://")) return { kind: "folder", path: text.trim() };
  const found = URL.canParse(text) ? new URL(text) : undefined;
  const scheme = { "s3:": "https", "s3+http:": "http" }[found?.protocol ?? ""];
  const bucket = /^\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/?$/.exec(found?.pathname ?? "")?.[1];
  const region = found?.searchParams.get("region");
  if (!found?.host || !scheme || !bucket || !region) return undefined;
  const key = decoded(found.username);
  const secret = decoded(found.password);
  if (!key || !secret) return undefined;
  return { kind: "s3", endpoint: `${scheme}://${found.host}`, bucket, region, key, secret };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function configFrom(found: Variables, key: Buffer): Config {
  const { WEBHOOK_URL, WEBHOOK_SECRET, SMTP_URL, MAIL_FROM } = found;
  return {
    telegram: {
      token: found.BOT_TOKEN,
      apiRoot: rootOf(found.TELEGRAM_API_ROOT),
      delivery:
        WEBHOOK_URL && WEBHOOK_SECRET
          ? { kind: "webhook", url: WEBHOOK_URL, secret: WEBHOOK_SECRET }
          : { kind: "polling" },
    },
    database: found.DATABASE_URL
      ? { kind: "server", url: found.DATABASE_URL }
      : { kind: "embedded" },
    sessions: found.REDIS_URL ? { kind: "redis", url: found.REDIS_URL } : { kind: "memory" },
    dataKey: key,
    port: found.PORT,
    mail:
      SMTP_URL && MAIL_FROM
        ? { kind: "smtp", url: SMTP_URL, from: MAIL_FROM }
        : { kind: "printed" },
    files: found.FILES ?? { kind: "folder", path: ownFiles },
    namesInChat: found.NAMES_IN_CHAT === "yes",
    logLevel: found.LOG_LEVEL,
    role: found.ROLE,
    defaultLocale: found.DEFAULT_LOCALE,
  };
}
