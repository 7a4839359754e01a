import { cp, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pendingSql, withThrowAwayPostgres } from "../lib/schema-engine.ts";
import { type Check, outcomeOf, run } from "./check.ts";

const generated = "src/platform/postgres/generated";

/** The committed client is what the schema generates. */
export const generatedClient: Check = {
  name: "generated client",
  run: async (root) => {
    const aside = await mkdtemp(join(tmpdir(), "opora-generate-"));
    try {
      for (const path of ["prisma/schema", "prisma.config.ts", "package.json"]) {
        await cp(join(root, path), join(aside, path), { recursive: true });
      }
      await symlink(join(root, "node_modules"), join(aside, "node_modules"));
      const { code, output } = await run("prisma", ["generate"], {
        cwd: aside,
        env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
      });
      if (code !== 0) return { kind: "failed", lines: output.trim().split("\n") };
      const changed = await differences(join(root, generated), join(aside, generated));
      return outcomeOf(
        changed.length > 0 ? [`npm run db:generate changes ${changed.join(", ")}`] : [],
      );
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  },
};

/** The migrations make what the schema describes. */
export const migrations: Check = {
  name: "migrations",
  run: async (root) => {
    const folders = {
      schema: join(root, "prisma/schema"),
      migrations: join(root, "prisma/migrations"),
    };
    const sql = await withThrowAwayPostgres((url) => pendingSql(folders, url));
    if (sql === "") return { kind: "ok" };
    return {
      kind: "failed",
      lines: ["npm run db:migration -- NAME would add:", ...sql.split("\n")],
    };
  },
};

async function differences(one: string, other: string): Promise<string[]> {
  const [left, right] = await Promise.all([filesIn(one), filesIn(other)]);
  const names = new Set([...left.keys(), ...right.keys()]);
  return [...names].filter((name) => left.get(name) !== right.get(name)).sort();
}

async function filesIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const read = files.map(async (entry): Promise<[string, string]> => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(folder.length + 1), await readFile(path, "utf8")];
  });
  return new Map(await Promise.all(read));
}
