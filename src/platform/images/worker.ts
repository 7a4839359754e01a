import { parentPort } from "node:worker_threads";
import type { Reply, Task } from "../worker-pool.ts";
import { take } from "./take.ts";

/** What the worker is given; a RegExp and bytes travel as they are. */
export interface TakeTask {
  readonly bytes: Uint8Array;
  readonly wanted?: RegExp;
}

parentPort?.on("message", async ({ id, input }: Task<TakeTask>) => {
  const value = await take(input.bytes, input.wanted);
  parentPort?.postMessage({ id, value } satisfies Reply);
});
