import type { Sharp } from "sharp";
import { readCodes } from "./codes.ts";
import { checkPdf, photosIn } from "./pdf.ts";
import { openPicture, type Picture } from "./picture.ts";
import { type FileFormat, recognise } from "./recognise.ts";

/** Why a file is not taken. */
export type Refusal =
  | "too_large"
  /** Not one of the kinds that are taken. */
  | "unknown_kind"
  | "too_many_pixels"
  /** It does not open, or takes far too long to. */
  | "broken"
  /** A PDF that opens with a password only. */
  | "locked";

export type Taken =
  | {
      /** A picture: upright, without anything that the camera wrote into it, of a size to be read. */
      readonly kind: "picture";
      readonly type: "image/jpeg";
      readonly bytes: Uint8Array;
      readonly width: number;
      readonly height: number;
      readonly codes: readonly string[];
    }
  | {
      /** A PDF as it came. */
      readonly kind: "pdf";
      readonly type: "application/pdf";
      readonly bytes: Uint8Array;
      readonly codes: readonly string[];
    }
  | { readonly kind: "refused"; readonly why: Refusal };

/** What Telegram's server gives to bots at most. */
export const MOST_BYTES = 20 * 1024 * 1024;
/** Enough for the small print of a receipt. */
const PIXELS_KEPT = 4_000_000;
const QUALITY = 80;
/** A scan rarely has more pages with a code. */
const PICTURES_OF_A_PDF = 3;

/**
 * Makes what somebody sent fit to be kept and shown, and reads the codes on it.
 * @param wanted the QR codes that are looked for: the search ends at the first one; none: no search
 */
export async function take(bytes: Uint8Array, wanted?: RegExp): Promise<Taken> {
  if (bytes.length > MOST_BYTES) return refused("too_large");
  const format = recognise(bytes);
  if (!format) return refused("unknown_kind");
  try {
    return await (format === "pdf" ? takePdf(bytes, wanted) : takePicture(bytes, format, wanted));
  } catch {
    // What a library says of a broken file may quote it.
    return refused("broken");
  }
}

async function takePicture(
  bytes: Uint8Array,
  format: Exclude<FileFormat, "pdf">,
  wanted: RegExp | undefined,
): Promise<Taken> {
  const picture = await openPicture(bytes, format);
  if (picture === "too_many_pixels") return refused(picture);
  const { data, info } = await fitted(picture)
    .flatten({ background: "white" })
    .jpeg({ quality: QUALITY })
    .toBuffer({ resolveWithObject: true });
  const codes = wanted ? await readCodes(picture, wanted) : [];
  const { width, height } = info;
  return { kind: "picture", type: "image/jpeg", bytes: data, width, height, codes };
}

/** Of a size at which the small print can be read, also on a long narrow receipt. */
function fitted({ image, width, height }: Picture): Sharp {
  const scale = Math.sqrt(PIXELS_KEPT / (width * height));
  return scale < 1 ? image().resize({ width: Math.max(1, Math.round(width * scale)) }) : image();
}

async function takePdf(bytes: Uint8Array, wanted: RegExp | undefined): Promise<Taken> {
  const state = checkPdf(bytes);
  if (state !== "whole") return refused(state);
  const codes = new Set<string>();
  for (const photo of wanted ? photosIn(bytes, PICTURES_OF_A_PDF) : []) {
    const taken = await take(photo, wanted);
    for (const code of taken.kind === "refused" ? [] : taken.codes) codes.add(code);
  }
  return { kind: "pdf", type: "application/pdf", bytes, codes: [...codes] };
}

function refused(why: Refusal): Taken {
  return { kind: "refused", why };
}
