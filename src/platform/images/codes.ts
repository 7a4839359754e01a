import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Sharp } from "sharp";
import {
  prepareZXingModule,
  type ReaderOptions,
  type ReadResult,
  readBarcodes,
} from "zxing-wasm/reader";
import type { Grey } from "./grey.ts";
import type { Picture } from "./picture.ts";
import { straighten } from "./straighten.ts";

// The library would fetch its program from the network.
prepareZXingModule({
  overrides: {
    wasmBinary: Uint8Array.from(
      readFileSync(createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm")),
    ).buffer,
  },
});

/** What zxing tries by itself for a picture; the rest is our preparations' work. */
const OPTIONS = {
  formats: ["QRCodeModel2"],
  tryHarder: true,
  tryDownscale: true,
  tryRotate: false,
  tryInvert: false,
  // Where a code is seen that cannot be read is told too.
  returnErrors: true,
  maxNumberOfSymbols: 8,
} as const satisfies ReaderOptions;

interface Preparation {
  /** The longest side in pixels: a larger picture is made smaller. */
  readonly side: number;
  /** Only worth it for pictures whose longest side is more than this. */
  readonly above?: number;
  readonly change?: (image: Sharp) => Sharp;
  readonly options?: ReaderOptions;
}

/**
 * Ways to look at a picture, the cheap ones that read most first. Of photos that can be read at all, nine
 * of ten need the first only. What brought nothing more was left out: other thresholds, stretched
 * contrast, turning by half a right angle.
 */
const PREPARATIONS: readonly Preparation[] = [
  { side: 1600 },
  { side: 800, change: (image) => image.sharpen({ sigma: 1.5, m1: 3, m2: 6 }) },
  { side: 4000, above: 1600 },
  { side: 800, options: { tryDenoise: true, tryInvert: true } },
  { side: 1600, change: (image) => image.sharpen({ sigma: 4, m1: 4, m2: 8 }) },
  { side: 1600, change: (image) => image.blur(2) },
];

/** A picture that shows no code at all is not looked at forever. */
const BUDGET_MS = 6_000;
/** Smaller ones do not exist. */
const SMALLEST_CODE = 21;
const MOST_STRAIGHTENED = 3;

/**
 * Reads the QR codes on a picture, and tries harder until one is found that is wanted.
 * @returns the texts of all codes that were read, each once
 */
export async function readCodes(picture: Picture, wanted: RegExp): Promise<string[]> {
  const until = performance.now() + BUDGET_MS;
  const texts = new Set<string>();
  const found = () => [...texts].some((text) => wanted.test(text));
  for (const { side, above = 0, change, options } of PREPARATIONS) {
    if (Math.max(picture.width, picture.height) <= above) continue;
    const image = within(picture, side).greyscale();
    const grey = await greyOf(change?.(image) ?? image);
    const results = await read(grey, options);
    for (const { isValid, text } of results) if (isValid) texts.add(text);
    if (found()) break;
    for (const { position, symbol } of seen(results).slice(0, MOST_STRAIGHTENED)) {
      const { topLeft, topRight, bottomRight, bottomLeft } = position;
      const corners = [topLeft, topRight, bottomRight, bottomLeft] as const;
      for (const { isValid, text } of await read(straighten(grey, corners, symbol.width))) {
        if (isValid) texts.add(text);
      }
    }
    if (found() || performance.now() > until) break;
  }
  return [...texts];
}

/** Codes that are seen and cannot be read. */
function seen(results: readonly ReadResult[]): ReadResult[] {
  return results.filter(({ isValid, symbol }) => !isValid && symbol.width >= SMALLEST_CODE);
}

function within({ image, width, height }: Picture, side: number): Sharp {
  return Math.max(width, height) > side
    ? image().resize({ width: side, height: side, fit: "inside" })
    : image();
}

async function greyOf(image: Sharp): Promise<Grey> {
  const { data, info } = await image
    .toColourspace("b-w")
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Handed over as a PGM file: of raw pixels the library takes coloured ones only, four times as many. */
function read({ data, width, height }: Grey, options?: ReaderOptions): Promise<ReadResult[]> {
  const head = Buffer.from(`P5\n${width} ${height}\n255\n`);
  return readBarcodes(Buffer.concat([head, data]), { ...OPTIONS, ...options });
}
