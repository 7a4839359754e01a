import { monitorEventLoopDelay } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { FISCAL_CODE } from "../src/features/receipts/rules/fiscal.ts";
import { createImages } from "../src/platform/images/index.ts";
import { silentLog } from "../src/platform/log.ts";
import { fiscalCode, largePhoto } from "../test/platform/images/photos.ts";
import { median, percentile } from "./figures.ts";

const LIMIT_MS = 1_500;
/** So long the thread of the chats may be held up by a photo, all in all. */
const LIMIT_HELD_MS = 50;
const WARM_UP = 2;

/** Milliseconds of each photo by the clock, and what reading it took of the thread that serves the chats. */
export interface PhotoTimes {
  readonly wall: Float64Array;
  readonly held: Float64Array;
  /** The longest that anything else had to wait for that thread. */
  readonly longestWait: number;
  /** Of the smallest photo. */
  readonly bytes: number;
}

/**
 * Photos of receipts as a phone's camera makes them, about 4 MB each, from their bytes to the code and to the
 * picture that is kept.
 * @throws when a code is not read
 */
export async function measurePhotos(rounds: number, count: number): Promise<PhotoTimes> {
  const photos = await Promise.all(
    Array.from({ length: count }, async (_, seed) => {
      const code = fiscalCode(seed);
      return { code, bytes: await largePhoto(code, seed) };
    }),
  );
  const images = createImages({ log: silentLog });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const wall: number[] = [];
  const held: number[] = [];
  try {
    for (let round = -WARM_UP; round < rounds; round += 1) {
      if (round === 0) delay.enable();
      const { code, bytes } = photos[(round + WARM_UP) % photos.length]!;
      const before = process.threadCpuUsage();
      const start = performance.now();
      const taken = await images.take(bytes, FISCAL_CODE);
      const ms = performance.now() - start;
      const { user, system } = process.threadCpuUsage(before);
      if (taken.kind !== "picture" || taken.codes[0] !== code) throw new Error("Not read");
      if (round < 0) continue;
      wall.push(ms);
      held.push((user + system) / 1000);
    }
  } finally {
    delay.disable();
    await images.close();
  }
  return {
    wall: Float64Array.from(wall),
    held: Float64Array.from(held),
    longestWait: delay.max / 1e6,
    bytes: Math.min(...photos.map((photo) => photo.bytes.length)),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rounds = process.argv.includes("--quick") ? 9 : 30;
  const { wall, held, longestWait, bytes } = await measurePhotos(rounds, 3);
  const [middle, work] = [median([...wall]), median([...held])];
  console.log(`photo of a receipt, ${(bytes / 2 ** 20).toFixed(1)} MB and more, ${rounds} times`);
  console.log(`median ${middle.toFixed(0)} ms of ${LIMIT_MS} ms`);
  console.log(`p95 ${percentile(wall, 0.95).toFixed(0)} ms`);
  console.log(
    `the thread of the chats works ${work.toFixed(1)} ms of ${LIMIT_HELD_MS} ms for it, waits ${longestWait.toFixed(0)} ms at most`,
  );
  if (middle >= LIMIT_MS || work >= LIMIT_HELD_MS) process.exitCode = 1;
}
