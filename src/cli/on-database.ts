import { connectDatabase, type Database, isOutage } from "../platform/postgres/database.ts";
import { migrate } from "../platform/postgres/migrate.ts";
import { InputError } from "./input.ts";

/**
 * Does the work of a command on a database that is up to date.
 * @throws InputError when no database answers there
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
    if (!isOutage(error)) throw error;
    throw new InputError("DATABASE_URL: no database answers there", { cause: error });
  }
}
