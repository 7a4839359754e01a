import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { guard } from "../../src/platform/guardian.ts";

/** On a machine that is busy with much else. */
const SLOWEST_START_MS = 120_000;

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

export interface Instance {
  readonly port: number;
  /** Resolves when it is ready to take updates. */
  start(): Promise<void>;
  /** Ends it as a power cut would: nothing is finished, nothing is said. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** One bot in a process of its own, started as an operator starts it. */
export function createInstance(port: number, env: Readonly<Record<string, string>>): Instance {
  let child: ChildProcess | undefined;

  function ended(): Promise<void> {
    const running = child;
    if (!running || running.exitCode !== null || running.signalCode !== null)
      return Promise.resolve();
    return new Promise((resolve) => running.once("exit", () => resolve()));
  }

  return {
    port,
    async start() {
      child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN], {
        env: { PATH: process.env.PATH ?? "", ...env, PORT: String(port) },
        stdio: ["ignore", process.env.CHAOS_LOG ? "inherit" : "ignore", "inherit"],
      });
      guard(child, "KILL");
      await ready(port, child);
    },
    async kill() {
      child?.kill("SIGKILL");
      await ended();
    },
    async stop() {
      child?.kill("SIGTERM");
      await ended();
    },
  };
}

async function ready(port: number, child: ChildProcess): Promise<void> {
  const until = Date.now() + SLOWEST_START_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`The instance ended with code ${child.exitCode}`);
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/health/ready`);
      if (answer.ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("The instance does not become ready");
}
