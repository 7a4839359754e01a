import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InputError } from "../../src/cli/input.ts";
import { renderReport } from "../../src/cli/report-command.ts";
import { readPdf } from "../platform/documents/read.ts";

const NOW = "2024-05-08T03:00:00Z";
const example = fileURLToPath(new URL("./report.json", import.meta.url));
const script = fileURLToPath(new URL("../../src/cli/report.ts", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "report-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const out = () => join(folder, "new", "report.pdf");

/** A file of the example with one field changed. */
function file(path: string, value: unknown): string {
  const sheet = JSON.parse(readFileSync(example, "utf8"));
  const names = path.split(".");
  const last = names.pop()!;
  const owner = names.reduce((part, name) => part[name], sheet);
  owner[last] = value;
  const name = join(folder, "report.json");
  writeFileSync(name, JSON.stringify(sheet));
  return name;
}

async function complaint(...argv: string[]): Promise<string> {
  try {
    await renderReport(argv, NOW);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error("no complaint");
}

describe("a report from a file", () => {
  it("is written into a new folder, the same bytes for the same moment", async () => {
    const one = await renderReport([example, "--out", out()], NOW);
    expect(one).toMatchObject({
      file: out(),
      created: NOW,
      sha256: expect.stringMatching(/^\w{64}$/),
    });
    expect(readFileSync(out())).toHaveLength(one.bytes);
    const { pages } = await readPdf(readFileSync(out()));
    expect(pages.join(" ")).toContain("Итого, рублей 100 745,67");
    const later = "2024-05-09T03:00:00Z";
    expect((await renderReport([example, "--out", out()], later)).sha256).not.toBe(one.sha256);
    const again = await renderReport([example, "--out", out(), "--created", NOW], later);
    expect(again).toEqual(one);
  });

  it("is the same in another process", async () => {
    const here = await renderReport([example, "--out", out(), "--created", NOW], NOW);
    const argv = [script, example, "--out", out(), "--created", NOW];
    const printed = execFileSync(process.execPath, argv, { encoding: "utf8" });
    expect(JSON.parse(printed)).toEqual(here);
  });

  it("may be asked for without the two dashes of npm", () => {
    const argv = ["run", "-s", "report:render", example, "--out", out()];
    const printed = execFileSync("npm", argv, { cwd: root, encoding: "utf8" });
    expect(JSON.parse(printed)).toMatchObject({ file: out() });
  });

  it("holds demonstration data only", () => {
    const { name, contract } = JSON.parse(readFileSync(example, "utf8"));
    expect([name, contract.number]).toEqual(["Демонстрационный Пример Образцович", "ДЕМО-17"]);
  });
});

describe("wrong input", () => {
  it.each([
    ["programme", "atlantis", ""],
    ["contract", undefined, ""],
    ["contract.on", "2024-02-30", "is not a date of the calendar"],
    ["period", { from: "2024-04-01", to: "2024-05-01" }, "is not a part of one month"],
    ["spending.1.kopecks", "900,00", ""],
    ["spending.0.kopecks", 0.5, "is not a whole number of kopecks"],
    ["spending.0.kopecks", -1, ""],
    ["done.0.measures", "  ", "is empty"],
    ["attachments.0.count", 0, ""],
    ["passport", "…", "is not a known field"],
  ])("%s: %j is refused by the name of the field", async (path, value, problem) => {
    const line = await complaint(file(path, value), "--out", out());
    expect(line.startsWith(`${path}: ${problem}`), line).toBe(true);
    expect(line).not.toContain("\n");
  });

  it.each([
    [[], "FILE.json: is missing"],
    [[example], "--out: is missing"],
    [["no-such-file.json", "--out", "x.pdf"], "no-such-file.json: no such file"],
    [[example, "x.pdf", "y.pdf"], "y.pdf: is one word too many"],
    [[example, "--out", "x.pdf", "--created", "soon"], "--created: is not an instant"],
    [[example, "--colour", "red"], "Unknown option"],
    [[example, "--out", join(example, "x.pdf")], "--out: "],
  ])("%j is refused in one line", async (argv, start) => {
    const line = await complaint(...argv);
    expect(line.startsWith(start), line).toBe(true);
    expect(line).not.toContain("\n");
  });

  it("ends the command with one line on stderr and exit code 1", () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, "none.json", "x.pdf"], {
      encoding: "utf8",
    });
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: "",
      stderr: "none.json: no such file\n",
    });
  });
});
