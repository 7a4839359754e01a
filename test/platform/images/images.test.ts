import { expect, test } from "vitest";
import { measurePhotos } from "../../../bench/receipt-photo.ts";
import { FISCAL_CODE } from "../../../src/features/receipts/rules/fiscal.ts";
import { createImages } from "../../../src/platform/images/index.ts";
import { silentLog } from "../../../src/platform/log.ts";
import { fiscalCode, receiptPhoto } from "./photos.ts";

const MOST_MS = 50;
const MEGABYTE = 1024 * 1024;

/** What the thread did in all: it cannot have been held up for longer, however busy the machine is. */
test("a photo of 4 MB is read without holding up the chats", async () => {
  const { wall, held, bytes } = await measurePhotos(2, 1);
  expect(wall).toHaveLength(2);
  expect(bytes).toBeGreaterThan(3.5 * MEGABYTE);
  expect(Math.max(...held)).toBeLessThan(MOST_MS);
});

test("the bytes that were given stay as they are", async () => {
  const images = createImages({ log: silentLog });
  const photo = await receiptPhoto([fiscalCode(77)], 77);
  const before = Buffer.from(photo);
  await images.take(photo, FISCAL_CODE);
  await images.close();
  expect(before.equals(photo)).toBe(true);
});
