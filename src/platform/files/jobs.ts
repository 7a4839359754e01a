import type { Database } from "../postgres/database.ts";
import type { Queue } from "../queue.ts";
import { FORGET_JOB } from "./rows.ts";
import type { Files } from "./store.ts";

const SWEEP_CRON = "29 3 * * *";

/** Removes bytes whose row is gone, and once a day those that never had one. */
export async function startFileJobs(deps: {
  readonly files: Files;
  readonly database: Database;
  readonly queue: Queue;
}): Promise<void> {
  const { files, database, queue } = deps;
  await queue.work(FORGET_JOB, async ({ fileId = "" }) => {
    const kept = await database.prisma.storedFile.count({ where: { id: fileId } });
    if (kept === 0) await files.remove(fileId);
  });
  await queue.every("files-sweep", SWEEP_CRON, async () => void (await files.sweep(database)));
}
