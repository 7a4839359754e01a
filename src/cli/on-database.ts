import { connectDatabase, type Database, isOutage } from "../platform/postgres/database.ts";
import { migrate } from "../platform/postgres/migrate.ts";
import { InputError } from "./input.ts";

/**
 * Does the work of a command on a database that is up to date.
 * @throws InputError when no database answers there, or lets nobody in
 */
export async function onDatabase<Answer>(
  { url, connections }: { readonly url: string; readonly connections: number },
  work: (database: Database) => Promise<Answer>,
): Promise<Answer> {
  try {
    await migrate(url);
    const database = connectDatabase(url, connections);
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  } catch (error) {
    const why = isOutage(error) ? "no database answers there" : REFUSALS[codeOf(error)];
    if (!why) throw error;
    throw new InputError(`DATABASE_URL: ${why}`, { cause: error });
  }
}

/** By PostgreSQL's code: the address leads to a server, and no further. */
const REFUSALS: Readonly<Record<string, string>> = {
  "3D000": "the server has no such database",
  "28P01": "the server refuses this password",
  "28000": "the server refuses this user",
};

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | undefined)?.code);
}
