import { type ChildProcess, spawn } from "node:child_process";

/**
 * Waits for the end of its standard input, which the operating system closes when our process ends
 * in whatever way, kill -9 included; then ends the server and removes what it leaves.
 */
const script = `
trap "" INT TERM HUP
signal=$1
server=$2
shift 2
cat >/dev/null
kill -s "$signal" "$server" 2>/dev/null
tries=0
while kill -0 "$server" 2>/dev/null && [ "$tries" -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -s KILL "$server" 2>/dev/null
rm -rf -- "$@"
`;

export type Guardian = { dismiss(): void };

/**
 * Watches over a server that we started: it must not outlive us.
 *
 * @param server the running child; it gets `signal`, and KILL five seconds later
 * @param directories removed after the server's end
 * @returns `dismiss` ends the watch: call it once the server has been stopped in order
 */
export function guard(
  server: ChildProcess,
  signal: "INT" | "TERM" | "KILL",
  ...directories: string[]
): Guardian {
  const watcher = spawn(
    "/bin/sh",
    ["-c", script, "guardian", signal, String(server.pid), ...directories],
    { stdio: ["pipe", "ignore", "ignore"], detached: true, cwd: "/" },
  );
  watcher.on("error", () => {});
  watcher.stdin.on("error", () => {});
  watcher.unref();
  (watcher.stdin as unknown as { unref(): void }).unref();
  return { dismiss: () => void watcher.kill("SIGKILL") };
}
