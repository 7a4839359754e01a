import { commandConfigOrExit } from "../config.ts";
import { connectDatabase, isOutage } from "../platform/postgres/database.ts";
import { migrate } from "../platform/postgres/migrate.ts";
import { InputError } from "./input.ts";
import { type Command, readCommand } from "./shelters-commands.ts";

/**
 * The register of beds: `npm run -s shelters -- COMMAND …` prints JSON; the steps of a long file, and what
 * is wrong, go to stderr. Wrong input ends with exit code 1 and changes nothing.
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
  const database = connectDatabase(url, 2);
  try {
    return await command({
      database,
      now: new Date(),
      progress: (line) => void process.stderr.write(`${line}\n`),
    });
  } finally {
    await database.close();
  }
}
