import { spawn } from "node:child_process";

/** What a check found. `not_run` says why it could say nothing, and does not fail the whole. */
export type Outcome =
  | { kind: "ok"; note?: string }
  | { kind: "failed"; lines: string[] }
  | { kind: "not_run"; why: string };

/** One line of `npm run check`. */
export type Check = {
  name: string;
  /** @param root the project's folder; tests give a folder of their own */
  run(root: string): Promise<Outcome>;
};

/** Failed when there are lines, ok otherwise. */
export function outcomeOf(lines: string[], note?: string): Outcome {
  return lines.length > 0 ? { kind: "failed", lines } : { kind: "ok", ...(note && { note }) };
}

export type Ran = { code: number | null; output: string };

/** Runs a program in a folder; its output, both streams together. */
export function run(
  command: string,
  args: string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; stdoutOnly?: boolean },
): Promise<Ran> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", ...options.env },
      stdio: ["ignore", "pipe", options.stdoutOnly ? "ignore" : "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (chunk: string) => {
        output += chunk;
      });
    }
    child.once("error", failed);
    child.once("close", (code) => done({ code, output }));
  });
}
