import { readFile, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";

/** Another process has the lock. */
export class AlreadyRunning extends Error {
  readonly pid: number;
  constructor(pid: number) {
    super(`already running as process ${pid}`);
    this.pid = pid;
  }
}

/**
 * Takes a lock file, so that one process at a time works in a folder. A lock whose process is gone
 * is taken over.
 *
 * @returns a function that gives the lock back
 * @throws AlreadyRunning
 */
export async function onlyOne(file: string): Promise<() => Promise<void>> {
  for (;;) {
    try {
      await writeFile(file, String(process.pid), { flag: "wx" });
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const pid = Number(await readFile(file, "utf8").catch(() => ""));
    if (await isAlive(pid)) throw new AlreadyRunning(pid);
    await rm(file, { force: true });
  }
}

/** Whether the number still belongs to a process that runs this same script. */
async function isAlive(pid: number): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  if (process.platform !== "linux") return true;
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return command.includes(basename(process.argv[1] ?? ""));
}
