import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import sharp from "sharp";

/** A page as grey values, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** The canvas that pdf.js brings along. */
interface Canvases {
  create(
    width: number,
    height: number,
  ): { readonly canvas: { toBuffer(type: "image/png"): Buffer } };
}

const SCALE = 1.5;

/** Draws one page, as a viewer would, and gives it as a PNG file. */
export async function drawPage(file: Buffer, number: number): Promise<Buffer> {
  const task = getDocument({ data: new Uint8Array(file), verbosity: 0 });
  const pdf = await task.promise;
  const page = await pdf.getPage(number);
  const viewport = page.getViewport({ scale: SCALE });
  const canvases = (pdf as unknown as { canvasFactory: Canvases }).canvasFactory;
  const { canvas } = canvases.create(Math.ceil(viewport.width), Math.ceil(viewport.height));
  await page.render({ canvas: canvas as never, viewport }).promise;
  const drawn = canvas.toBuffer("image/png");
  await task.destroy();
  return sharp(drawn)
    .flatten({ background: "white" })
    .greyscale()
    .png({ palette: true, colours: 16, dither: 0 })
    .toBuffer();
}

export async function readPicture(png: Buffer): Promise<Picture> {
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, grey: new Uint8Array(data) };
}

/** Pixels of a square whose mean is compared: as large as a letter. */
const SQUARE = 12;

/**
 * How much two pictures differ where they differ most, from 0 to 255: the mean grey of squares as large
 * as a letter is compared. Edges that are smoothed otherwise hardly move a mean; a letter that is missing,
 * other or elsewhere does.
 */
export function difference(one: Picture, other: Picture): number {
  if (one.width !== other.width || one.height !== other.height) return 255;
  let most = 0;
  for (let top = 0; top < one.height; top += SQUARE) {
    for (let left = 0; left < one.width; left += SQUARE) {
      most = Math.max(most, Math.abs(mean(one, left, top) - mean(other, left, top)));
    }
  }
  return most;
}

function mean({ width, height, grey }: Picture, left: number, top: number): number {
  const right = Math.min(left + SQUARE, width);
  const bottom = Math.min(top + SQUARE, height);
  let sum = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) sum += grey[y * width + x]!;
  }
  return sum / ((right - left) * (bottom - top));
}

/** The stored picture. Without its file it is drawn anew, except where changes are judged; look at it. */
export async function storedPicture(path: string, drawn: Buffer): Promise<Picture> {
  if (!existsSync(path) && !process.env.CI) writeFileSync(path, drawn);
  return readPicture(readFileSync(path));
}
