import { photograph, type Shot } from "./camera.ts";
import { drawReceipt, type Paper } from "./paper.ts";
import { randomFrom } from "./random.ts";

export interface Photo {
  readonly name: string;
  /** What the fiscal code says; undefined: there is none. */
  readonly code: string | undefined;
  readonly bytes: Buffer;
}

/** As Telegram sends photos, and as a phone keeps them. */
const SENT = { width: 960, height: 1280 };
const KEPT = { width: 1944, height: 2592 };

export type Way = Omit<Shot, "seed" | "width" | "height" | "module"> &
  Partial<Pick<Shot, "width" | "height" | "module">> & {
    readonly ink?: number;
    /** Other codes above the fiscal one. */
    readonly beside?: readonly string[];
  };

const LINK = "https://example.org/app?utm_source=receipt&place=17";

/** Ways to photograph a receipt, most of them bad. Each is a photo of another receipt. */
const WAYS: Readonly<Record<string, Way>> = {
  plain: {},
  "plain, as the phone keeps it": { ...KEPT, module: 14 },
  "plain, close": { module: 12 },
  "two codes": { beside: [LINK] },
  "faded print": { ink: 150 },
  "very faded print": { ink: 185 },
  "worn print": { wear: 0.04 },
  "badly worn print": { wear: 0.09 },
  "turned by 12": { turn: 12 },
  "turned by 33": { turn: 33 },
  "turned by 45": { turn: 45 },
  "turned by 77": { turn: 77 },
  "on its side": { turn: 90 },
  "upside down": { turn: 180 },
  "turned by 215, small": { turn: 215, module: 3 },
  "a little out of focus": { blur: 1.5 },
  "out of focus": { blur: 2.4 },
  "far out of focus": { blur: 3.2 },
  "out of focus, as the phone keeps it": { ...KEPT, module: 11, blur: 5 },
  shaken: { shake: 4 },
  "shaken much": { shake: 7 },
  "shaken, as the phone keeps it": { ...KEPT, module: 12, shake: 12 },
  "from the right": { tilt: [0.25, 0] },
  "from below": { tilt: [0, 0.35] },
  "from a corner": { tilt: [0.25, 0.25] },
  "from far aside": { tilt: [-0.45, 0.1] },
  "from a corner, turned": { tilt: [0.3, -0.25], turn: 28 },
  "from aside, as the phone keeps it": { ...KEPT, module: 10, tilt: [0.4, 0.2], turn: -14 },
  dim: { light: 0.35, noise: 5 },
  "in the dark": { light: 0.16, noise: 6 },
  "in the dark, noisy": { light: 0.2, noise: 12 },
  "dim and turned": { light: 0.3, noise: 6, turn: 20, gradient: 0.4 },
  "light from one side": { gradient: 0.75 },
  "half in the shadow": { shadow: 0.6 },
  "half in the shadow, dim": { shadow: 0.5, light: 0.5, noise: 5 },
  noisy: { noise: 16 },
  "very noisy": { noise: 28 },
  "a lamp's spot beside": { glare: 0.35 },
  "a lamp's spot on a corner": { glare: 0.6 },
  small: { module: 2.6 },
  "very small": { module: 2 },
  "small, in a corner": { module: 2.8, at: [0.24, 0.8] },
  "small, as the phone keeps it": { ...KEPT, module: 4, at: [0.7, 0.3] },
  "small and dim": { module: 3.2, light: 0.35, noise: 5 },
  "small and out of focus": { module: 3.4, blur: 1.1 },
  "saved badly": { quality: 28 },
  "saved very badly": { quality: 14 },
  "saved badly, small": { quality: 35, module: 3.2 },
  "a little wavy": { waves: 0.5 },
  wavy: { waves: 1 },
  crumpled: { waves: 1.1, wear: 0.03, gradient: 0.3 },
  "crumpled, from aside": { waves: 0.8, tilt: [0.2, 0.15], turn: 10 },
  "crumpled, as the phone keeps it": { ...KEPT, module: 11, waves: 1, turn: 35 },
  "faded, dim, turned": { ink: 130, light: 0.45, turn: -25, noise: 4 },
  "faded, out of focus": { ink: 140, blur: 1.5 },
  "everything a little": {
    ...{ turn: 8, tilt: [0.15, 0.1], blur: 0.9, noise: 6, light: 0.6, gradient: 0.3, waves: 0.4 },
    ...{ quality: 70, wear: 0.01 },
  },
  "everything a little, small": {
    ...{ module: 3.8, turn: -17, tilt: [-0.1, 0.15], blur: 0.7, noise: 5, light: 0.7, quality: 75 },
  },
  "everything a little, as the phone keeps it": {
    ...{ ...KEPT, module: 9, turn: 62, tilt: [0.2, -0.1], blur: 2, noise: 8, light: 0.5 },
    ...{ gradient: 0.4, waves: 0.5 },
  },
};

const LEVELS = ["L", "M", "Q"] as const;

/** Photos of receipts, all made from numbers: the same on every machine. */
export async function* receiptPhotos(): AsyncGenerator<Photo & { readonly code: string }> {
  for (const [at, [name, way]] of Object.entries(WAYS).entries()) {
    const seed = 1000 + at;
    const code = fiscalCode(seed);
    yield { name, code, bytes: await take([...(way.beside ?? []), code], way, seed) };
  }
}

/** Photos that have no fiscal code. */
export async function* otherPhotos(): AsyncGenerator<
  Photo & { readonly text: string | undefined }
> {
  const others = {
    "no code": [],
    "no code, dim": [],
    "a link": [LINK],
    "a code of a shop's card": ["4607001234567890"],
    "a fiscal code without its sign": ["t=20240312T1430&s=100.00&fn=9999078900001234&i=7&n=1"],
  };
  for (const [at, [name, codes]] of Object.entries(others).entries()) {
    const bytes = await take(
      codes,
      name.includes("dim") ? { light: 0.3, noise: 6 } : {},
      9000 + at,
    );
    yield { name, code: undefined, text: codes[0], bytes };
  }
}

/** One photo of a receipt with these codes. */
export async function receiptPhoto(
  codes: readonly string[],
  seed = 1,
  way: Way = {},
): Promise<Buffer> {
  return take(codes, way, seed);
}

/** A photo as a good camera of a phone makes it: 12 megapixels, about 4 MB. */
export async function largePhoto(code: string, seed = 1): Promise<Buffer> {
  return take(
    [code],
    { width: 3024, height: 4032, module: 16, turn: 7, noise: 7, quality: 91 },
    seed,
  );
}

async function take(codes: readonly string[], way: Way, seed: number): Promise<Buffer> {
  const random = randomFrom(seed);
  const { ink = 35, beside: _, ...shot } = way;
  const paper: Paper = { codes, ink, seed, level: LEVELS[Math.floor(random() * 3)] ?? "M" };
  return photograph(await drawReceipt(paper), { ...SENT, module: 6, ...shot, seed });
}

/** The code of a receipt that no till has printed. */
export function fiscalCode(seed: number): string {
  const random = randomFrom(seed);
  const figures = (count: number) =>
    Array.from({ length: count }, () => Math.floor(random() * 10)).join("");
  const two = (limit: number, from = 0) =>
    String(from + Math.floor(random() * limit)).padStart(2, "0");
  const day = `2024${two(12, 1)}${two(28, 1)}`;
  const kopecks = 100 + Math.floor(random() * 900_000);
  const sum = `${Math.floor(kopecks / 100)}.${String(kopecks % 100).padStart(2, "0")}`;
  const seconds = random() < 0.5 ? "" : two(60);
  return `t=${day}T${two(24)}${two(60)}${seconds}&s=${sum}&fn=99990789${figures(8)}&i=${1 + Math.floor(random() * 99_999)}&fp=${1 + Math.floor(random() * 4_000_000_000)}&n=1`;
}
