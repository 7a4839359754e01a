import { pino } from "pino";

/**
 * The log names ids and codes only. Errors of grammY, Prisma and PostgreSQL carry message texts, tokens
 * and rows, so an error is written by its name, code and the place in our own code, never its message.
 */
export interface Log {
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  error(event: string, error: unknown, fields?: Fields): void;
}

/** Only what cannot name or describe a person. */
export interface Fields {
  readonly updateId?: number;
  readonly personId?: string;
  readonly jobId?: string;
  readonly method?: string;
  readonly code?: string;
  readonly count?: number;
  readonly seconds?: number;
  readonly port?: number;
}

const ALLOWED = [
  "updateId",
  "personId",
  "jobId",
  "method",
  "code",
  "count",
  "seconds",
  "port",
] as const;

export function createLog(level: string): Log {
  const logger = pino({ level, base: null });
  return {
    info: (event, fields) => logger.info({ event, ...only(fields) }),
    warn: (event, fields) => logger.warn({ event, ...only(fields) }),
    error: (event, error, fields) =>
      logger.error({ event, error: describe(error), ...only(fields) }),
  };
}

export const silentLog: Log = { info() {}, warn() {}, error() {} };

function only(fields: Fields | undefined): Fields {
  if (!fields) return {};
  return Object.fromEntries(
    ALLOWED.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]),
  );
}

/** @returns name, code and the frames of the stack; the first line of a stack repeats the message. */
export function describe(error: unknown): { name: string; code?: string; at?: string[] } {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = (error as { code?: unknown }).code;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    ...(typeof code === "string" ? { code } : {}),
    at: frames.slice(0, 6).map((line) => line.trim()),
  };
}
