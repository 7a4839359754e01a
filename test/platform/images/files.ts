import { readFileSync } from "node:fs";
import { crc32 } from "node:zlib";

/** The photo of a receipt as an iPhone keeps it: `receiptPhoto` saved by heif-enc of libheif 1.15. */
export function heicPhoto(): Buffer {
  return readFileSync(new URL("./receipt.heic", import.meta.url));
}

/** What the code on `heicPhoto` says. */
export const HEIC_CODE =
  "t=20240708T061540&s=8382.13&fn=9999078943577693&i=75120&fp=3439461776&n=1";

/** A PNG file that says how large it is and holds next to nothing. */
export function hollowPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    ...[chunk("IHDR", header), chunk("IDAT", Buffer.alloc(8)), chunk("IEND", Buffer.alloc(0))],
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PDF with one picture, as a program makes it that scans with a phone's camera. */
export function scannedPdf(jpeg: Buffer, more = ""): Buffer {
  return Buffer.concat([
    Buffer.from(
      `%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 0/Kids[]>>\nendobj\n3 0 obj\n<</Type/XObject/Subtype/Image/Filter/DCTDecode/Length ${jpeg.length}>>\nstream\n`,
    ),
    jpeg,
    Buffer.from(`\nendstream\nendobj\ntrailer\n<</Root 1 0 R${more}>>\nstartxref\n0\n%%EOF\n`),
  ]);
}
