import { randomBytes, randomUUID } from "node:crypto";
import { type Keyring, keyOf } from "../crypto/keyring.ts";
import type { Database } from "../postgres/database.ts";
import { isUuid } from "../uuid.ts";
import type { Blobs } from "./blobs.ts";

/** What a row has to hold of a file, so that its bytes can be found and read. */
export interface KeptFile {
  /** Random; the name of the sealed bytes. */
  readonly id: string;
  /** The file's own key in base64. It is kept sealed with the case's key and nowhere else. */
  readonly secret: string;
  /** Keyed hash of the bytes: equal files have equal ones. */
  readonly digest: Buffer;
  /** Bytes. */
  readonly size: number;
}

/**
 * Keeps what people send, sealed. Each file has a key of its own, which lies sealed with the case's key in
 * the file's row: so a merge of cases moves no bytes, and whoever destroys the case's key destroys the file.
 */
export interface Files {
  /** Seals and keeps bytes. Until a row is committed for them (`writeFile`) they are nobody's. */
  keep(bytes: Uint8Array): Promise<KeptFile>;
  /**
   * @returns undefined when the bytes are gone
   * @throws SealBroken when they were changed or moved
   */
  read(file: Pick<KeptFile, "id" | "secret">): Promise<Buffer | undefined>;
  remove(id: string): Promise<void>;
  /** Removes what no row has spoken of for a day: a turn that failed, a crash. @returns how many */
  sweep(database: Database): Promise<number>;
}

const FIELD = "StoredFile.bytes";
/** A turn writes its row seconds after the bytes; a day leaves time for any outage. */
const ORPHAN_MS = 24 * 3_600_000;
const BATCH = 500;

export function createFiles(blobs: Blobs, keyring: Keyring): Files {
  return {
    async keep(bytes) {
      const id = randomUUID();
      const secret = randomBytes(32);
      await blobs.put(id, keyOf(secret).sealBytes(FIELD, id, bytes));
      return {
        id,
        secret: secret.toString("base64"),
        digest: keyring.blindIndex(FIELD, bytes),
        size: bytes.length,
      };
    },
    async read({ id, secret }) {
      const sealed = await blobs.get(id);
      return sealed && keyOf(Buffer.from(secret, "base64")).openBytes(FIELD, id, sealed);
    },
    remove: (id) => blobs.remove(id),
    async sweep({ prisma }) {
      // A database that knows no file at all may well be another one than the store's own.
      if ((await prisma.storedFile.findFirst({ select: { id: true } })) === null) return 0;
      // By real time, which the store has too; the bot's clock may stand elsewhere.
      const before = Date.now() - ORPHAN_MS;
      let removed = 0;
      let batch: string[] = [];
      const settle = async () => {
        const where = { id: { in: batch.filter(isUuid) } };
        const rows = await prisma.storedFile.findMany({ where, select: { id: true } });
        const known = new Set(rows.map(({ id }) => id));
        for (const name of batch.filter((one) => !known.has(one))) {
          await blobs.remove(name);
          removed += 1;
        }
        batch = [];
      };
      for await (const { name, at } of blobs.list()) {
        if (at.getTime() > before) continue;
        if (batch.push(name) === BATCH) await settle();
      }
      await settle();
      return removed;
    },
  };
}
