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
read -r _
kill -s "$signal" "$server" 2>/dev/null
tries=0
while kill -0 "$server" 2>/dev/null && [ "$tries" -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -s KILL "$server" 2>/dev/null
rm -rf -- "$@"
`;

/**
 * Watches over a server that we started, until it ends: it must not outlive us.
 *
 * @param server the running child; it gets `signal`, and KILL five seconds later
 * @param directories removed when the server has to be ended so
 */
export function guard(
  server: ChildProcess,
  signal: "INT" | "TERM" | "KILL",
  ...directories: string[]
): void {
  const watcher = spawn(
    "/bin/sh",
    ["-c", script, "guardian", signal, String(server.pid), ...directories],
    { stdio: ["pipe", "ignore", "ignore"], detached: true, cwd: "/" },
  );
  watcher.on("error", () => {});
  watcher.stdin.on("error", () => {});
  watcher.unref();
  (watcher.stdin as unknown as { unref(): void }).unref();
  const dismiss = () => void watcher.kill("SIGKILL");
  server.once("exit", dismiss);
  server.once("error", dismiss);
}
