import { setTimeout as sleep } from "node:timers/promises";
import { parentPort } from "node:worker_threads";

/** Does what the task says: dies, hangs, or answers after a while. */
parentPort?.on("message", async ({ id, input }: { id: number; input: string | number }) => {
  if (input === "die") process.exit(1);
  if (input === "throw") throw new Error("at work");
  if (input === "throw later")
    setTimeout(() => {
      throw new Error("between tasks");
    }, 50);
  if (input === "hang") for (;;) Math.random();
  if (typeof input === "number") await sleep(input);
  parentPort?.postMessage({ id, value: input });
});
