import { monitorEventLoopDelay } from "node:perf_hooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FISCAL_CODE } from "../../../src/features/receipts/rules/fiscal.ts";
import { createImages, type Images } from "../../../src/platform/images/index.ts";
import { silentLog } from "../../../src/platform/log.ts";
import { fiscalCode, largePhoto, receiptPhoto } from "./photos.ts";

const MOST_MS = 50;
const MEGABYTE = 1024 * 1024;
let images: Images;
let large: Buffer;
const code = fiscalCode(77);

beforeAll(async () => {
  images = createImages({ log: silentLog });
  large = await largePhoto(code, 77);
});

afterAll(() => images.close());

test("a photo of 4 MB is read without holding up the chats", async () => {
  expect(large.length).toBeGreaterThan(3.5 * MEGABYTE);
  // The thread starts with the first picture; what is measured is the work.
  await images.take(await receiptPhoto([code]), FISCAL_CODE);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const before = process.threadCpuUsage();
  const taken = await images.take(large, FISCAL_CODE);
  const { user, system } = process.threadCpuUsage(before);
  delay.disable();
  expect(taken).toMatchObject({ kind: "picture", codes: [code] });
  // What this thread did in all cannot have held it up for longer, however busy the machine is.
  expect((user + system) / 1000).toBeLessThan(MOST_MS);
  expect(delay.mean / 1e6).toBeLessThan(MOST_MS);
}, 60_000);

test("the bytes that were given stay as they are", async () => {
  const before = Buffer.from(large);
  await images.take(large);
  expect(before.equals(large)).toBe(true);
}, 60_000);
