import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

/** PostgreSQL refuses to run as root: then it runs as an ordinary user of the system. */
export type ServerUser =
  | { kind: "self" }
  | {
      kind: "other";
      uid: number;
      gid: number;
      /** The way to the data or the programs is closed to others, as under /root. */
      closedPath: boolean;
    };

type Ids = { uid?: number; gid?: number };

/**
 * Chooses who runs the server: ourselves, or, when we are root, the owner of the data directory,
 * else `postgres`, else `nobody`.
 */
export async function serverUser(directory: string, programs: string[]): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return { kind: "self" };
  const owner = await stat(join(directory, "PG_VERSION")).catch(() => undefined);
  const { uid, gid } = owner && owner.uid !== 0 ? owner : await systemUser();
  const paths = [directory, ...programs].map((path) => dirname(path));
  const closed = await Promise.all(paths.map(isClosed));
  return { kind: "other", uid, gid, closedPath: closed.includes(true) };
}

/**
 * Command line, arguments and ids that run a program as the server's user. Where directories above
 * it are closed to others, `setpriv` of util-linux lets that one user pass through them.
 */
export function asServerUser(
  user: ServerUser,
  program: string,
  args: string[],
): [command: string, args: string[], ids: Ids] {
  if (user.kind === "self") return [program, args, {}];
  if (!user.closedPath) return [program, args, { uid: user.uid, gid: user.gid }];
  const pass = [
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    "--securebits=+no_setuid_fixup",
  ];
  return ["setpriv", [...pass, program, ...args], {}];
}

async function systemUser(): Promise<{ uid: number; gid: number }> {
  const lines = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  const found = ["postgres", "nobody"]
    .map((name) => lines.find((fields) => fields[0] === name))
    .find((fields) => fields !== undefined);
  if (!found) {
    throw new Error("PostgreSQL does not run as root, and there is no user postgres or nobody");
  }
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

async function isClosed(path: string): Promise<boolean> {
  if (existsSync(path)) {
    const { mode } = await stat(path);
    if ((mode & 0o001) === 0) return true;
  }
  const parent = dirname(path);
  return parent === path ? false : isClosed(parent);
}
