import type { SandboxClient } from "../../sandbox/client.ts";
import type { Sandbox } from "../../sandbox/server.ts";
import { type Database, isOutage } from "../../src/platform/postgres/database.ts";
import type { startPostgres } from "../servers/postgres.ts";
import type { startRedis } from "../servers/redis.ts";
import type { Instance } from "./instance.ts";

/** Everything that is there while things break. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly telegram: SandboxClient;
  readonly postgres: Awaited<ReturnType<typeof startPostgres>>;
  readonly redis: Awaited<ReturnType<typeof startRedis>>;
  readonly instances: readonly [Instance, Instance];
  /** The database of both bots, for setting up and looking. */
  readonly database: Database;
  readonly dataKey: Buffer;
}

/** A call that a kill left unsaid is said by others when its lease ends; a busy machine takes longer. */
export const PATIENCE_MS = 120_000;

export function say(text: string): void {
  console.log(`chaos: ${text}`);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Looks into the database until it is what is wanted, also while it is being restarted. */
export async function until<T>(
  look: () => Promise<T | false | null | undefined>,
  timeoutMs = PATIENCE_MS,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      const seen = await look();
      if (seen) return seen;
    } catch (error) {
      if (!isOutage(error)) throw error;
    }
    if (performance.now() > deadline) throw new Error("It did not come to be in time");
    await pause(100);
  }
}
