import sharp, { type Sharp } from "sharp";
import type { FileFormat } from "./recognise.ts";

/** A picture that opens, upright. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** The picture from its beginning, to be worked on. */
  image(): Sharp;
}

/** More than any phone's camera makes in one picture: a file that is made to fill the memory. */
const MOST_PIXELS = 64_000_000;
const LONGEST_SIDE = 30_000;

sharp.cache(false);
// One core is left to the chats.
sharp.concurrency(1);
// Whatever a file pretends to be: nothing is opened by a reader that is not needed.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp"],
});

/** @throws when the file is broken */
export async function openPicture(
  bytes: Uint8Array,
  format: Exclude<FileFormat, "pdf">,
): Promise<Picture | "too_many_pixels"> {
  if (format === "heic") return openHeic(bytes);
  const image = () => sharp(bytes, { failOn: "error", limitInputPixels: MOST_PIXELS }).autoOrient();
  const { width, height, autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata();
  return isTooLarge(width, height) ? "too_many_pixels" : { ...autoOrient, image };
}

async function openHeic(bytes: Uint8Array): Promise<Picture | "too_many_pixels"> {
  // Its code weighs more than the rest of the worker, and few phones need it.
  const { default: heic } = await import("heic-decode");
  const stills = await heic.all({ buffer: bytes });
  try {
    const [first] = stills;
    if (!first || isTooLarge(first.width, first.height)) return "too_many_pixels";
    // Turned upright by the decoder already.
    const { data, width, height } = await first.decode();
    const raw = { width, height, channels: 4 } as const;
    return { width, height, image: () => sharp(data, { raw }) };
  } finally {
    stills.dispose();
  }
}

function isTooLarge(width: number, height: number): boolean {
  return width * height > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE;
}
