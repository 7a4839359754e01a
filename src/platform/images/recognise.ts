/** Kinds of files that are taken. */
export type FileFormat = "jpeg" | "png" | "webp" | "heic" | "pdf";

/** Brands of pictures that `heic-decode` opens: still pictures and sequences of them. */
const HEIC = new Set(["heic", "heix", "hevc", "hevx", "mif1", "msf1"]);
/** A general brand may as well hold what is compressed otherwise. */
const GENERAL = new Set(["mif1", "msf1"]);
/** Readers look for the mark of a PDF within so many bytes; some programs write others before it. */
const PDF_WITHIN = 1024;

/** What a file is by its first bytes; its name and what a sender says of it count for nothing. */
export function recognise(bytes: Uint8Array): FileFormat | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, PDF_WITHIN));
  const text = (from: number, to: number) => head.toString("latin1", from, to);
  if (text(0, 3) === "\xff\xd8\xff") return "jpeg";
  if (text(0, 8) === "\x89PNG\r\n\x1a\n") return "png";
  if (text(0, 4) === "RIFF" && text(8, 12) === "WEBP") return "webp";
  if (text(4, 8) === "ftyp") return isHeic(head) ? "heic" : undefined;
  return head.includes("%PDF-") ? "pdf" : undefined;
}

function isHeic(head: Buffer): boolean {
  const major = head.toString("latin1", 8, 12);
  if (!HEIC.has(major)) return false;
  const length = head.length >= 4 ? head.readUInt32BE(0) : 0;
  const others = head.toString("latin1", 16, length).match(/.{4}/gs) ?? [];
  return !GENERAL.has(major) || others.some((one) => HEIC.has(one) && !GENERAL.has(one));
}
