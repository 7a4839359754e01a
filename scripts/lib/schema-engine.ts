import { randomBytes } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import {
  type MigrationList,
  SchemaEngine,
  type SchemasContainer,
} from "@prisma/schema-engine-wasm";
import pg from "pg";
import { openCluster } from "../../src/platform/postgres/embedded.ts";

/** Where a project keeps its schema and its migrations. */
export type PrismaFolders = { schema: string; migrations: string };

const noFilter = { externalTables: [], externalEnums: [] };

/** Runs with a PostgreSQL that exists only meanwhile. */
export async function withThrowAwayPostgres<T>(use: (url: string) => Promise<T>): Promise<T> {
  const directory = join(tmpdir(), `opora-schema-${randomBytes(6).toString("hex")}`);
  const cluster = await openCluster({ directory, throwAway: true });
  try {
    return await use(cluster.url("postgres"));
  } finally {
    await cluster.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

/**
 * The SQL that leads from what the migrations make to what the schema describes; an empty string
 * when they agree. `databaseUrl` is a server where a shadow database may be made for a moment.
 */
export async function pendingSql(folders: PrismaFolders, databaseUrl: string): Promise<string> {
  const to = await readSchema(folders.schema);
  const from = await readMigrationList(folders.migrations);
  return withEngine(to, databaseUrl, async (engine) => {
    const { stdout } = await engine.diff({
      from: { tag: "migrations", ...from },
      to: { tag: "schemaDatamodel", ...to },
      script: true,
      exitCode: null,
      filters: noFilter,
    });
    const sql = stdout ?? "";
    return sql.includes("This is an empty migration") ? "" : sql;
  });
}

/** Whether Prisma itself finds this database up to date with the folder of migrations. */
export async function historyOf(
  folders: PrismaFolders,
  databaseUrl: string,
): Promise<{ pending: unknown; edited: string[]; failed: string[] }> {
  const schema = await readSchema(folders.schema);
  const migrationsList = await readMigrationList(folders.migrations);
  return withEngine(schema, databaseUrl, async (engine) => {
    const found = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters: noFilter,
    });
    return {
      pending: found.history,
      edited: found.editedMigrationNames,
      failed: found.failedMigrationNames,
    };
  });
}

async function withEngine<T>(
  schema: SchemasContainer,
  databaseUrl: string,
  use: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  const datamodels = schema.files.map(({ path, content }): [string, string] => [path, content]);
  const pools = [databasePool(databaseUrl)];
  const adapters: SqlMigrationAwareDriverAdapterFactory = {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => catalogueAdapter(pools[0]!),
    connectToShadowDb: async () => {
      const name = `shadow_${randomBytes(6).toString("hex")}`;
      await pools[0]!.query(`CREATE DATABASE ${name}`);
      const shadow = databasePool(new URL(`/${name}`, databaseUrl).href);
      pools.push(shadow);
      return catalogueAdapter(shadow);
    },
  };
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: panic } });
  const bound = bindMigrationAwareSqlAdapterFactory(adapters);
  const engine = await SchemaEngine.new({ datamodels }, () => {}, bound);
  try {
    return await use(engine);
  } finally {
    engine.free();
    await Promise.all(pools.map((pool) => pool.end()));
  }
}

/**
 * The engine reads catalogue columns of the internal type "char", which the adapter refuses, though
 * it has a name for it. They pass the adapter as arrays of "char", and come out as what they are.
 */
const internalChar = { oid: 18, arrayOid: 1002 };

class CataloguePool extends pg.Pool {
  // biome-ignore lint/suspicious/noExplicitAny: stands in for a dozen overloads
  override async query(...query: any[]): Promise<any> {
    const result = await super.query(...(query as [string]));
    for (const field of result.fields ?? []) {
      if (field.dataTypeID === internalChar.oid) field.dataTypeID = internalChar.arrayOid;
    }
    return result;
  }
}

async function catalogueAdapter(pool: pg.Pool): Promise<SqlDriverAdapter> {
  const adapter = await new PrismaPg(pool).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const found = await queryRaw(query);
    const { CharacterArray, Character } = ColumnTypeEnum;
    const columnTypes = found.columnTypes.map((type) =>
      type === CharacterArray ? Character : type,
    );
    return { ...found, columnTypes };
  };
  // The adapter cuts a script at every semicolon, those in the body of a function too.
  adapter.executeScript = async (script) => void (await pool.query(script));
  return adapter;
}

/** The engine calls this with its last words; without it they are lost. */
function panic(message: string): never {
  throw new Error(`Prisma's schema engine failed: ${message}`);
}

function databasePool(connectionString: string): pg.Pool {
  const pool = new CataloguePool({ connectionString });
  pool.on("error", () => {});
  return pool;
}

async function readSchema(folder: string): Promise<SchemasContainer> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".prisma")).sort();
  const files = names.map(async (name) => {
    const path = join(folder, name);
    return { path, content: await readFile(path, "utf8") };
  });
  return { files: await Promise.all(files) };
}

async function readMigrationList(folder: string): Promise<MigrationList> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrationDirectories = names.sort().map(async (path) => ({
    path,
    migrationFile: {
      path: "migration.sql",
      content: {
        tag: "ok" as const,
        value: await readFile(join(folder, path, "migration.sql"), "utf8"),
      },
    },
  }));
  return {
    baseDir: folder,
    lockfile: {
      path: join(basename(folder), "migration_lock.toml"),
      content: 'provider = "postgresql"\n',
    },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(migrationDirectories),
  };
}
