import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import pg from "pg";

/** A migration that was applied must stay as it was: this database and the folder disagree. */
export class MigrationChanged extends Error {
  constructor(name: string) {
    super(`Migration ${name} was changed after this database had applied it`);
  }
}

type Migration = { name: string; sql: string; checksum: string };

/** Prisma's own lock and table, so that `prisma migrate deploy` and we may take turns. */
const lock = 72707369;
const createTable = `
CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY NOT NULL,
  checksum varchar(64) NOT NULL,
  finished_at timestamptz,
  migration_name varchar(255) NOT NULL,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0
)`;

const folderOfTheProject = new URL("../../../prisma/migrations/", import.meta.url);

/**
 * Brings a database up to the migrations of this release. Each migration and its row in
 * `_prisma_migrations` are one transaction; instances that start together wait for each other.
 * Migrations that only a newer release knows are left alone.
 *
 * @returns the names of those applied now
 * @throws MigrationChanged when the folder no longer says what was applied
 */
export async function migrate(databaseUrl: string, folder = folderOfTheProject): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("error", () => {});
  await client.connect();
  try {
    if ((await pending(client, migrations)).length === 0) return [];
    await client.query("SELECT pg_advisory_lock($1)", [lock]);
    await client.query(createTable);
    const applied: string[] = [];
    for (const migration of await pending(client, migrations)) {
      await apply(client, migration);
      applied.push(migration.name);
    }
    return applied;
  } finally {
    await client.end();
  }
}

async function readMigrations(folder: URL): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(new URL(`${name}/migration.sql`, folder), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

async function pending(client: pg.Client, migrations: Migration[]): Promise<Migration[]> {
  const table = await client.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there");
  if (!table.rows[0].there) return migrations;
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    "SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]));
  for (const { name, checksum } of migrations) {
    if (applied.has(name) && applied.get(name) !== checksum) throw new MigrationChanged(name);
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)",
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (cause) {
    await client.query("ROLLBACK");
    throw new Error(`Migration ${name} failed and was undone`, { cause });
  }
}
