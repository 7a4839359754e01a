import { PrismaPg } from "@prisma/adapter-pg";
import { Pool, type PoolConfig } from "pg";
import { type Prisma, PrismaClient } from "./generated/client.ts";

export type Transaction = Prisma.TransactionClient;

/** Everything that is not on the hot path goes through Prisma. */
export interface Database {
  readonly prisma: PrismaClient;
  /** For the hot path. */
  readonly pool: Pool;
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Each kind of statement of the hot path is under way once at a time. */
const HOT_CONNECTIONS = 4;

/**
 * The statements of the hot path find few rows by their keys, in tables that are empty at one moment and
 * full at the next. They are planned once for each connection and always by index: a plan made for the
 * present size costs more than the work and is wrong soon.
 */
const BY_INDEX = `
  SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET enable_bitmapscan = off`;

/** @param connections how many connections Prisma may hold, besides the few of the hot path. */
export function connectDatabase(url: string, connections = 12): Database {
  const pool = connect(url, {
    max: HOT_CONNECTIONS,
    onConnect: async (client) => void (await client.query(BY_INDEX)),
  });
  const others = connect(url, { max: connections });
  const adapter = new PrismaPg(others);
  const prisma = new PrismaClient({ adapter, log: [], errorFormat: "minimal" });
  return {
    prisma,
    pool,
    transaction: (work) => prisma.$transaction(work, { maxWait: 5_000, timeout: 10_000 }),
    async close() {
      await prisma.$disconnect();
      await Promise.all([pool.end(), others.end()]);
    },
  };
}

function connect(url: string, options: PoolConfig): Pool {
  const pool = new Pool({ connectionString: url, connectionTimeoutMillis: 5_000, ...options });
  // An idle connection that breaks is replaced at the next use; without a listener it ends the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

const BROKEN = /^(08|53|57P|40001|40P01)/;
const BROKEN_PRISMA = new Set([
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "P2028",
  "P2034",
  "P2037",
]);
const BROKEN_TEXT =
  /Connection terminated|connection|ECONN|timeout exceeded|shutting down|starting up/i;

const CONFLICT = /^(40001|40P01)$/;

/** The code of an error, and PostgreSQL's own where Prisma has wrapped it. */
function codesOf(error: Error): string[] {
  const { code, meta } = error as {
    code?: unknown;
    meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } };
  };
  return [code, meta?.driverAdapterError?.cause?.originalCode].map((one) => String(one ?? ""));
}

/**
 * Whether two transactions were in each other's way, such as by waiting for each other in a ring. This
 * one was undone, nothing is away: done again at once, it goes through.
 */
export function isConflict(error: unknown): boolean {
  return error instanceof Error && codesOf(error).some((code) => CONFLICT.test(code));
}

/**
 * Whether an error comes from a database or network that is away, so that the same work may succeed
 * later; anything else is a fault of ours. A broken connection reaches Prisma without a code of its own.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const codes = codesOf(error);
  if (codes.some((code) => BROKEN.test(code) || BROKEN_PRISMA.has(code))) return true;
  if (codes.some((code) => /^E[A-Z]+$/.test(code))) return true;
  if (["MaxRetriesPerRequestError", "AbortError"].includes(error.name)) return true;
  if (BROKEN_TEXT.test(error.message) || error.message === "Connection is closed.") return true;
  return error.cause instanceof Error && isOutage(error.cause);
}
