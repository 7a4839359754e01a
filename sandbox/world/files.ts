import type { Random } from "./random.ts";

/** Kinds of file as Telegram names them in "can't use file of type X as Y". */
export type FileKind = "Document" | "Photo" | "Voice" | "Video" | "Sticker";

export interface StoredFile {
  readonly id: string;
  readonly uniqueId: string;
  readonly kind: FileKind;
  readonly name: string;
  readonly mimeType: string;
  readonly size: number;
  /** Path below `/file/bot<token>/`. */
  readonly path: string;
  readonly content: Buffer;
}

/** The bot downloads files of up to 20 MB, whoever sent them. */
export const MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024;
/** The bot uploads files of up to 50 MB, photos of up to 10 MB. */
export const MAX_UPLOAD_BYTES = 50 * 1024 * 1024;
export const MAX_PHOTO_BYTES = 10 * 1024 * 1024;

const PREFIX: Record<FileKind, string> = {
  Document: "BQACAgIAAxk",
  Photo: "AgACAgIAAxk",
  Voice: "AwACAgIAAxk",
  Video: "BAACAgIAAxk",
  Sticker: "CAACAgIAAxk",
};
const FOLDER: Record<FileKind, string> = {
  Document: "documents",
  Photo: "photos",
  Voice: "voice",
  Video: "videos",
  Sticker: "stickers",
};

/** All files of the local Telegram, in memory. */
export class FileStore {
  readonly #byId = new Map<string, StoredFile>();
  readonly #byPath = new Map<string, StoredFile>();
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  add(kind: FileKind, name: string, mimeType: string, content: Buffer): StoredFile {
    const extension = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? "";
    const file: StoredFile = {
      id: PREFIX[kind] + this.#random.token(60),
      uniqueId: `AgAD${this.#random.token(12)}`,
      kind,
      name,
      mimeType,
      size: content.length,
      path: `${FOLDER[kind]}/file_${this.#byId.size}${extension}`,
      content,
    };
    this.put(file);
    return file;
  }

  /** Puts back a file with its identifiers, when a saved state is read. */
  put(file: StoredFile): void {
    this.#byId.set(file.id, file);
    this.#byPath.set(file.path, file);
  }

  get(id: string): StoredFile | undefined {
    return this.#byId.get(id);
  }

  atPath(path: string): StoredFile | undefined {
    return this.#byPath.get(path);
  }

  all(): IterableIterator<StoredFile> {
    return this.#byId.values();
  }
}
