import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { prepareZXingModule, writeBarcode } from "zxing-wasm/writer";
import { randomFrom } from "./random.ts";

/** A picture in shades of grey, a byte for each pixel. */
export interface Grey {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface Paper {
  /** What the codes of the receipt say, from top to bottom. */
  readonly codes: readonly string[];
  readonly level: "L" | "M" | "Q";
  /** How dark the print is, 0 (black) to 255. */
  readonly ink: number;
  readonly seed: number;
}

prepareZXingModule({
  overrides: {
    wasmBinary: Uint8Array.from(
      readFileSync(createRequire(import.meta.url).resolve("zxing-wasm/writer/zxing_writer.wasm")),
    ).buffer,
  },
});

/** Pixels of the drawing for one module of a code: a receipt is about 75 modules wide. */
export const MODULE = 8;
const WIDTH = 75 * MODULE;
const LINE = 28;
const WHITE = 245;

export interface Receipt extends Grey {
  /** The middle of the last code, or of the paper without one. */
  readonly aim: { readonly x: number; readonly y: number };
}

/** Draws a till receipt: lines of something like print, and codes below them. */
export async function drawReceipt({ codes, level, ink, seed }: Paper): Promise<Receipt> {
  const random = randomFrom(seed);
  const drawn = await Promise.all(codes.map((code) => drawCode(code, level)));
  const lines = 10 + Math.floor(random() * 8);
  const height =
    LINE * (lines + 4) + drawn.reduce((sum, code) => sum + (code.height + 8) * MODULE, 0);
  const data = new Uint8Array(WIDTH * height).fill(WHITE);

  function box(left: number, top: number, width: number, tall: number): void {
    for (let y = top; y < top + tall; y += 1) {
      data.fill(ink, y * WIDTH + Math.round(left), y * WIDTH + Math.round(left + width));
    }
  }

  function line(top: number): void {
    for (let left = 24; left < WIDTH - 60; left += 12) {
      if (random() < 0.18) continue;
      // Something like a letter: a stem, and a bar at some height.
      box(left, top, 3, 16);
      box(left, top + Math.floor(random() * 4) * 4, 9, 3);
      if (random() < 0.5) box(left + 6, top, 3, 16);
    }
  }

  let top = LINE;
  let aim = { x: WIDTH / 2, y: height / 2 };
  for (let at = 0; at < lines; at += 1, top += LINE) line(top);
  for (const code of drawn) {
    const left = Math.round((WIDTH - code.width * MODULE) / 2);
    top += 4 * MODULE;
    for (let y = 0; y < code.height; y += 1) {
      for (let x = 0; x < code.width; x += 1) {
        if (code.data[y * code.width + x] === 0) {
          box(left + x * MODULE, top + y * MODULE, MODULE, MODULE);
        }
      }
    }
    aim = { x: WIDTH / 2, y: top + (code.height * MODULE) / 2 };
    top += (code.height + 4) * MODULE;
  }
  line(top + 8);
  return { data, width: WIDTH, height, aim };
}

/** A code, a byte for each module: 0 is dark. Without the quiet zone. */
async function drawCode(text: string, level: Paper["level"]): Promise<Grey> {
  const { symbol, error } = await writeBarcode(text, {
    format: "QRCode",
    options: `ecLevel=${level}`,
    addQuietZones: false,
  });
  if (!symbol.data) throw new Error(error);
  return { data: Uint8Array.from(symbol.data), width: symbol.width, height: symbol.height };
}
