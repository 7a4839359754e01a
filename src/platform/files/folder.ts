import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
} from "node:fs/promises";
import { join } from "node:path";
import type { Blobs } from "./blobs.ts";

/** A name that is still being written. It has no row, so the sweep clears what a crash left of it. */
const PART = ".part";

/** Keeps each blob as a file of this folder, which only the bot's user may read. */
export function folderBlobs(folder: string): Blobs {
  return {
    async put(name, bytes) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, name);
      await synced(await open(path + PART, "w", 0o600), (file) => file.writeFile(bytes));
      await rename(path + PART, path);
      // The new name itself has to reach the disk.
      await synced(await open(folder), async () => {});
    },
    async get(name) {
      return readFile(join(folder, name)).catch(absent);
    },
    async remove(name) {
      await rm(join(folder, name), { force: true });
    },
    async *list() {
      for (const name of (await readdir(folder).catch(absent)) ?? []) {
        const found = await stat(join(folder, name)).catch(absent);
        if (found) yield { name, at: found.mtime };
      }
    },
  };
}

async function synced(file: FileHandle, work: (file: FileHandle) => Promise<void>): Promise<void> {
  try {
    await work(file);
    await file.sync();
  } finally {
    await file.close();
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
