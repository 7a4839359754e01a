import { Temporal } from "temporal-polyfill";
import { print } from "./print.ts";
import { renderReport } from "./report-command.ts";

/**
 * The monthly report from a file: `npm run -s report:render -- FILE.json --out FILE.pdf` writes the PDF
 * and tells about it; wrong input is a line that names the field.
 */
await print(() => renderReport(process.argv.slice(2), Temporal.Now.instant().toString()));
