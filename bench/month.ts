import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What a month's report costs, one part after the other; each part fails above its own limit. */
const PARTS = ["report-lines.ts", "report-pdf.ts", "receipt-photo.ts"];

for (const part of PARTS) {
  const file = fileURLToPath(new URL(part, import.meta.url));
  const run = [...process.execArgv, file, ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, run, { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
  console.log("");
}
