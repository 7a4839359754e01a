import excel from "exceljs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { registerTable } from "../../../src/features/register/index.ts";
import { revokeMember } from "../../../src/features/staff/index.ts";
import { loadTexts } from "../../../src/platform/texts/texts.ts";
import { createWorld, type World } from "../desk/world.ts";
import { putPlaces } from "../shelters/world.ts";

const now = new Date("2024-03-12T12:00:00Z");
const DAY = 86_400_000;
const texts = loadTexts();
let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

async function rowsOf(memberId: string) {
  const order = { memberId, locale: "ru", at: now.toISOString(), today: "2024-03-12" } as const;
  const file = await registerTable(world, texts, order);
  expect(file.name).toBe("opora-beds-2024-03-12.xlsx");
  const book = new excel.Workbook();
  await book.xlsx.load(file.bytes as unknown as excel.Buffer);
  const [head = [], ...rows] = (book.worksheets[0]?.getSheetValues() ?? [])
    .slice(1)
    .map((row) => Array.from(row as unknown[]).slice(1));
  return rows.map((row) =>
    Object.fromEntries(head.map((name, at) => [String(name), row[at] ?? null])),
  );
}

it("has every unit of the region with its age, reopened as it was written, for who may look", async () => {
  const centre = await world.institution("Центр");
  const reader = await world.member(centre, "Ольга");
  const counter = await world.member(centre, "Рита", "shelter_staff");
  const place = { region: "RU-KYA", latitude: 56, longitude: 92.9, town: 1502026 };
  const unit = { capacity: 10, createdAt: new Date(now.getTime() - 30 * DAY) };
  await putPlaces(world.database, [
    {
      ...{ ...place, name: "=1+1 Приют" },
      unit: { ...unit, occupied: 4, held: 1, outOfUse: 2, confirmedAt: now, note: "2 этаж" },
    },
    { ...place, name: "Ночлежка", unit: { ...unit, occupied: 0, confirmedAt: null } },
    {
      ...{ ...place, name: "Приют старый" },
      unit: { ...unit, occupied: 10, confirmedAt: new Date(now.getTime() - 9 * DAY) },
    },
    { ...place, region: "RU-IRK", name: "Чужой регион" },
  ]);
  const rows = await rowsOf(reader.id);
  const shown = rows.map((row) => [
    ...[row.Учреждение, row.Занято, row["По брони"], row["Не работают"], row.Свободно],
    ...[row["Свободно неделю назад"], row.Свежесть],
  ]);
  expect(shown).toEqual([
    ["=1+1 Приют", 4, 1, 2, 3, null, "подтверждено"],
    ["Ночлежка", null, 0, 0, null, null, "ещё не говорили"],
    ["Приют старый", 10, 0, 0, 0, 0, "не подтверждено 9 дней"],
  ]);
  // The clock of the institution: Krasnoyarsk is seven hours ahead.
  expect(rows[0]?.["Когда подтвердили"]).toEqual(new Date("2024-03-12T19:00:00Z"));
  expect(await rowsOf(counter.id)).toEqual([]);

  const leaving = { now, onRevoke: [] };
  await world.database.transaction((tx) => revokeMember(tx, reader.id, leaving));
  expect(await rowsOf(reader.id)).toEqual([]);
});
