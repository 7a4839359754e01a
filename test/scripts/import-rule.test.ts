import { describe, expect, it } from "vitest";
import { importRule } from "../../scripts/checks/import-rule.ts";
import { folderWith } from "./fixture.ts";

const manifest = JSON.stringify({
  type: "module",
  dependencies: { grammy: "*", "@prisma/client": "*" },
  devDependencies: { "fast-check": "*" },
});
const leaf = "export type Leaf = string; export const leaf = 1;";

const forbidden: [rule: string, from: string, imported: string, to: string][] = [
  ["rules-do-not-act", "src/features/a/rules.ts", "./store.ts", "src/features/a/store.ts"],
  ["rules-do-not-act", "src/features/a/rules.ts", "grammy", "package.json"],
  ["rules-do-not-act", "src/forms/a.ts", "../platform/log.ts", "src/platform/log.ts"],
  ["forms-know-no-feature", "src/forms/a.ts", "../features/a/rules.ts", "src/features/a/rules.ts"],
  ["features-meet-at-the-door", "src/features/a/bot.ts", "../b/view.ts", "src/features/b/view.ts"],
  ["platform-knows-no-feature", "src/platform/a.ts", "../forms/a.ts", "src/forms/a.ts"],
  ["nobody-imports-the-wiring", "src/features/a/bot.ts", "../../app.ts", "src/app.ts"],
  ["rows-in-stores-only", "src/features/a/view.ts", "@prisma/client", "package.json"],
  ["product-stands-alone", "src/app.ts", "../test/helper.ts", "test/helper.ts"],
  ["no-development-packages", "src/app.ts", "fast-check", "package.json"],
  ["everything-resolves", "src/app.ts", "./nowhere.ts", "package.json"],
];

describe("import rule", () => {
  it.each(forbidden)("refuses %s: %s importing %s", async (rule, from, imported, to) => {
    const files = { [to]: leaf, "package.json": manifest };
    const root = await folderWith({
      ...files,
      [from]: `import { leaf } from "${imported}"; leaf;`,
    });
    const outcome = await importRule.run(root);
    expect(outcome.kind).toBe("failed");
    expect(JSON.stringify(outcome)).toContain(`${rule}: ${from}`);
  });

  it.each([
    `import type { Leaf } from "../b/view.ts"; export type A = Leaf;`,
    `import { type Leaf } from "../b/view.ts"; export type A = Leaf;`,
    `export type { Leaf } from "../b/view.ts";`,
    `export * from "../b/view.ts";`,
    `export const a = await import("../b/view.ts");`,
  ])("sees every kind of import: %s", async (text) => {
    const root = await folderWith({
      "package.json": manifest,
      "src/features/a/bot.ts": text,
      "src/features/b/view.ts": leaf,
    });
    expect(JSON.stringify(await importRule.run(root))).toContain("features-meet-at-the-door");
  });

  it("refuses the one kind that it cannot see", async () => {
    const root = await folderWith({
      "package.json": manifest,
      "src/features/a/bot.ts": `export type A = import("../b/view.ts").Leaf;`,
      "src/features/b/view.ts": leaf,
    });
    expect(JSON.stringify(await importRule.run(root))).toContain("inline import type");
  });

  it("refuses a cycle, and names its files", async () => {
    const root = await folderWith({
      "package.json": manifest,
      "src/platform/a.ts": `import { leaf } from "./b.ts"; export const a = leaf;`,
      "src/platform/b.ts": `import { a } from "./a.ts"; export const leaf = a;`,
    });
    expect(JSON.stringify(await importRule.run(root))).toMatch(/no-cycles: .*a\.ts.*b\.ts/);
  });

  it("lets rules use rules, and features meet at the door", async () => {
    const root = await folderWith({
      "package.json": manifest,
      "src/features/a/rules.ts": `import type { Leaf } from "../b/rules.ts"; export type A = Leaf;`,
      "src/features/a/bot.ts": `import { leaf } from "../b/index.ts"; leaf;`,
      "src/features/b/index.ts": leaf,
      "src/features/b/rules.ts": leaf,
    });
    expect(await importRule.run(root)).toEqual({ kind: "ok", note: "4 files" });
  });
});
