import { randomInt } from "node:crypto";
import { freePort } from "../../src/platform/free-port.ts";

/** Below those that the system gives out by itself to connections and to servers that ask for any. */
const LOWEST = 12_000;
const PER_WORKER = 2_000;

const first = LOWEST + (Number(process.env.VITEST_POOL_ID ?? 0) % 10) * PER_WORKER;
let next = first + randomInt(PER_WORKER - 40);

/**
 * A free port for a server that starts later. One of the system's own could go to somebody else between
 * the question and the start; with several workers it sometimes does.
 */
export async function portForLater(): Promise<number> {
  const port = await freePort(next);
  next = port + 1 < first + PER_WORKER - 20 ? port + 1 : first;
  return port;
}
