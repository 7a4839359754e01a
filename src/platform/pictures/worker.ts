import { parentPort } from "node:worker_threads";
import type { Reply, Task } from "../worker-pool.ts";
import type { Chart } from "./chart.ts";
import { drawPng } from "./draw.ts";

parentPort?.on("message", ({ id, input }: Task<Chart>) => {
  parentPort?.postMessage({ id, value: drawPng(input) } satisfies Reply);
});
