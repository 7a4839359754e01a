import exceljs from "exceljs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { halfYearSheet, halfYearXlsx } from "../../../src/features/indicators/half-year-file.ts";
import { readHalfYear } from "../../../src/features/indicators/rules/half-year.ts";
import { loadTexts } from "../../../src/platform/texts/texts.ts";
import { createWorld, type World } from "../services/world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const wording = { t: loadTexts().for("ru"), locale: "ru" } as const;
const half = readHalfYear("2018H1")!;

test("the information on a half-year: the same rows, by the 10th, few people withheld; opened again it says so", async () => {
  const here = await world.institution({ region: "KZ", town: 1526273 });
  for (let nth = 0; nth < 20; nth += 1) {
    const one = await world.case(here, { releaseDate: "2018-02-01" });
    const kind = nth < 8 ? "legal_help" : nth < 11 ? "papers" : "urgent_kit";
    const released = nth % 2 === 0;
    await world.record({
      ...{ kind, institutionId: here, day: "2018-03-01" },
      whom: { kind: "case", case: one, released },
    });
  }
  // After the half-year, and so not in it.
  await world.record({
    ...{ kind: "legal_help", institutionId: here, day: "2018-07-01" },
    whom: { kind: "nameless", people: 50, released: 50 },
  });
  const scope = { kind: "institution", region: "KZ", institutions: [here], name: "Центр" } as const;
  const sheet = await halfYearSheet(world, wording, scope, half, "2019-06-30");
  expect(sheet.due).toContain("до 10.07.2018 (п. 2 пп. 2,");
  const cells = (label: string) => sheet.services.find((line) => line.label === label)?.cells;
  expect(cells("Все, кому оказана помощь")).toEqual([20, 10, 20]);
  // Three people got papers, and two of them after their release: neither is told.
  expect(cells("Восстановление документов")).toEqual(["скрыто", "скрыто", "скрыто"]);
  // Four of eight and nine: the part is told in neither.
  expect(cells("Юридическая помощь")?.[1]).toBe("скрыто");
  const [papers] = sheet.outcomes;
  expect(papers).toEqual({ label: "Документы", cells: ["скрыто", "скрыто", "скрыто"] });
  expect(sheet.outcomes[2]?.cells[0]).toBe("0 % (0 из 20)");

  const { bytes, name } = await halfYearXlsx(wording, half, sheet);
  expect(name).toBe("opora-2018H1.xlsx");
  const book = new exceljs.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  const page = book.getWorksheet("2018H1")!;
  const rows: unknown[][] = [];
  page.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
  expect(rows[0]?.[0]).toBe(sheet.title);
  for (const { label, cells: figures } of [
    ...sheet.services,
    ...sheet.fieldwork,
    ...sheet.outcomes,
  ]) {
    expect(rows).toContainEqual([label, ...figures]);
  }
});
