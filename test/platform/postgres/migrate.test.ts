import { randomUUID } from "node:crypto";
import { cp, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { historyOf } from "../../../scripts/lib/schema-engine.ts";
import { MigrationChanged, migrate } from "../../../src/platform/postgres/migrate.ts";
import { query, startPostgres, type TestPostgres } from "../../servers/postgres.ts";

const project = fileURLToPath(new URL("../../../", import.meta.url));

describe("migrate", () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.remove());

  async function emptyDatabase(name: string): Promise<string> {
    await query(server.url, `CREATE DATABASE ${name}`);
    return server.databaseUrl(name);
  }

  async function copyOfMigrations(): Promise<{ folder: URL; path: string }> {
    const path = await mkdtemp(join(tmpdir(), "opora-migrations-"));
    await cp(join(project, "prisma/migrations"), path, { recursive: true });
    return { path, folder: pathToFileURL(`${path}/`) };
  }

  it("leaves a history that Prisma finds complete", async () => {
    const url = await emptyDatabase("complete");
    const applied = await migrate(url);
    expect(applied.length).toBeGreaterThan(0);
    const folders = {
      schema: join(project, "prisma/schema"),
      migrations: join(project, "prisma/migrations"),
    };
    expect(await historyOf(folders, url)).toEqual({ pending: null, edited: [], failed: [] });
  });

  it("lets two instances start at once, and costs little when nothing is pending", async () => {
    const url = await emptyDatabase("at_once");
    const all = await Promise.all([migrate(url), migrate(url), migrate(url)]);
    expect(all.map((applied) => applied.length).filter((count) => count > 0)).toHaveLength(1);
    const times: number[] = [];
    for (let run = 0; run < 5; run += 1) {
      const started = performance.now();
      expect(await migrate(url)).toEqual([]);
      times.push(performance.now() - started);
    }
    expect(Math.min(...times)).toBeLessThan(200);
  });

  it("undoes the whole of a migration that fails, and goes on once it is mended", async () => {
    const url = await emptyDatabase("undone");
    const { path, folder } = await copyOfMigrations();
    const file = join(path, "99990101000000_breaks", "migration.sql");
    await cp(join(path, "migration_lock.toml"), file);
    await writeFile(file, "CREATE TABLE half_made (id int); SELECT 1 / 0;");
    await expect(migrate(url, folder)).rejects.toThrow("99990101000000_breaks failed");
    await writeFile(file, "CREATE TABLE half_made (id int);");
    expect(await migrate(url, folder)).toEqual(["99990101000000_breaks"]);
    await rm(path, { recursive: true });
  });

  it("refuses a migration that was changed after it was applied", async () => {
    const url = await emptyDatabase("changed");
    const { path, folder } = await copyOfMigrations();
    const [first] = await migrate(url, folder);
    await writeFile(join(path, first!, "migration.sql"), "SELECT 1;");
    await expect(migrate(url, folder)).rejects.toThrow(MigrationChanged);
    await rm(path, { recursive: true });
  });

  it("keeps what an older release wrote of route cards, and of who waits for what", async () => {
    const url = await emptyDatabase("older");
    const { path, folder } = await copyOfMigrations();
    const later = (await readdir(path)).filter((name) => name >= "20261122" && /^\d/.test(name));
    for (const name of later) await rm(join(path, name), { recursive: true });
    await migrate(url, folder);
    const [institution, ticked, open] = [randomUUID(), randomUUID(), randomUUID()];
    await query(
      url,
      `INSERT INTO institutions (id, kind, name, region, town, address, time_zone)
         VALUES ('${institution}', 'ngo', 'An institution', 'RU-KYA', 1, '-', 'Asia/Krasnoyarsk');
       INSERT INTO cases (id, institution_id, status, record, updated_at)
         SELECT id, '${institution}', 'in_work', '', now()
         FROM unnest('{${ticked},${open}}'::uuid[]) AS c(id);
       INSERT INTO route_steps (case_id, code, due_on, ticked_at) VALUES
         ('${ticked}', 'arrived', '2024-03-20', now()), ('${ticked}', 'doctor', '2024-03-23', NULL),
         ('${open}', 'arrived', '2024-03-20', NULL);
       INSERT INTO case_events (case_id, at, staff_id, kind) VALUES
         ('${ticked}', now(), NULL, 'cannot_get_paper'), ('${ticked}', now(), '${open}', 'noted'),
         ('${open}', now(), '${open}', 'noted'), ('${open}', now(), NULL, 'move_asked');
       INSERT INTO messages (id, case_id, staff_id, body, sent_at) VALUES
         (gen_random_uuid(), '${ticked}', NULL, '', '2024-03-01T10:00Z'),
         (gen_random_uuid(), '${ticked}', '${open}', '', '2024-03-01T11:00Z'),
         (gen_random_uuid(), '${open}', '${open}', '', '2024-03-01T10:00Z'),
         (gen_random_uuid(), '${open}', NULL, '', '2024-03-01T11:00Z'),
         (gen_random_uuid(), '${open}', NULL, '', '2024-03-01T12:00Z')`,
    );
    await migrate(url);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(
      "SELECT id, route_ticks, asks, unanswered_since, tokens_version FROM cases",
    );
    await client.end();
    const unanswered_since = new Date("2024-03-01T11:00Z");
    expect(new Map(rows.map(({ id, ...row }) => [id, row]))).toEqual(
      new Map([
        [
          ticked,
          { route_ticks: ["arrived"], asks: null, unanswered_since: null, tokens_version: 1 },
        ],
        [open, { route_ticks: [], asks: "move_asked", unanswered_since, tokens_version: 1 }],
      ]),
    );
    await rm(path, { recursive: true });
  });

  it("leaves alone what only a newer release knows", async () => {
    const url = await emptyDatabase("newer");
    const { path, folder } = await copyOfMigrations();
    await migrate(url);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '99990101000000_newer', now())",
    );
    await client.end();
    expect(await migrate(url, folder)).toEqual([]);
    await rm(path, { recursive: true });
  });
});
