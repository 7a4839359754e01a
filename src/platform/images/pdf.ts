/** The end of a PDF stands within so many last bytes. */
const END_WITHIN = 2048;
const START_OF_JPEG = Buffer.from([0xff, 0xd8, 0xff]);

/** Whether a PDF is there to its end and opens without a password. */
export function checkPdf(bytes: Uint8Array): "whole" | "broken" | "locked" {
  const pdf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!pdf.subarray(-END_WITHIN).includes("%%EOF")) return "broken";
  return pdf.includes("/Encrypt") ? "locked" : "whole";
}

/** The photos in a PDF as programs that scan with a phone's camera make it: each a JPEG file as it was. */
export function photosIn(bytes: Uint8Array, most: number): Uint8Array[] {
  const pdf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const photos: Uint8Array[] = [];
  for (let from = 0; photos.length < most; ) {
    const start = pdf.indexOf(START_OF_JPEG, from);
    const end = start < 0 ? -1 : pdf.indexOf("endstream", start);
    if (end < 0) break;
    photos.push(pdf.subarray(start, end));
    from = end;
  }
  return photos;
}
