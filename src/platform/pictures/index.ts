import type { Log } from "../log.ts";
import type { File } from "../telegram/client.ts";
import { createWorkerPool } from "../worker-pool.ts";
import type { Chart } from "./chart.ts";

export type { Chart, Cohorts, Occupancy, Overdue, PlanAndFact } from "./chart.ts";
export { chartCaption } from "./chart.ts";
export { CHART_DOCUMENT, sendChart } from "./send.ts";

/** Draws charts as PNG files that are readable on a phone and on black-and-white paper. */
export interface Pictures {
  /** @throws Error when it cannot be drawn now: too many wait, or it took too long */
  draw(chart: Chart): Promise<File>;
  close(): Promise<void>;
}

export interface PicturesOptions {
  readonly log: Pick<Log, "error">;
  readonly mostWaiting?: number;
  readonly timeoutMs?: number;
}

/** Pictures are drawn by a thread of their own, which starts with the first: meanwhile the chats go on. */
export function createPictures({
  log,
  mostWaiting = 100,
  timeoutMs = 20_000,
}: PicturesOptions): Pictures {
  const pool = createWorkerPool<Chart, Uint8Array>({
    script: new URL("./worker.ts", import.meta.url),
    ...{ workers: 1, mostWaiting, timeoutMs },
    onLost: (code, error) => log.error("picture_worker_lost", error, { code }),
  });
  return {
    async draw(chart) {
      const done = await pool.run(chart);
      if (done.kind !== "done") throw new Error(`Picture not drawn: ${done.kind}`);
      return { name: `opora-${chart.kind}.png`, type: "image/png", bytes: done.value };
    },
    close: () => pool.close(),
  };
}
