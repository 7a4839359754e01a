import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { perform } from "../../src/cli/commands.ts";
import { InputError } from "../../src/cli/input.ts";
import type { PathsReport } from "../../src/cli/paths.ts";

const facts = (name: string) => fileURLToPath(new URL(`./facts/${name}.json`, import.meta.url));
const script = fileURLToPath(new URL("../../src/cli/rules.ts", import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rules-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A file with these contents. */
function file(contents: unknown): string {
  const path = join(folder, "facts.json");
  writeFileSync(path, typeof contents === "string" ? contents : JSON.stringify(contents));
  return path;
}

function complaint(...argv: string[]): string {
  try {
    perform(argv);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error("no complaint");
}

describe("evaluate", () => {
  it("prints the outcome with reasons, figure, threshold, measures and what is not known", () => {
    expect(perform(["evaluate", facts("lone-person")])).toMatchObject({
      outcome: "likely",
      incomePerHead: 754_116,
      threshold: { value: 1_509_300, source: expect.stringContaining("1124-p") },
      unknowns: [],
      reasons: expect.arrayContaining([
        expect.objectContaining({
          code: "income_below_minimum",
          clause: "п. 2, 21(3)",
          values: { income: 754_116, threshold: 1_509_300 },
        }),
      ]),
      measures: expect.arrayContaining([
        expect.objectContaining({ code: "own_business", maxTermMonths: 12 }),
      ]),
    });
  });

  it("gives a reason against with its clause, and from when it falls away", () => {
    expect(perform(["evaluate", facts("family")])).toMatchObject({
      outcome: "unlikely",
      // (8 100 000 - 1 200 000) / (3 x 3)
      incomePerHead: 766_666,
      couldChange: expect.arrayContaining([
        { code: "apply_from_date", clause: "п. 39", date: "2023-05-12" },
      ]),
    });
    expect(perform(["evaluate", facts("family"), "--date", "2023-05-12"])).toMatchObject({
      outcome: "likely",
    });
  });

  it("leaves the decision to the specialist when nothing is known", () => {
    expect(perform(["evaluate", facts("nothing-known"), "--date", "2023-05-10"])).toMatchObject({
      outcome: "specialist",
      incomePerHead: null,
      threshold: { value: null, source: null },
    });
  });

  it("never gives the amount of another day", () => {
    const later = perform(["evaluate", facts("lone-person"), "--date", "2025-03-01"]);
    expect(later).toMatchObject({
      outcome: "specialist",
      unknowns: expect.arrayContaining(["edition", "threshold"]),
      measures: expect.arrayContaining([
        expect.objectContaining({ code: "own_business", maxTermMonths: null, money: null }),
      ]),
    });
  });
});

describe("papers and deadlines", () => {
  it("print the checklist", () => {
    expect(perform(["papers", facts("family")])).toMatchObject({
      confirmed: true,
      items: expect.arrayContaining([
        expect.objectContaining({ code: "business_prices", clause: "п. 14 абз. 7", who: "person" }),
        expect.objectContaining({ code: "residents", clause: "п. 19", who: "agency" }),
      ]),
    });
  });

  it("print every due date of an event", () => {
    expect(perform(["deadlines", "report_received", "2024-02-20"])).toMatchObject({
      event: "report_received",
      deadlines: [{ code: "report_checked", clause: "п. 28", owner: "agency", due: "2024-03-01" }],
    });
    expect(perform(["deadlines", "application_left_at_mfc", "2027-03-01"])).toMatchObject({
      deadlines: [{ preliminary: true }],
    });
  });
});

describe("schema", () => {
  it("describes the facts, every field of which may be left out", () => {
    const schema = perform(["schema"]) as { properties: object; required?: string[] };
    expect(Object.keys(schema.properties)).toContain("alimonyWithheld");
    expect(schema.required ?? []).toEqual([]);
  });

  it("is what the example files follow", () => {
    for (const name of readdirSync(fileURLToPath(new URL("./facts", import.meta.url)))) {
      const path = facts(name.replace(".json", ""));
      expect(() => perform(["evaluate", path, "--date", "2023-05-10"])).not.toThrow();
    }
  });
});

describe("paths", () => {
  it("ends every path of every form in an outcome with a clause, and asks every question", () => {
    const report = perform(["paths"]) as PathsReport;
    expect(report).toMatchObject({ forms: 2, deadEnds: 0, unreachable: 0 });
    expect(Object.keys(report.outcomes.social_contract ?? {}).sort()).toEqual([
      "likely",
      "specialist",
      "unlikely",
    ]);
    expect(Object.keys(report.outcomes).sort()).toEqual(["social_contract", "triage"]);
    const ended = Object.values(report.outcomes).flatMap((counts) => Object.values(counts));
    expect(ended.reduce((sum, one) => sum + one, 0)).toBe(report.paths);
  });
});

describe("wrong input", () => {
  it.each([
    [{ income: { work: -1 } }, "income.work: "],
    [{ income: { total: 1.5 } }, "income.total: "],
    [{ income: { work: { "2023-02": "many" } } }, "income.work.2023-02: "],
    [{ income: { work: 1, wages: 2 } }, "income.wages: "],
    [{ applicationDate: "2025-02-30" }, "applicationDate: "],
    [{ family: [{ kin: "spouse" }, { kin: "cat" }] }, "family.1.kin: "],
    [{ family: [{ income: { total: -5 } }] }, "family.0.income.total: "],
    [{ lastContract: { endedOn: "soon" } }, "lastContract.endedOn: "],
    [{ alimonyWithheld: -3 }, "alimonyWithheld: "],
    [{ causes: ["lazy"] }, "causes.0: "],
    [{ adlut: "yes" }, "adlut: "],
    [{ adult: true }, "adult: "],
    [[], "(the whole file): "],
  ])("%j is refused by the name of the field", (contents, start) => {
    const line = complaint("evaluate", file(contents));
    expect(line.startsWith(start)).toBe(true);
    expect(line).not.toContain("\n");
  });

  it.each([
    [["evaluate"], "FACTS.json: is missing"],
    [["evaluate", "no-such-file.json"], "no-such-file.json: no such file"],
    [["evaluate", facts("family"), "--date", "2025-02-30"], "--date: "],
    [
      ["evaluate", facts("family"), "--program", "atlantis"],
      "--program: is not one of krasnoyarsk",
    ],
    [["papers", facts("family"), "--date", "2019-01-01"], "applicationDate: no edition"],
    [["deadlines"], "EVENT: is missing"],
    [["deadlines", "party", "2024-01-01"], "EVENT: is not one of application_received, "],
    [["deadlines", "report_received"], "DATE: is missing"],
    [["deadlines", "report_received", "2025-02-30"], "DATE: "],
    [["deadlines", "report_received", "2024-01-01", "--measure", "x"], "--measure: "],
    [["toString"], "COMMAND: "],
    [[], "COMMAND: "],
    [["evaluate", "--colour"], "Unknown option"],
  ])("%j is refused in one line", (argv, start) => {
    const line = complaint(...argv);
    expect(line.startsWith(start)).toBe(true);
    expect(line).not.toContain("\n");
  });

  it("is refused for a file that is not JSON, in one line", () => {
    expect(complaint("evaluate", file("{ 'adult':\n yes"))).toMatch(
      /facts\.json: is not JSON: .*$/,
    );
  });
});

describe("the command", () => {
  it("prints JSON to stdout", () => {
    const printed = execFileSync(process.execPath, [script, "schema"], { encoding: "utf8" });
    expect(JSON.parse(printed)).toHaveProperty("properties");
  });

  it("ends wrong input with one line on stderr and exit code 1", () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [script, "evaluate", "none.json"],
      {
        encoding: "utf8",
      },
    );
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: "",
      stderr: "none.json: no such file\n",
    });
  });
});
