import sharp from "sharp";
import { type Grey, MODULE, type Receipt } from "./paper.ts";
import { randomFrom } from "./random.ts";

/** How a receipt was photographed. What is left out is as good as it can be. */
export interface Shot {
  readonly width: number;
  readonly height: number;
  /** Pixels of the photo for one module of the code, before the perspective. */
  readonly module: number;
  /** Degrees clockwise. */
  readonly turn?: number;
  /** How much nearer one side is than the other, to the right and to the bottom: 0.3 is much. */
  readonly tilt?: readonly [number, number];
  /** Where the code is in the photo, in shares of its sides; the middle by default. */
  readonly at?: readonly [number, number];
  /** Standard deviation of the blur of a bad focus, in pixels of the photo. */
  readonly blur?: number;
  /** Length in pixels of the smear of a shaken hand. */
  readonly shake?: number;
  /** How bright: 1 is good light. */
  readonly light?: number;
  /** How much darker one edge is than the other, 0 to 1. */
  readonly gradient?: number;
  /** A hard shadow across the code: how dark, 0 to 1. */
  readonly shadow?: number;
  /** A bright spot on the code: its size in shares of the code. */
  readonly glare?: number;
  /** Standard deviation of the sensor's noise, of 255. */
  readonly noise?: number;
  /** Height of the waves of crumpled paper, in modules of the code. */
  readonly waves?: number;
  /** Share of small spots and cracks in the print, 0 to 1. */
  readonly wear?: number;
  /** Quality of the JPEG file. */
  readonly quality?: number;
  readonly seed: number;
}

/** The table under the receipt. */
const TABLE = 95;
/** Warm light: what the three colours get of it. */
const COLOURS = [1, 0.96, 0.88] as const;

/** @returns a JPEG file */
export async function photograph(receipt: Receipt, shot: Shot): Promise<Buffer> {
  const softened = await soften(receipt, shot.module / MODULE);
  const pixels = await optics(expose({ ...softened, aim: receipt.aim }, shot), shot);
  const grain = grains(shot.noise ?? 1.5, shot.seed);
  const data = new Uint8Array(pixels.length * 3);
  for (let at = 0; at < pixels.length; at += 1) {
    const noise = grain[at % grain.length]!;
    for (let colour = 0; colour < 3; colour += 1) {
      const value = pixels[at]! * COLOURS[colour]! + noise;
      data[at * 3 + colour] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
  return sharp(data, { raw: { width: shot.width, height: shot.height, channels: 3 } })
    .jpeg({ quality: shot.quality ?? 87 })
    .toBuffer();
}

/** Noise of a sensor, enough of it that nobody sees it come again. */
function grains(deviation: number, seed: number): Float32Array {
  const random = randomFrom(seed + 1);
  // The sum of three is as good as normal here.
  return Float32Array.from(
    { length: 99_991 },
    () => (random() + random() + random() - 1.5) * 2 * deviation,
  );
}

/** A drawing that will be made smaller is blurred first, as a lens does; else it would flicker. */
async function soften(paper: Grey, scale: number): Promise<Grey> {
  if (scale >= 0.8) return paper;
  const { width, height } = paper;
  const data = await sharp(paper.data, { raw: { width, height, channels: 1 } })
    .blur(0.45 / scale)
    .toColourspace("b-w")
    .raw()
    .toBuffer();
  return { data, width, height };
}

/** Where each pixel of the photo looks at, and how much light comes from there. */
function expose(paper: Receipt, shot: Shot): Uint8Array {
  const { width, height, seed } = shot;
  const random = randomFrom(seed);
  const out = new Uint8Array(width * height);
  const [tiltX, tiltY] = shot.tilt ?? [0, 0];
  const [atX, atY] = shot.at ?? [0.5, 0.5];
  const turn = ((shot.turn ?? 0) * Math.PI) / 180;
  const scale = shot.module / MODULE;
  const cos = Math.cos(turn) / scale;
  const sin = Math.sin(turn) / scale;
  const reach = 20 * shot.module;
  const wave = {
    height: (shot.waves ?? 0) * MODULE,
    // Paper bends over lengths such as that of a code, which has some 35 modules.
    x: (2 * Math.PI) / ((24 + 24 * random()) * MODULE),
    y: (2 * Math.PI) / ((24 + 24 * random()) * MODULE),
    from: random() * 6,
  };
  const light = shot.light ?? 1;
  const wearFrom = 1 - (shot.wear ?? 0);
  const slope = random() - 0.5;

  for (let y = 0; y < height; y += 1) {
    const swing = 3 * Math.sin(y / 210);
    for (let x = 0; x < width; x += 1) {
      const dx = x - atX * width;
      const dy = y - atY * height;
      const depth = 1 + (tiltX * dx + tiltY * dy) / reach;
      let value: number | undefined;
      if (depth > 0.2) {
        const px = dx / depth;
        const py = dy / depth;
        let u = paper.aim.x + cos * px + sin * py;
        let v = paper.aim.y - sin * px + cos * py;
        if (wave.height > 0) {
          const du = wave.height * Math.sin(v * wave.y + wave.from);
          const dv = wave.height * Math.sin(u * wave.x + wave.from * 2);
          u += du;
          v += dv;
        }
        const seen = sample(paper, u, v);
        if (seen !== undefined) {
          value = seen;
          if (wave.height > 0) value *= 1 - 0.18 * (1 + Math.cos(v * wave.y + wave.from));
          if (shot.wear && worn(u, v, seed) > wearFrom) value = Math.max(value, 225);
        }
      }
      value ??= TABLE + 25 * Math.sin(x / 37 + swing);
      value *= light * (1 - (shot.gradient ?? 0) * (x / width));
      if (shot.shadow && dx * slope + dy > 0) value *= 1 - shot.shadow;
      if (shot.glare) {
        const far = Math.hypot(dx - reach * 0.35, dy + reach * 0.2) / (reach * shot.glare);
        value += 260 * Math.exp(-far * far * 2);
      }
      out[y * width + x] = value > 255 ? 255 : value;
    }
  }
  return out;
}

/** The value between four pixels; undefined beside the paper. */
function sample({ data, width, height }: Grey, u: number, v: number): number | undefined {
  if (u < 0 || v < 0 || u >= width - 1 || v >= height - 1) return undefined;
  const x = Math.floor(u);
  const y = Math.floor(v);
  const right = u - x;
  const down = v - y;
  const at = y * width + x;
  const above = data[at]! * (1 - right) + data[at + 1]! * right;
  const below = data[at + width]! * (1 - right) + data[at + width + 1]! * right;
  return above * (1 - down) + below * down;
}

/** A number from 0 to 1 for a small place of the paper. */
function worn(u: number, v: number, seed: number): number {
  const place = Math.imul(Math.floor(u / 6) + 7919 * Math.floor(v / 6) + seed, 0x9e3779b1);
  return ((place ^ (place >>> 15)) >>> 0) / 2 ** 32;
}

async function optics(pixels: Uint8Array, shot: Shot): Promise<Uint8Array> {
  if (!shot.blur && !shot.shake) return pixels;
  const { width, height } = shot;
  let image = sharp(pixels, { raw: { width, height, channels: 1 } });
  if (shot.shake) {
    const size = 2 * Math.ceil(shot.shake / 2) + 1;
    const kernel = new Array(size * size).fill(0);
    for (let at = 0; at < size; at += 1) kernel[at * size + at] = 1;
    image = image.convolve({ width: size, height: size, kernel });
  }
  if (shot.blur) image = image.blur(shot.blur);
  return image.toColourspace("b-w").raw().toBuffer();
}
