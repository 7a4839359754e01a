import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { reportFile } from "../src/features/report/document.ts";
import { longSheet } from "../test/features/report/sheets.ts";
import { median, percentile } from "./figures.ts";

/** A report of 60 lines of spending, from the sheet to the bytes of its PDF. */
export const LINES = 60;
const LIMIT_MS = 300;
const WARM_UP = 3;

/** Milliseconds of each round by the clock, and of the processor for all of them. */
export interface PdfTimes {
  readonly wall: Float64Array;
  readonly cpu: number;
  readonly bytes: number;
}

export async function measurePdf(rounds: number): Promise<PdfTimes> {
  const sheet = longSheet(LINES);
  const wall: number[] = [];
  let used = process.cpuUsage();
  let bytes = 0;
  for (let round = -WARM_UP; round < rounds; round += 1) {
    if (round === 0) used = process.cpuUsage();
    const start = performance.now();
    const file = await reportFile(sheet, "2024-05-08T03:00:00Z");
    if (round >= 0) wall.push(performance.now() - start);
    bytes = file.length;
  }
  const { user, system } = process.cpuUsage(used);
  return { wall: Float64Array.from(wall), cpu: (user + system) / 1000 / rounds, bytes };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rounds = process.argv.includes("--quick") ? 10 : 50;
  const { wall, cpu, bytes } = await measurePdf(rounds);
  const middle = median([...wall]);
  console.log(`report of ${LINES} lines, ${rounds} times, ${Math.round(bytes / 1024)} KB`);
  console.log(`median ${middle.toFixed(0)} ms of ${LIMIT_MS} ms`);
  console.log(`p95 ${percentile(wall, 0.95).toFixed(0)} ms, processor ${cpu.toFixed(0)} ms each`);
  if (middle >= LIMIT_MS) process.exitCode = 1;
}
