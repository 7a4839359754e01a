import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { type Check, outcomeOf } from "./check.ts";

const rulesFile = new URL("../../.dependency-cruiser.mjs", import.meta.url);
const folders = ["src", "sandbox", "bench", "scripts", "test"];

/** Who may import whom; the rules and their reasons are in .dependency-cruiser.mjs. */
export const importRule: Check = {
  name: "import rule",
  run: async (root) => {
    const there = folders.filter((folder) => existsSync(join(root, folder)));
    const { default: rules } = await import(rulesFile.href);
    const found = await cruise(there, {
      ...rules.options,
      baseDir: root,
      ruleSet: rules,
      validate: true,
    });
    const { modules, summary } = found.output as ICruiseResult;
    const seen = new Set(modules.map(({ source }) => source));
    const sources = await sourcesIn(root, there);
    const lines = [
      ...sources.filter((path) => !seen.has(path)).map((path) => `${path} was not looked at`),
      ...summary.violations.map(
        ({ rule, from, to, cycle }) =>
          `${rule.name}: ${from} -> ${cycle ? cycle.map(({ name }) => name).join(" -> ") : to}`,
      ),
      ...(await hiddenImports(root, sources)),
    ];
    return outcomeOf(lines, `${sources.length} files`);
  },
};

async function sourcesIn(root: string, there: string[]): Promise<string[]> {
  const lists = there.map(async (folder) => {
    const names = await readdir(join(root, folder), { recursive: true });
    return names
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(folder, name))
      .filter((path) => !path.includes("/generated/"));
  });
  return (await Promise.all(lists)).flat();
}

/** The type expression import("…") is the one import that the parser passes over. */
async function hiddenImports(root: string, sources: string[]): Promise<string[]> {
  const ours = sources.filter((path) => !path.startsWith("test/"));
  const searched = ours.map(async (path) => {
    const text = await readFile(join(root, path), "utf8");
    return /[:<|&=(]\s*(typeof\s+)?import\("/.test(text.replaceAll(/await import\(/g, ""))
      ? [`inline import type: ${path}: write "import type" at the top instead`]
      : [];
  });
  return (await Promise.all(searched)).flat();
}
