import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { Check, Outcome } from "./checks/check.ts";
import { audit, lockfile } from "./checks/dependencies.ts";
import { importRule } from "./checks/import-rule.ts";
import { localeKeys } from "./checks/locale-keys.ts";
import { plainLanguage } from "./checks/plain-language.ts";
import { generatedClient, migrations } from "./checks/prisma.ts";
import { style, types } from "./checks/programs.ts";
import { secrets } from "./checks/secrets.ts";
import { textKeys } from "./checks/text-keys.ts";
import { timeIsGiven } from "./checks/time-is-given.ts";

/** The slow ones first: what is short fills the gaps. */
const checks: Check[] = [
  types,
  migrations,
  generatedClient,
  audit,
  style,
  importRule,
  localeKeys,
  textKeys,
  plainLanguage,
  timeIsGiven,
  lockfile,
  secrets,
];

const root = fileURLToPath(new URL("../", import.meta.url));
const mostLines = 40;

async function perform(check: Check): Promise<boolean> {
  const started = performance.now();
  const outcome: Outcome = await check.run(root).catch((error: unknown) => ({
    kind: "failed",
    lines: String((error as Error).stack ?? error).split("\n"),
  }));
  const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`;
  const label = { ok: "ok", failed: "FAILED", not_run: "not run" }[outcome.kind];
  const said =
    outcome.kind === "not_run" ? outcome.why : outcome.kind === "ok" ? (outcome.note ?? "") : "";
  console.log(
    `${label.padEnd(8)}${check.name.padEnd(18)}${seconds.padStart(7)}  ${said}`.trimEnd(),
  );
  if (outcome.kind === "failed") {
    for (const line of outcome.lines.slice(0, mostLines)) console.log(`        ${line}`);
    if (outcome.lines.length > mostLines) {
      console.log(`        and ${outcome.lines.length - mostLines} more`);
    }
  }
  return outcome.kind !== "failed";
}

const wanted = process.argv.slice(2);
const queue = checks.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
if (wanted.length > 0 && queue.length === 0) {
  console.error(`There are these checks: ${checks.map(({ name }) => `"${name}"`).join(", ")}`);
  process.exit(1);
}

let failed = 0;
async function work(): Promise<void> {
  for (let check = queue.shift(); check; check = queue.shift()) {
    if (!(await perform(check))) failed++;
  }
}
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
if (failed > 0) {
  console.log(failed === 1 ? "1 check failed." : `${failed} checks failed.`);
  process.exitCode = 1;
}
