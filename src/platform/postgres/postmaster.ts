import type { ChildProcess } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const patience = 60_000;

/** The data directory is served by another living postmaster. */
export class ClusterInUse extends Error {
  readonly pid: number;
  constructor(directory: string, pid: number) {
    super(`PostgreSQL of ${directory} is already running as process ${pid}`);
    this.pid = pid;
  }
}

/**
 * Stops a server that a former process left on this directory, if there is one.
 * @returns whether there was one
 */
export async function stopStray(directory: string): Promise<boolean> {
  const pid = await livePostmaster(resolve(directory));
  if (pid === undefined) return false;
  process.kill(pid, "SIGINT");
  for (let waited = 0; waited < patience; waited += 50) {
    if ((await livePostmaster(resolve(directory))) === undefined) return true;
    await sleep(50);
  }
  throw new ClusterInUse(directory, pid);
}

/**
 * Waits until a server that was started accepts connections. The postmaster writes its state to the
 * eighth line of its lock file, where pg_ctl reads it too.
 *
 * @throws Error with the last lines of the server's log when it ends instead
 */
export async function untilReady(directory: string, server: ChildProcess): Promise<void> {
  const until = performance.now() + patience;
  while (performance.now() < until) {
    const lines = await pidFile(directory);
    if (Number(lines[0]) === server.pid && lines[7]?.trim() === "ready") return;
    if (server.exitCode !== null || server.signalCode !== null) break;
    await sleep(15);
  }
  const log = await readFile(join(directory, "server.log"), "utf8").catch(() => "");
  const last = log.trim().split("\n").slice(-3).join(" | ");
  throw new Error(`PostgreSQL did not start in ${directory}: ${last}`);
}

async function pidFile(directory: string): Promise<string[]> {
  const text = await readFile(join(directory, "postmaster.pid"), "utf8").catch(() => "");
  return text.split("\n");
}

/**
 * Removes a lock file whose process number now belongs to something else: it would keep PostgreSQL
 * out.
 *
 * @throws ClusterInUse
 */
export async function clearStalePidFile(directory: string): Promise<void> {
  const pid = await livePostmaster(directory);
  if (pid !== undefined) throw new ClusterInUse(directory, pid);
  await rm(join(directory, "postmaster.pid"), { force: true });
}

async function livePostmaster(directory: string): Promise<number | undefined> {
  const pid = Number((await pidFile(directory))[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return undefined;
  }
  if (process.platform !== "linux") return pid;
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return command.includes(directory) ? pid : undefined;
}
