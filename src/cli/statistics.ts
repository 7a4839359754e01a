import { commandConfigOrExit } from "../config.ts";
import { connectDatabase, isOutage } from "../platform/postgres/database.ts";
import { migrate } from "../platform/postgres/migrate.ts";
import { InputError } from "./input.ts";
import { type Command, readCommand } from "./statistics-commands.ts";

/**
 * What was done, in numbers: `npm run -s statistics -- COMMAND …` prints JSON; a table as XLSX or DOCX goes
 * to a file. Wrong input is one line on stderr that names the argument, and exit code 1.
 */
try {
  const command = readCommand(process.argv.slice(2));
  const answer = await perform(command, commandConfigOrExit().databaseUrl);
  process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
} catch (error) {
  const told = isOutage(error) ? "DATABASE_URL: no database answers there" : undefined;
  if (!told && !(error instanceof InputError)) throw error;
  process.stderr.write(`${told ?? (error as Error).message}\n`);
  process.exitCode = 1;
}

async function perform(command: Command, url: string): Promise<unknown> {
  await migrate(url);
  const database = connectDatabase(url, 4);
  try {
    return await command({ database });
  } finally {
    await database.close();
  }
}
