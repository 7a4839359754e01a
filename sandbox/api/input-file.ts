import {
  type FileKind,
  MAX_PHOTO_BYTES,
  MAX_UPLOAD_BYTES,
  type StoredFile,
} from "../world/files.ts";
import { imageSize } from "../world/images.ts";
import type { World } from "../world/world.ts";
import type { Args, Upload } from "./args.ts";
import { badRequest, Refusal } from "./refusal.ts";

/** What a call gives for a file: bytes, or the id of a file that the bot has seen. */
export type InputFile =
  | { readonly kind: "upload"; readonly upload: Upload }
  | { readonly kind: "known"; readonly text: string };

const MAX_PHOTO_SIDES = 10_000;
const MAX_PHOTO_RATIO = 20;

/** The file of an argument: uploaded under its name, `attach://part`, or a text. */
export function inputFile(
  args: Args,
  name: string,
  text = args.string(name),
): InputFile | undefined {
  const part = text.startsWith("attach://") ? text.slice("attach://".length) : name;
  const upload = args.files.get(part);
  if (upload !== undefined) return { kind: "upload", upload };
  return text === "" || text.startsWith("attach://") ? undefined : { kind: "known", text };
}

/** Stores an upload or finds the known file. Refuses sizes and kinds as Telegram does. */
export function resolveFile(world: World, input: InputFile, kind: FileKind): StoredFile {
  if (input.kind === "known") return knownFile(world, input.text, kind);
  const { upload } = input;
  if (upload.content.length === 0) throw badRequest("file must be non-empty");
  if (upload.content.length > MAX_UPLOAD_BYTES) throw new Refusal(413, "Request Entity Too Large");
  if (kind === "Photo") checkPhoto(upload.content);
  const mimeType = kind === "Photo" ? "image/jpeg" : upload.mimeType.trim();
  return world.files.add(kind, upload.name, guessMime(upload.name, mimeType), upload.content);
}

function knownFile(world: World, text: string, kind: FileKind): StoredFile {
  if (/^https?:\/\//i.test(text)) throw badRequest("failed to get HTTP URL content");
  const file = world.files.get(text);
  if (file === undefined) throw badRequest("Wrong file identifier/HTTP URL specified");
  if (file.kind !== kind) throw badRequest(`Can't use file of type ${file.kind} as ${kind}`);
  return file;
}

function checkPhoto(content: Buffer): void {
  if (content.length > MAX_PHOTO_BYTES) {
    throw badRequest(`file of size ${content.length} bytes is too big for a photo`);
  }
  const size = imageSize(content);
  if (size === undefined) throw badRequest("IMAGE_PROCESS_FAILED");
  const { width, height } = size;
  const ratio = Math.max(width, height) / Math.max(1, Math.min(width, height));
  if (width + height > MAX_PHOTO_SIDES || ratio > MAX_PHOTO_RATIO) {
    throw badRequest("PHOTO_INVALID_DIMENSIONS");
  }
}

const MIME_BY_EXTENSION: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  txt: "text/plain",
  csv: "text/csv",
  json: "application/json",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ics: "text/calendar",
  zip: "application/zip",
};

/** Telegram tells the type by the name; clients often state none. */
function guessMime(name: string, stated: string): string {
  if (stated !== "" && stated !== "application/octet-stream") return stated;
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  return MIME_BY_EXTENSION[extension] ?? "application/octet-stream";
}
