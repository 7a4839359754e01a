import { commandConfigOrExit } from "../config.ts";
import { onDatabase } from "./on-database.ts";
import { print } from "./print.ts";
import { readCommand } from "./statistics-commands.ts";

/**
 * What was done, in numbers: `npm run -s statistics -- COMMAND …`. A table as XLSX or DOCX goes to a file;
 * wrong input is a line that names the argument.
 */
await print(() => {
  const command = readCommand(process.argv.slice(2));
  const where = { url: commandConfigOrExit().databaseUrl, connections: 4 };
  return onDatabase(where, (database) => command({ database }));
});
