import { Temporal } from "temporal-polyfill";
import { InputError } from "./input.ts";
import { renderReport } from "./report-command.ts";

/**
 * The monthly report from a file: `npm run -s report:render -- FILE.json --out FILE.pdf` writes the PDF
 * and prints JSON about it. Wrong input is one line on stderr that names the field, and exit code 1.
 */
try {
  const rendered = await renderReport(process.argv.slice(2), Temporal.Now.instant().toString());
  process.stdout.write(`${JSON.stringify(rendered, null, 2)}\n`);
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
