import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerRows } from "../../../src/features/shelters/exporting.ts";
import {
  FORMATS,
  type Format,
  type Line,
  readFileLines,
  writeFileLines,
} from "../../../src/features/shelters/files.ts";
import { hsdsFromRows } from "../../../src/features/shelters/hsds.ts";
import { importLines } from "../../../src/features/shelters/importing.ts";
import type { Row } from "../../../src/features/shelters/row.ts";
import { connectDatabase, type Database } from "../../../src/platform/postgres/database.ts";
import { createDatabase, type TestDatabase } from "../../servers/database.ts";

const now = new Date("2024-03-12T12:00:00Z");
let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await createDatabase();
  database = connectDatabase(server.url);
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

const surgut: Row = {
  service_id: "surgut-1",
  name: "Демонстрация: приют, Сургут",
  organization_type: "state",
  city: "Сургут",
  region: "RU-KHM",
  latitude: "61.26",
  longitude: "73,4",
  phone: "+7 3462 00-00-00; +7 3462 00-00-01",
  schedule: "круглосуточно",
  intake_schedule: "ежедневно 9:00–20:00",
  call_first: "yes",
  required_document: "any",
  fluorography: "yes",
  minimum_age: "18",
  demonstration: "yes",
  unit: "men",
  maximum: "20",
  occupied: "12",
  out_of_use: "1",
  updated: "2024-03-12T03:00:00.000Z",
};
const women: Row = { ...surgut, unit: "women", maximum: "5", occupied: "4", description: "2 этаж" };
const unsaid: Row = {
  service_id: "=cmd|' /C calc'!A0",
  name: '+Приют; «с "кавычками", запятой»',
  organization_type: "non_state",
  city: "Нефтеюганск",
  unit: "anyone",
  maximum: "30",
};

const lines = (...rows: readonly Row[]): Line[] => rows.map((row, at) => ({ at: at + 2, row }));
const take = (given: readonly Line[]) => importLines(database, given, { now });
async function taken(format: Format, bytes: Buffer) {
  const read = await readFileLines(format, bytes);
  if (read.kind === "wrong") throw new Error(read.problem);
  return read.lines;
}

describe("an import", () => {
  it("makes places with their units, and the next one changes them", async () => {
    expect(await take(lines(surgut, women, unsaid))).toEqual({
      kind: "imported",
      places: { created: 2, updated: 0 },
      units: { created: 3, updated: 0 },
    });
    expect(await take(lines({ ...surgut, occupied: "14" }))).toEqual({
      kind: "imported",
      places: { created: 0, updated: 1 },
      units: { created: 0, updated: 1 },
    });
    const units = await database.prisma.bedUnit.findMany({ orderBy: { capacity: "asc" } });
    expect(
      units.map(({ unit, occupied, confirmedAt }) => [unit, occupied, confirmedAt !== null]),
    ).toEqual([
      ["women", 4, true],
      ["men", 14, true],
      ["anyone", 0, false],
    ]);
    const changes = await database.prisma.bedChange.findMany({ orderBy: { id: "asc" } });
    expect(changes).toMatchObject([
      { figure: "confirmed", before: 12, after: 12, staffId: null },
      { figure: "confirmed", before: 4, after: 4 },
      { figure: "occupied", before: 12, after: 14 },
    ]);
  });

  it("keeps what was said after the file was made, and says so", async () => {
    const where = { unit: "men" };
    const said = { occupied: 16, confirmedAt: new Date("2024-03-12T09:00:00Z") };
    await database.prisma.bedUnit.updateMany({ where, data: said });
    for (const older of [surgut, { ...surgut, occupied: "", updated: "" }]) {
      expect(await take(lines(older))).toMatchObject({ newerFiguresKept: 1 });
      expect(await database.prisma.bedUnit.findFirst({ where })).toMatchObject(said);
    }
    const back = { occupied: 14, confirmedAt: new Date("2024-03-12T03:00:00Z") };
    await database.prisma.bedUnit.updateMany({ where, data: back });
  });

  it("knows a unit by the id of its first file, and takes two of a kind apart by it", async () => {
    const id = (last: number) => `8e0e9a5a-4b5f-4c53-9d0f-00000000000${last}`;
    const room = (last: number): Row => ({
      ...{ ...unsaid, service_id: "two rooms", maximum: String(last) },
      capacity_id: id(last),
    });
    for (const made of [2, 0]) {
      expect(await take(lines(room(1), room(2)))).toMatchObject({ units: { created: made } });
    }
    const foreign = { ...surgut, capacity_id: id(1) };
    expect(await take(lines(unsaid, foreign))).toMatchObject({
      refused: [{ line: 3, column: "capacity_id", problem: "belongs to another place" }],
    });
    const [men] = (await registerRows(database)).filter(({ unit }) => unit === "men");
    const { capacity_id: _, ...unnamed } = men ?? {};
    expect(await take(lines(men ?? {}, unnamed))).toMatchObject({
      refused: [{ line: 3, column: "unit", problem: "repeats line 2" }],
    });
    await database.prisma.institution.deleteMany({
      where: { shelter: { serviceId: "two rooms" } },
    });
  });

  it("leaves of a place that was there what a new one would have, and hours that it does not say", async () => {
    const other: Row = {
      ...{
        name: "Иначе",
        organization_type: "non_state",
        city: "Нижневартовск",
        address_1: "Мира, 1",
      },
      ...{
        latitude: "60.94",
        longitude: "76.56",
        phone: "+7 3466 00-00-00",
        schedule: "пн 9:00–10:00",
      },
      ...{ intake_schedule: "вт 9:00–10:00", call_first: "no", bring: "полотенце", sober: "yes" },
      ...{ required_document: "none", fluorography: "", minimum_age: "", maximum_age: "60" },
      ...{ region_only: "yes", longest_stay_days: "30", source: "сайт", source_as_of: "2024" },
      ...{
        assured_date: "2024-03-01",
        demonstration: "",
        maximum: "9",
        occupied: "3",
        funded: "2",
      },
      ...{ out_of_use: "0", updated: "2024-03-12T05:00:00.000Z", confirm_every: "1" },
      description: "подвал",
    };
    const [old, fresh] = [
      { ...surgut, service_id: "old" },
      { ...surgut, ...other, service_id: "fresh" },
    ];
    await take(lines(old, fresh));
    await take(lines({ ...old, ...other }));
    const rowOf = async (id: string) => {
      const row = (await registerRows(database)).find(({ service_id }) => service_id === id);
      return { ...row, service_id: "", capacity_id: "" };
    };
    expect(await rowOf("old")).toEqual(await rowOf("fresh"));
    expect(await rowOf("old")).toMatchObject({ bring: "полотенце", funded: "2", sober: "yes" });
    const silent = { schedule: "", intake_schedule: "", bring: "" };
    await take(lines({ ...old, ...other, ...silent }));
    expect(await rowOf("old")).toEqual(await rowOf("fresh"));
    await database.prisma.institution.deleteMany({
      where: { shelter: { serviceId: { in: ["old", "fresh"] } } },
    });
  });

  it("notes each figure that it changes, and once that the rest was looked at", async () => {
    const capacity = { capacity_id: "", maximum: "25", out_of_use: "2", occupied: "14" };
    const { count } = await database.prisma.bedChange.deleteMany();
    expect(count).toBeGreaterThan(0);
    await take(lines({ ...surgut, ...capacity, description: "3 этаж" }));
    await take(
      lines({ ...surgut, ...capacity, description: "3 этаж", updated: "2024-03-12T06:00:00.000Z" }),
    );
    await take(lines({ ...surgut, occupied: "14", updated: "2024-03-12T07:00:00.000Z" }));
    const changes = await database.prisma.bedChange.findMany({ orderBy: { id: "asc" } });
    expect(changes.map(({ figure, before, after, note }) => [figure, before, after, note])).toEqual(
      [
        ["capacity", 20, 25, null],
        ["out_of_use", 1, 2, null],
        ["note", 0, 0, "3 этаж"],
        ["confirmed", 14, 14, null],
        ["capacity", 25, 20, null],
        ["out_of_use", 2, 1, null],
        ["note", 0, 0, null],
      ],
    );
  });

  it.each(FORMATS)("takes back what was exported as %s, and nothing changes", async (format) => {
    const before = await registerRows(database);
    const bytes = await writeFileLines(format, before);
    const again = await taken(format, bytes);
    expect(again.map(({ row }) => row)).toEqual(before);
    expect(await take(again)).toMatchObject({
      kind: "imported",
      units: { created: 0, updated: 3 },
    });
    expect(await registerRows(database)).toEqual(before);
  });

  it("a cell that looks like a formula stays text", async () => {
    const [line] = await taken("xlsx", await writeFileLines("xlsx", [unsaid]));
    expect(line?.row.service_id).toBe("=cmd|' /C calc'!A0");
    const sheet = (await writeFileLines("xlsx", [unsaid])).toString("latin1");
    expect(sheet).not.toContain("<f>");
  });
});

describe("a bad import leaves the register as it was", () => {
  it.each<[string, Row, string, string]>([
    ["a town that is nowhere", { city: "Нигдеград" }, "city", "is not a town of the gazetteer"],
    [
      "swapped coordinates",
      { latitude: "73.4", longitude: "61.26" },
      "latitude",
      "is swapped with longitude",
    ],
    [
      "coordinates elsewhere",
      { latitude: "55.75", longitude: "37.62" },
      "latitude",
      "lies more than 150 km from the town",
    ],
    ["half a point", { latitude: "" }, "latitude", "is missing beside longitude"],
    [
      "an unknown kind",
      { unit: "cats" },
      "unit",
      "is not one of anyone, men, women, families, low_mobility, quarantine",
    ],
    ["no number", { maximum: "много" }, "maximum", "is not a number of beds"],
    ["fewer than none", { occupied: "-1" }, "occupied", "is not a number of beds"],
    ["a figure without its count", { occupied: "" }, "occupied", "is missing beside updated"],
    [
      "more people than beds",
      { occupied: "20" },
      "maximum",
      "is less than occupied and out_of_use",
    ],
    ["no time", { updated: "вчера" }, "updated", "is not a time such as 2024-03-12T09:00:00Z"],
    ["no name", { name: "" }, "name", "is missing"],
    ["a twin", { service_id: "surgut-1" }, "unit", "repeats line 2"],
    [
      "two names of one place",
      { service_id: "surgut-1", name: "Другое имя" },
      "service_id",
      "says something else of the place than line 2",
    ],
  ])("%s", async (_, change, column, problem) => {
    const before = await registerRows(database);
    const bad = { ...surgut, service_id: "surgut-2", ...change };
    const outcome = await take(lines({ ...surgut, occupied: "1" }, bad));
    expect(outcome).toMatchObject({ kind: "refused", lines: 2 });
    expect(outcome.kind === "refused" && outcome.refused).toContainEqual({
      line: 3,
      column,
      problem,
    });
    expect(await registerRows(database)).toEqual(before);
  });

  it("fewer beds than are taken and held: holds of the chat are not overrun", async () => {
    const unit = await database.prisma.bedUnit.findFirstOrThrow({ where: { unit: "men" } });
    await database.prisma.bedUnit.update({ where: { id: unit.id }, data: { held: 5 } });
    const before = await registerRows(database);
    const outcome = await take(lines(unsaid, { ...surgut, maximum: "17" }));
    expect(outcome).toEqual({
      kind: "refused",
      lines: 2,
      refused: [
        {
          line: 3,
          column: "maximum",
          problem: "is less than occupied, out_of_use and what is held now",
        },
      ],
    });
    expect(await registerRows(database)).toEqual(before);
    // Held beds are told, and are not available.
    const [men] = before.filter((row) => row.unit === "men");
    const { maximum, occupied, out_of_use, held } = men ?? {};
    expect({ maximum, occupied, out_of_use, held }).toEqual({
      ...{ maximum: "20", occupied: "14", out_of_use: "1", held: "5" },
    });
    const [service] = hsdsFromRows(men ? [men] : []);
    expect(service?.service_capacities[0]).toMatchObject({ available: 0, held: 5 });
    await database.prisma.bedUnit.update({ where: { id: unit.id }, data: { held: 0 } });
  });

  it("the last of 100,000 lines is bad: none is taken, and progress was told", async () => {
    const before = await registerRows(database);
    const many = Array.from({ length: 100_000 }, (_, at) => ({
      ...unsaid,
      service_id: `place-${at}`,
      ...(at === 99_999 ? { maximum: "x" } : {}),
    }));
    const steps: number[] = [];
    const outcome = await importLines(database, lines(...many), {
      now,
      progress: (step, done) => void (step === "checked" && steps.push(done)),
    });
    expect(outcome).toEqual({
      kind: "refused",
      lines: 100_000,
      refused: [{ line: 100_001, column: "maximum", problem: "is not a number of beds" }],
    });
    expect(steps).toHaveLength(20);
    expect(await registerRows(database)).toEqual(before);
  });

  it.each<[string, Format, string, string]>([
    ["an unknown column", "csv", "service_id,name,beds\n", "column beds is not known"],
    ["a missing column", "csv", "service_id,name\n", "column organization_type is missing"],
    [
      "a column twice",
      "csv",
      "service_id,name,organization_type,city,unit,maximum,unit\n",
      "has a column twice",
    ],
    ["no JSON", "hsds", "service_id", "is not JSON"],
    ["no workbook", "xlsx", "service_id", "is not a xlsx file"],
    [
      "a service without beds",
      "hsds",
      '[{"id":"1","name":"x","service_at_locations":[{"location":{}}]}]',
      "0.service_capacities: Invalid input: expected array, received undefined",
    ],
  ])("%s", async (_, format, text, problem) => {
    expect(await readFileLines(format, Buffer.from(text))).toEqual({ kind: "wrong", problem });
  });
});
