import { perform } from "./commands.ts";
import { print } from "./print.ts";

/** The rules at a desk: `npm run -s rules -- COMMAND …`; wrong input is a line that names the field. */
await print(() => perform(process.argv.slice(2)));
