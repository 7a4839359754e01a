import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import exceljs from "exceljs";
import JSZip from "jszip";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InputError } from "../../src/cli/input.ts";
import { readCommand } from "../../src/cli/statistics-commands.ts";
import type { QuarterlyTable } from "../../src/features/quarterly/index.ts";
import { enter, Q1_2023, Q1_2024 } from "../features/quarterly/seed.ts";
import { createWorld, type World } from "../features/services/world.ts";

let world: World;
let folder: string;
let ngo: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "statistics-"));
  world = await createWorld();
  const state = [await world.institution({ name: "Центр адаптации" })];
  ngo = await world.institution({ kind: "ngo", name: "Надежда", town: 1503772 });
  for (const reported of [Q1_2023, Q1_2024]) {
    await enter(world, { state, nonState: [ngo] }, reported);
  }
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

const perform = async (...argv: string[]) => readCommand(argv)(world);
const json = async (...argv: string[]) => (await perform(...argv)) as QuarterlyTable;

async function complaint(...argv: string[]): Promise<string> {
  try {
    await perform(...argv);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error("no complaint");
}

/** The figures of appendix 3 as the form has them: each kind, and under it those released. */
const REPORTED = Object.keys(Q1_2024.kinds).flatMap((kind) =>
  [0, 1].map((at) => [Q1_2024.kinds[kind]?.[at], Q1_2023.kinds[kind]?.[at]]),
);

describe("quarter", () => {
  it("prints the table of the only region, or of one institution", async () => {
    const all = await json("quarter", "2024Q1");
    expect(all).toMatchObject({ quarter: "2024Q1", scope: "RU-KHM", institutions: 2 });
    expect(all.rows[6]).toMatchObject({
      number: "7",
      now: { people: 495, released: 164, nameless: 86 },
      before: { people: 369, released: 111 },
    });
    const one = await json("quarter", "2024Q1", "--institution", ngo);
    expect(one).toMatchObject({ scope: { id: ngo, name: "Надежда" }, institutions: 1 });
    expect(one.rows).toEqual(all.parts.institution.find(({ code }) => code === ngo)?.rows);
  });

  it("withholds small counts in what is published, and says so in the file", async () => {
    const published = await json("quarter", "2024Q1", "--published");
    expect(published.rows[1]).toMatchObject({ now: { people: 11, released: "withheld" } });
    expect(published.rows[0]).toMatchObject({ now: { people: 165, released: 88 } });
    expect(published.parts.institution).toEqual([]);
    const out = join(folder, "published.docx");
    await perform("quarter", "2024Q1", "--published", "--format", "docx", "--out", out);
    const rows = await tableOf(out);
    expect(rows[4]?.slice(2)).toEqual(["скрыто", "скрыто"]);
  });

  it("writes an XLSX whose cells are the figures, sheet by sheet", async () => {
    const out = join(folder, "table.xlsx");
    expect(await perform("quarter", "2024Q1", "--format", "xlsx", "--out", out)).toMatchObject({
      ...{ out, format: "xlsx", rows: 12, confirmed: true },
    });
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(out);
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      ...["Приложение 3", "Цифровые данные", "Гос. и негос.", "По городам", "По учреждениям"],
    ]);
    const [form, numbers, state] = book.worksheets.map((sheet) =>
      Array.from(sheet.getSheetValues(), (row) => (row as unknown[] | undefined)?.slice(1) ?? []),
    );
    expect(form?.[1]?.[0]).toBe("Социальная помощь, оказанная за 1 квартал 2024 год");
    expect(form?.[4]).toEqual([
      ...["№ п/п", "Вид оказанной помощи", "1 кв. 2024 год, чел.", "1 кв. 2023 год, чел."],
    ]);
    const lines = form?.filter((row) => typeof row[2] === "number") ?? [];
    expect(lines.map((row) => row.slice(2))).toEqual(REPORTED);
    expect(lines[1]?.[1]).toBe("из них лиц, освободившихся из мест лишения свободы");
    expect(numbers?.find(([title]) => title === "Выезды службы «Социальный патруль»")).toEqual([
      ...["Выезды службы «Социальный патруль»", 1141, 1665],
    ]);
    const sum = (column: number, number: number) =>
      (state ?? [])
        .filter((row) => row[1] === number)
        .reduce((all, row) => all + Number(row[column]), 0);
    expect([3, 4, 5, 6].map((column) => sum(column, 7))).toEqual([495, 369, 164, 111]);
  });

  it("writes a DOCX whose table is the form", async () => {
    const out = join(folder, "table.docx");
    await perform("quarter", "2024Q1", "--format", "docx", "--out", out, "--language", "en");
    const rows = await tableOf(out);
    expect(rows[0]).toEqual([
      ...["№ п/п", "Вид оказанной помощи", "1 кв. 2024 год, чел.", "1 кв. 2023 год, чел."],
    ]);
    expect(rows.slice(1, 25).map((row) => row.slice(2).map(Number))).toEqual(REPORTED);
    expect(rows[1]).toEqual(["1.", "Содействие в трудоустройстве", "165", "80"]);
    expect(rows.at(-1)).toEqual(["осужденных получили консультационную помощь", "110", "0"]);
  });

  it("says what is wrong in one line, and writes nothing", async () => {
    expect(await complaint("quarter", "2024Q5")).toBe("QUARTER: is not a quarter (2024Q1)");
    expect(await complaint("quarter", "2021Q1")).toBe("QUARTER: no form is known from then");
    expect(await complaint("quarter", "2024Q1", "--format", "pdf")).toContain("--format: is not");
    expect(await complaint("quarter", "2024Q1", "--institution", "7")).toContain("--institution:");
    const nobody = "00000000-0000-4000-8000-00000000000f";
    expect(await complaint("quarter", "2024Q1", "--institution", nobody)).toBe(
      "--institution: there is no such one",
    );
    expect(await complaint("quarter", "2024Q1", "--region", "RU-MOW")).toBe(
      "--region: has no institutions",
    );
    expect(await complaint("year", "2024")).toContain("COMMAND: is not one of");
    expect(await complaint("quarter", "2024Q1", "--format", "xlsx", "--out", "/nowhere/a")).toBe(
      "--out: /nowhere/a cannot be written",
    );
  });
});

/** The cells of all tables of a DOCX, row by row, as a word processor finds them. */
async function tableOf(path: string): Promise<string[][]> {
  const zip = await JSZip.loadAsync(readFileSync(path));
  const xml = (await zip.file("word/document.xml")?.async("string")) ?? "";
  const all = (text: string, tag: string) => [
    ...text.matchAll(new RegExp(`<w:${tag}[ >].*?</w:${tag}>`, "gs")),
  ];
  return all(xml, "tr").map(([row]) =>
    all(row, "tc").map(([cell]) =>
      all(cell, "t")
        .map(([text]) => text.replace(/<[^>]*>/g, ""))
        .join(""),
    ),
  );
}
