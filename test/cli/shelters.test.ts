import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InputError } from "../../src/cli/input.ts";
import { type Register, readCommand } from "../../src/cli/shelters-commands.ts";
import { connectDatabase } from "../../src/platform/postgres/database.ts";
import { createDatabase, type TestDatabase } from "../servers/database.ts";

let folder: string;
let created: TestDatabase;
let register: Register;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "shelters-"));
  created = await createDatabase();
  register = {
    database: connectDatabase(created.url, 2),
    now: new Date("2024-03-12T03:00:00Z"),
    progress: () => undefined,
  };
});
afterAll(async () => {
  await register.database.close();
  await created.drop();
  rmSync(folder, { recursive: true });
});

const perform = async (...argv: string[]) => readCommand(argv)(register);

async function complaint(...argv: string[]): Promise<string> {
  try {
    await perform(...argv);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error("no complaint");
}

describe("import", () => {
  it("takes the demonstration, which adds up to what is published of KhMAO", async () => {
    expect(await perform("import", "prisma/seed/shelters-demonstration.csv")).toMatchObject({
      kind: "imported",
      places: { created: 34 },
    });
    const places = await register.database.prisma.shelter.findMany({
      include: { units: true, institution: true },
    });
    const beds = (chosen: typeof places) =>
      chosen.flatMap(({ units }) => units).reduce((sum, { capacity }) => sum + capacity, 0);
    const [state, others] = [true, false].map((state) => places.filter((p) => p.state === state));
    expect([state?.length, beds(state ?? [])]).toEqual([22, 163]);
    expect([others?.length, beds(others ?? [])]).toEqual([12, 269]);
    const adaptation = places.filter(({ institution }) =>
      /адаптации, Сургут/.test(institution.name),
    );
    expect([adaptation.length, beds(adaptation)]).toEqual([1, 125]);
    expect(new Set(others?.map(({ institution }) => institution.town)).size).toBe(9);
    expect(
      places.every(({ demonstration, institution }) => {
        return (
          demonstration &&
          institution.name.startsWith("Демонстрация: ") &&
          institution.phones.length === 0
        );
      }),
    ).toBe(true);
    expect(places.every(({ institution }) => institution.region === "RU-KHM")).toBe(true);
  });

  it("takes what is publicly known, each record with its source, none as confirmed", async () => {
    expect(await perform("import", "prisma/seed/shelters.csv")).toMatchObject({ kind: "imported" });
    const known = await register.database.prisma.shelter.findMany({
      where: { demonstration: false },
      include: { units: true },
    });
    expect(known.length).toBeGreaterThan(25);
    expect(known.every(({ source, units }) => source && units.every((u) => !u.confirmedAt))).toBe(
      true,
    );
  });

  it("names file, line and column of what it refuses", async () => {
    const path = join(folder, "bad.csv");
    const good = readFileSync("prisma/seed/shelters-demonstration.csv", "utf8").split("\n");
    writeFileSync(path, [good[0], good[1]?.replace(",80,", ",восемьдесят,")].join("\n"));
    expect(await complaint("import", path)).toBe(
      `${path}: line 2, maximum: is not a number of beds\nNothing was imported.`,
    );
  });

  it.each([
    [[], "FILE: is missing"],
    [["beds.txt"], "beds.txt: is not a .json, .csv or .xlsx file"],
    [["nowhere.csv"], "nowhere.csv: cannot be read"],
  ])("%o", async (operands, line) => {
    expect(await complaint("import", ...operands)).toBe(line);
  });
});

describe("export", () => {
  it.each(["hsds", "csv", "xlsx"])("%s can be imported again", async (format) => {
    const out = join(folder, `register.${format === "hsds" ? "json" : format}`);
    expect(await perform("export", "--format", format, "--out", out)).toMatchObject({ format });
    expect(await perform("import", out)).toMatchObject({
      kind: "imported",
      places: { created: 0 },
      units: { created: 0 },
    });
  });

  it.each([
    [["--out", "x"], "--format: is not one of hsds, csv, xlsx"],
    [["--format", "csv"], "--out: is missing"],
    [["--format", "csv", "--out", "/nowhere/x"], "--out: /nowhere/x cannot be written"],
  ])("%o", async (options, line) => {
    expect(await complaint("export", ...options)).toBe(line);
  });
});

describe("nearest", () => {
  it("finds five places of Surgut from the middle of it", async () => {
    const found = (await perform(
      "nearest",
      "--lat",
      "61.25",
      "--lon",
      "73.42",
      "--who",
      "man",
    )) as {
      metres: number;
      free: number | null;
    }[];
    expect(found).toHaveLength(5);
    expect(found.every(({ metres, free }) => metres < 5_000 && free === null)).toBe(true);
  });

  it.each([
    [["--lon", "73"], "--lat: is missing"],
    [["--lat", "95", "--lon", "73"], "--lat: is not a number of degrees up to 90"],
    [["--lat", "61", "--lon", "73", "--who", "cat"], "--who: is not one of man, woman, children"],
  ])("%o", async (options, line) => {
    expect(await complaint("nearest", ...options)).toBe(line);
  });

  it("an unknown command is told the known ones", async () => {
    expect(await complaint("find")).toMatch(/^COMMAND: is not one of: import FILE/);
  });
});
