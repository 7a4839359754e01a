import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../free-port.ts";
import { guard } from "../guardian.ts";
import { findBinaries, initialise, passwordOf, superuser } from "./initdb.ts";
import { clearStalePidFile, untilReady } from "./postmaster.ts";
import { asServerUser, serverUser } from "./server-user.ts";

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
  const password = await passwordOf(directory);
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
