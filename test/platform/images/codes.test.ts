import { afterEach, describe, expect, test, vi } from "vitest";
import { FISCAL_CODE } from "../../../src/features/receipts/rules/fiscal.ts";
import { take } from "../../../src/platform/images/take.ts";
import { fiscalCode, otherPhotos, receiptPhoto, receiptPhotos } from "./photos.ts";

const LEAST_SHARE = 0.9;

async function codesOn(bytes: Uint8Array, wanted = FISCAL_CODE): Promise<readonly string[]> {
  const taken = await take(bytes, wanted);
  if (taken.kind === "refused") throw new Error(taken.why);
  return taken.codes;
}

test("nine of ten bad photos of receipts are read, and none is read wrong", async () => {
  const missed: string[] = [];
  let count = 0;
  for await (const { name, code, bytes } of receiptPhotos()) {
    const fiscal = (await codesOn(bytes)).filter((text) => FISCAL_CODE.test(text));
    count += 1;
    if (fiscal.length === 0) missed.push(name);
    else expect(fiscal, name).toEqual([code]);
  }
  const share = (count - missed.length) / count;
  console.log(`Read ${count - missed.length} of ${count} photos. Missed: ${missed.join(", ")}`);
  expect(count).toBeGreaterThanOrEqual(40);
  expect(share).toBeGreaterThanOrEqual(LEAST_SHARE);
}, 600_000);

test("photos without a fiscal code give none, and other codes as what they are", async () => {
  for await (const { name, text, bytes } of otherPhotos()) {
    const codes = await codesOn(bytes);
    expect(codes, name).toEqual(text === undefined ? [] : [text]);
    expect(
      codes.some((one) => FISCAL_CODE.test(one)),
      name,
    ).toBe(false);
  }
}, 120_000);

describe("the search", () => {
  test("finds the wanted code among others", async () => {
    const wanted = fiscalCode(5);
    const codes = await codesOn(await receiptPhoto(["https://example.org/1", wanted], 5));
    expect(codes).toContain(wanted);
  });

  afterEach(() => vi.unstubAllGlobals());

  test("needs no network: its program is a file of the package", async () => {
    const asked = vi.fn(() => Promise.reject(new Error("no network")));
    vi.stubGlobal("fetch", asked);
    vi.stubGlobal("XMLHttpRequest", asked);
    // A fresh copy of the module, which has loaded nothing yet.
    vi.resetModules();
    const fresh = await import("../../../src/platform/images/take.ts");
    const code = fiscalCode(6);
    expect(await fresh.take(await receiptPhoto([code], 6), FISCAL_CODE)).toMatchObject({
      codes: [code],
    });
    expect(asked).not.toHaveBeenCalled();
  });
});
