import { commandConfigOrExit } from "../config.ts";
import { onDatabase } from "./on-database.ts";
import { print } from "./print.ts";
import { readCommand } from "./shelters-commands.ts";

/**
 * The register of beds: `npm run -s shelters -- COMMAND …`. The steps of a long file go to stderr; wrong
 * input is a line that names the argument, and changes nothing.
 */
await print(() => {
  const command = readCommand(process.argv.slice(2));
  const where = { url: commandConfigOrExit().databaseUrl, connections: 2 };
  const progress = (line: string) => void process.stderr.write(`${line}\n`);
  return onDatabase(where, (database) => command({ database, now: new Date(), progress }));
});
