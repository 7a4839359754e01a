import { perform } from "./commands.ts";
import { InputError } from "./input.ts";

/**
 * The rules at a desk: `npm run -s rules -- COMMAND …` prints JSON. Wrong input is one line on
 * stderr that names the field, and exit code 1.
 */
try {
  process.stdout.write(`${JSON.stringify(perform(process.argv.slice(2)), null, 2)}\n`);
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
