import { readdirSync, readFileSync } from "node:fs";

/** A tick of the kernel's clock in microseconds. */
const TICK = 10_000;

/**
 * Microseconds that servers and their children have used so far; undefined where /proc is not there.
 * PostgreSQL answers each connection in a process of its own, and an ended child counts with its parent.
 */
export function cpuOf(servers: readonly number[]): number | undefined {
  let ticks = 0;
  try {
    for (const name of readdirSync("/proc")) {
      const fields = /^\d+$/.test(name) ? fieldsOf(name) : [];
      // Counted as in proc(5), less the three that come before: parent, own time, children's time.
      const [parent, user = 0, system = 0, usersBefore = 0, systemBefore = 0] = [
        1, 11, 12, 13, 14,
      ].map((at) => Number(fields[at] ?? 0));
      if (servers.includes(Number(name))) ticks += user + system + usersBefore + systemBefore;
      else if (servers.includes(parent as number)) ticks += user + system;
    }
  } catch {
    return undefined;
  }
  return ticks * TICK;
}

/** What stands after the name of a process, which may hold spaces; nothing when it has ended. */
function fieldsOf(pid: string): string[] {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "utf8");
    return line.slice(line.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}
