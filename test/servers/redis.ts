import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { guard } from "../../src/platform/guardian.ts";
import { portForLater } from "./port.ts";

export type TestRedis = {
  url: string;
  port: number;
  pid(): number | undefined;
  /** Saves and stops. */
  stop(): Promise<void>;
  /** kill -9. */
  crash(): Promise<void>;
  /** Starts again on the same port with what was saved; `empty` loses everything. */
  start(how?: { empty: boolean }): Promise<void>;
  /** Stops in order and starts again. */
  restart(how?: { empty: boolean }): Promise<void>;
  /** Stops and removes the data. */
  remove(): Promise<void>;
};

/** Path of a Redis-compatible server on this machine. */
export function findRedis(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return ["redis-server", "valkey-server"]
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** In CI, as root on Debian, installs the missing server; elsewhere only looks. */
export function provideRedis(): string | undefined {
  const found = findRedis();
  if (found || !process.env.CI || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    return found;
  }
  const quiet = {
    stdio: "ignore",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  } as const;
  try {
    execFileSync("apt-get", ["update", "-q"], quiet);
    execFileSync("apt-get", ["install", "-qy", "--no-install-recommends", "redis-server"], quiet);
  } catch {
    return undefined;
  }
  return findRedis();
}

/** Starts a Redis with an append-only file on a free port. It ends with our process. */
export async function startRedis(): Promise<TestRedis> {
  const binary = findRedis();
  if (!binary) throw new Error("redis-server is not installed");
  const directory = await mkdtemp(join(tmpdir(), "opora-redis-"));
  const port = await portForLater();
  let running: { server: ChildProcess; ended: Promise<void> } | undefined;

  async function start(how = { empty: false }): Promise<void> {
    if (running) return;
    if (how.empty) await rm(join(directory, "appendonlydir"), { recursive: true, force: true });
    const server = spawn(
      binary as string,
      [
        ...["--port", String(port), "--bind", "127.0.0.1", "--dir", directory],
        ...["--appendonly", "yes", "--appendfsync", "everysec", "--save", ""],
      ],
      { stdio: "ignore", detached: true },
    );
    guard(server, "KILL", directory);
    const ended = new Promise<void>((done) => {
      const over = () => {
        running = undefined;
        done();
      };
      server.once("exit", over);
      server.once("error", over);
    });
    running = { server, ended };
    server.unref();
    while (!(await answersPing(port))) {
      if (!running) throw new Error(`${binary} ended while starting on port ${port}`);
      await sleep(10);
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!running) return;
    const { server, ended } = running;
    server.ref();
    server.kill(signal);
    await ended;
  }

  const stop = () => end("SIGTERM");
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    pid: () => running?.server.pid,
    stop,
    crash: () => end("SIGKILL"),
    start,
    restart: async (how) => {
      await stop();
      await start(how);
    },
    remove: async () => {
      await stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1", () => socket.write("PING\r\n"));
    socket.once("data", (data) => {
      resolve(data.toString().startsWith("+PONG"));
      socket.destroy();
    });
    socket.once("error", () => resolve(false));
  });
}
