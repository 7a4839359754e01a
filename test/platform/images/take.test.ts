import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { FISCAL_CODE } from "../../../src/features/receipts/rules/fiscal.ts";
import { MOST_BYTES, type Taken, take } from "../../../src/platform/images/take.ts";
import { HEIC_CODE, heicPhoto, hollowPng, scannedPdf } from "./files.ts";
import { fiscalCode, receiptPhoto } from "./photos.ts";

const CODE = fiscalCode(1);
let photo: Buffer;

beforeAll(async () => {
  photo = await receiptPhoto([CODE], 1);
});

function pictureOf(taken: Taken) {
  if (taken.kind !== "picture") throw new Error(JSON.stringify(taken));
  return taken;
}

describe("kinds that are taken, by what they are and not by a name", () => {
  test.each([
    ["JPEG", () => photo],
    ["PNG", () => sharp(photo).png().toBuffer()],
    ["WebP", () => sharp(photo).webp({ quality: 80 }).toBuffer()],
    ["PNG that one sees through", () => sharp(photo).ensureAlpha(0.5).png().toBuffer()],
    ["grey JPEG", () => sharp(photo).greyscale().jpeg().toBuffer()],
    ["JPEG of a printer's colours", () => sharp(photo).toColourspace("cmyk").jpeg().toBuffer()],
    ["progressive JPEG", () => sharp(photo).jpeg({ progressive: true }).toBuffer()],
  ])("%s becomes a JPEG, its code is read", async (_kind, file) => {
    const taken = pictureOf(await take(await file(), FISCAL_CODE));
    expect(taken).toMatchObject({ type: "image/jpeg", width: 960, height: 1280, codes: [CODE] });
    expect(await sharp(taken.bytes).metadata()).toMatchObject({
      ...{ format: "jpeg", width: 960, height: 1280, space: "srgb" },
    });
  });

  test("HEIC as iPhones make it", async () => {
    const taken = pictureOf(await take(heicPhoto(), FISCAL_CODE));
    expect(taken).toMatchObject({ width: 720, height: 960, codes: [HEIC_CODE] });
    expect((await sharp(taken.bytes).metadata()).format).toBe("jpeg");
  });

  test("a PDF stays as it is, and a photo in it is read", async () => {
    const file = scannedPdf(photo);
    const taken = await take(file, FISCAL_CODE);
    expect(taken).toMatchObject({ kind: "pdf", type: "application/pdf", codes: [CODE] });
    expect(taken.kind === "pdf" && file.equals(taken.bytes)).toBe(true);
  });

  test("without a code that is wanted nothing is looked for", async () => {
    expect(pictureOf(await take(photo)).codes).toEqual([]);
  });
});

describe("what is refused", () => {
  const text = Buffer.from("Это не чек. ".repeat(50));
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>';
  test.each([
    ["nothing", () => Buffer.alloc(0), "unknown_kind"],
    ["a text", () => text, "unknown_kind"],
    ["noise", () => randomBytes(5000), "unknown_kind"],
    ["GIF", () => sharp(photo).resize(64).gif().toBuffer(), "unknown_kind"],
    ["TIFF", () => sharp(photo).tiff().toBuffer(), "unknown_kind"],
    ["AVIF", () => sharp(photo).resize(64).avif({ effort: 0 }).toBuffer(), "unknown_kind"],
    ["SVG", () => Buffer.from(svg), "unknown_kind"],
    ["SVG behind the mark of a JPEG", () => Buffer.from(`\xff\xd8\xff${svg}`, "latin1"), "broken"],
    ["a program", () => Buffer.from("MZ\x90\0".repeat(99), "latin1"), "unknown_kind"],
    ["an archive", () => Buffer.from("PK\x03\x04".repeat(99), "latin1"), "unknown_kind"],
    ["a mark and no more", () => photo.subarray(0, 3), "broken"],
    ["half a JPEG", () => photo.subarray(0, photo.length / 2), "broken"],
    ["half a HEIC", () => heicPhoto().subarray(0, 6000), "broken"],
    ["the mark of a HEIC", () => heicPhoto().subarray(0, 28), "broken"],
    ["half a PDF", () => scannedPdf(photo).subarray(0, 9000), "broken"],
    ["a PDF with a password", () => scannedPdf(photo, "/Encrypt 4 0 R"), "locked"],
    ["a hollow picture", () => hollowPng(40, 40), "broken"],
    ["a picture of a gigapixel", () => hollowPng(32_000, 32_000), "too_many_pixels"],
    ["a very long picture", () => hollowPng(31_000, 10), "too_many_pixels"],
    ["a HEIC of a gigapixel", () => hugeHeic(), "too_many_pixels"],
    ["more than Telegram gives", () => Buffer.concat([photo], MOST_BYTES + 1), "too_large"],
  ])("%s", async (_what, file, why) => {
    expect(await take(await file(), FISCAL_CODE)).toEqual({ kind: "refused", why });
  });

  test("any damage to a file is told, never thrown", async () => {
    for (const file of [photo, heicPhoto(), await sharp(photo).webp().toBuffer()]) {
      for (let at = 40; at < 600; at += 70) {
        const damaged = Buffer.from(file);
        damaged.fill(0xa5, at, at + 20);
        expect(["picture", "refused"]).toContain((await take(damaged)).kind);
      }
    }
  });
});

/** A HEIC file that says it is 32,000 pixels high and wide. */
function hugeHeic(): Buffer {
  const file = Buffer.from(heicPhoto());
  const size = file.indexOf("ispe") + 8;
  file.writeUInt32BE(32_000, size);
  file.writeUInt32BE(32_000, size + 4);
  return file;
}

test("nothing of where, when and by what it was made is left in a picture", async () => {
  const written = await sharp(photo)
    .withExif({
      IFD0: { Make: "Telefon", Model: "Nine", DateTime: "2024:03:12 14:30:00" },
      IFD3: {
        GPSLatitudeRef: "N",
        GPSLatitude: "69/1 20/1 0/1",
        GPSLongitudeRef: "E",
        GPSLongitude: "88/1 12/1 0/1",
      },
    })
    .withXmp("<x:xmpmeta xmlns:x='adobe:ns:meta/'>Norilsk</x:xmpmeta>")
    .jpeg()
    .toBuffer();
  // The test sees what it looks for.
  expect((await sharp(written).metadata()).exif?.includes("Telefon")).toBe(true);
  expect(written.includes("Norilsk")).toBe(true);

  const { bytes } = pictureOf(await take(written));
  const { exif, xmp, iptc, icc } = await sharp(bytes).metadata();
  expect({ exif, xmp, iptc, icc }).toEqual({});
  for (const trace of ["Telefon", "Norilsk", "2024:03:12", "GPS", "Exif"]) {
    expect(Buffer.from(bytes).includes(trace)).toBe(false);
  }
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "a picture that lies as %i comes upright",
  async (orientation) => {
    // Red above, blue below, and the left half darker.
    const upright = await sharp({
      create: { width: 40, height: 60, channels: 3, background: "#f00" },
    })
      .composite([
        {
          input: { create: { width: 40, height: 30, channels: 3, background: "#00f" } },
          gravity: "south",
        },
        {
          input: { create: { width: 20, height: 60, channels: 4, background: "#0008" } },
          gravity: "west",
        },
      ])
      .png()
      .toBuffer();
    const lying = await sharp(await layDown(upright, orientation))
      .withMetadata({ orientation })
      .jpeg({ quality: 100 })
      .toBuffer();
    const taken = pictureOf(await take(lying));
    expect([taken.width, taken.height]).toEqual([40, 60]);
    const { data } = await sharp(taken.bytes).raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => [...data.subarray((y * 40 + x) * 3, (y * 40 + x) * 3 + 3)];
    expect(at(35, 5)[0]).toBeGreaterThan(200);
    expect(at(35, 55)[2]).toBeGreaterThan(200);
    expect(at(5, 5)[0]).toBeLessThan(180);
  },
);

/** Turns and mirrors a picture so that this EXIF orientation undoes it. */
function layDown(picture: Buffer, orientation: number): Promise<Buffer> {
  const turns = [0, 0, 0, 180, 180, 90, 270, 270, 90][orientation] ?? 0;
  const mirrored = [2, 4, 5, 7].includes(orientation);
  const image = sharp(picture).rotate(turns);
  return image.toBuffer().then((turned) => (mirrored ? sharp(turned).flop().toBuffer() : turned));
}

test("a large photo becomes one of four megapixels, a long receipt stays readable", async () => {
  const large = await sharp(photo).resize(3000, 4000, { fit: "fill" }).jpeg().toBuffer();
  const kept = pictureOf(await take(large));
  expect(kept.width * kept.height).toBeLessThanOrEqual(4_010_000);
  expect(kept.width / kept.height).toBeCloseTo(0.75, 2);
  const long = await sharp(photo).resize(1000, 5000, { fit: "fill" }).jpeg().toBuffer();
  expect(pictureOf(await take(long)).width).toBeGreaterThan(850);
  const small = await sharp(photo).resize(300).jpeg().toBuffer();
  expect(pictureOf(await take(small))).toMatchObject({ width: 300, height: 400 });
});
