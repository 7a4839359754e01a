import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const pages = [
  "README.md",
  ...readdirSync(join(root, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
];
const read = (page: string) => readFileSync(join(root, page), "utf8");
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

/** Long or interactive commands; each is run by what is named here. */
const runElsewhere: Readonly<Record<string, string>> = {
  demo: "test/scripts/demo.test.ts",
  start: "test/scripts/deployment.test.ts",
  test: ".ci/run",
  check: ".ci/run",
  "test:bench": ".ci/run",
  "test:browser": ".ci/run",
  chaos: ".ci/run",
  bench: "test/bench/bench.test.ts",
  "bench:search": "test/features/desk/search.test.ts",
  "bench:report": "test/bench/report-lines.test.ts",
  admin: "test/cli/admin.test.ts",
  shelters: "test/cli/shelters.test.ts",
  "bench:shelters": "test/features/shelters/nearest.test.ts",
  statistics: "test/cli/statistics.test.ts",
  "bench:statistics": "test/features/quarterly/table.test.ts",
  "bench:dashboard": "test/features/indicators/store.test.ts",
};

const commands = pages.flatMap((page) =>
  [...read(page).matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = ""]) =>
    block
      .trim()
      .split("\n")
      .flatMap((line) => line.split("&&"))
      .map((command) => ({ page, command: command.trim() })),
  ),
);

describe("the commands of the documentation", () => {
  it("are there", () => expect(commands.length).toBeGreaterThan(8));

  it.each(commands)("$page: $command", ({ command }) => {
    const [, silent, script = "", args = ""] =
      /^npm (?:run (-s )?)?([\w:]+)(?: -- (.*))?$/.exec(command) ?? [];
    if (command === "npm ci") return;
    expect(Object.keys(scripts)).toContain(script);
    const elsewhere = runElsewhere[script];
    if (elsewhere) return expect(existsSync(join(root, elsewhere)), elsewhere).toBe(true);
    expect(silent).toBe("-s ");
    const output = execFileSync("npm", ["run", "-s", script, "--", ...args.split(" ")], {
      cwd: root,
      encoding: "utf8",
    });
    expect(Object.keys(JSON.parse(output)).length).toBeGreaterThan(2);
  });
});

describe("the documentation", () => {
  it.each(pages)("%s leads to files that are there", (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = ""]) => link);
    for (const link of links) expect(existsSync(join(root, page, "..", link)), link).toBe(true);
  });

  it("gives every dependency its reason", () => {
    const { dependencies, devDependencies } = JSON.parse(read("package.json"));
    const page = read("docs/dependencies.md");
    for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
      const named = page.includes(`\`${name}\``) || name.startsWith("@types/");
      expect(named, name).toBe(true);
    }
  });
});
