import type { Content, FileItem } from "./action.ts";

/** A one-pixel PNG, for a photo whose looks do not matter. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

export function bytesOf(item: FileItem): Buffer {
  if (item.content !== undefined) return contentBytes(item.content);
  return item.kind === "photo" ? PIXEL : Buffer.from("a document");
}

export function pixel(): Buffer {
  return PIXEL;
}

function contentBytes(content: Content): Buffer {
  return "bytes" in content ? content.bytes : Buffer.from(content.base64, "base64");
}
