import { execFileSync } from "node:child_process";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generatedClient, migrations } from "../../scripts/checks/prisma.ts";
import { style, types } from "../../scripts/checks/programs.ts";
import { secrets } from "../../scripts/checks/secrets.ts";
import { timeIsGiven } from "../../scripts/checks/time-is-given.ts";
import { folderWith, projectRoot } from "./fixture.ts";

async function copyOf(paths: string[], files: Record<string, string> = {}): Promise<string> {
  const root = await folderWith(files);
  for (const path of paths) {
    await cp(join(projectRoot, path), join(root, path), { recursive: true });
  }
  return root;
}

describe("types", () => {
  it("names the line of a wrong type", async () => {
    const wrong = { "src/a.ts": "export const a: string = 1;\n" };
    const root = await copyOf(["tsconfig.json", "package.json"], wrong);
    expect(JSON.stringify(await types.run(root))).toContain("src/a.ts(1,14): error TS2322");
    await writeFile(join(root, "src/a.ts"), "export const a: number = 1;\n");
    expect(await types.run(root)).toEqual({ kind: "ok" });
  });
});

describe("format and lint", () => {
  it.each([
    ["format", "export const a = 'single';\n"],
    ["lint", "export const a: any = 1;\n"],
  ])("fails on %s", async (_what, text) => {
    const root = await copyOf(["biome.json"], { "src/a.ts": text, ".gitignore": "node_modules\n" });
    expect((await style.run(root)).kind).toBe("failed");
    await writeFile(join(root, "src/a.ts"), "export const a = 1;\n");
    expect(await style.run(root)).toEqual({ kind: "ok" });
  });
});

describe("prisma", () => {
  const paths = ["prisma", "prisma.config.ts", "package.json", "src/platform/postgres/generated"];

  it("finds a client and migrations that the schema has left behind", async () => {
    const root = await copyOf(paths);
    const schema = join(root, "prisma/schema/platform.prisma");
    const addition = "\nmodel Addition {\n  id Int @id\n}\n";
    await writeFile(schema, (await readFile(schema, "utf8")) + addition);
    expect(JSON.stringify(await generatedClient.run(root))).toContain("models/Addition.ts");
    expect(JSON.stringify(await migrations.run(root))).toContain('CREATE TABLE \\"Addition\\"');
  });

  it("finds a client that was edited by hand", async () => {
    const root = await copyOf(paths);
    const client = join(root, "src/platform/postgres/generated/client.ts");
    await writeFile(client, `${await readFile(client, "utf8")}\n// edited\n`);
    expect(JSON.stringify(await generatedClient.run(root))).toContain("changes client.ts");
  });
});

describe("no secrets", () => {
  const data = "A".repeat(43);
  it.each([
    ["a bot token", "src/a.ts", `const token = "123456789:AA${"b".repeat(33)}";`],
    ["a private key", "key.pem", ["-----BEGIN", "PRIVATE KEY-----"].join(" ")],
    ["a data key", "compose.yaml", `DATA_KEY: ${data}=`],
    [
      "an address with a password",
      "src/a.ts",
      ["postgresql://opora", "hunter2@db/opora"].join(":"),
    ],
    ["a file of settings", ".env", "PORT=1"],
  ])("finds %s", async (what, path, text) => {
    const root = await folderWith({ [path]: text, ".gitignore": "node_modules\n" });
    execFileSync("git", ["init", "-q"], { cwd: root });
    expect(JSON.stringify(await secrets.run(root))).toContain(what);
  });

  it("lets settings without secrets pass", async () => {
    const root = await folderWith({
      ".env.example": "DATA_KEY=\nDATABASE_URL=postgresql://opora@db/opora\n",
      ".gitignore": "node_modules\n",
    });
    execFileSync("git", ["init", "-q"], { cwd: root });
    expect((await secrets.run(root)).kind).toBe("ok");
  });
});

describe("time is given", () => {
  it.each([
    ["src/features/a/rules.ts", "const now = new Date();"],
    ["src/features/a/rules/income.ts", "const now = Date.now();"],
    ["src/features/a/actions.ts", "const today = Temporal.Now.plainDateISO();"],
    ["src/forms/a.ts", "const id = Math.random();"],
    ["src/programs/index.ts", "const root = process.cwd();"],
  ])("finds it in %s", async (path, text) => {
    const root = await folderWith({ [path]: `\n${text}\n` });
    expect(JSON.stringify(await timeIsGiven.run(root))).toContain(`${path}:2: `);
  });

  it("leaves the platform its clock", async () => {
    const root = await folderWith({ "src/platform/clock.ts": "const now = new Date();" });
    expect((await timeIsGiven.run(root)).kind).toBe("ok");
  });
});
