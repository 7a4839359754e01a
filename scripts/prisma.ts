import { spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pendingSql, withThrowAwayPostgres } from "./lib/schema-engine.ts";

const folders = { schema: "prisma/schema", migrations: "prisma/migrations" };

const usage = `Usage:
  npm run db:generate             the client from prisma/schema
  npm run db:migration -- NAME    a migration from what changed in prisma/schema`;

/**
 * Generates the client. Prisma looks for a schema engine binary that this step never runs, and
 * would download it: naming any existing file spares the network.
 */
function generate(): void {
  const { status } = spawnSync("prisma", ["generate"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, ...process.env },
  });
  if (status !== 0) process.exit(status ?? 1);
}

async function createMigration(name: string): Promise<void> {
  const sql = await withThrowAwayPostgres((url) => pendingSql(folders, url));
  if (sql === "") {
    console.log("The migrations already make what prisma/schema describes.");
    return;
  }
  const stamp = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const directory = join(folders.migrations, `${stamp}_${name}`);
  await mkdir(directory, { recursive: true });
  await writeFile(join(folders.migrations, "migration_lock.toml"), 'provider = "postgresql"\n');
  await writeFile(join(directory, "migration.sql"), sql);
  console.log(`${directory}/migration.sql`);
}

const [command, name] = process.argv.slice(2);
if (command === "generate") generate();
else if (command === "migration" && name && /^[a-z0-9_]+$/.test(name)) await createMigration(name);
else {
  console.error(usage);
  process.exit(1);
}
