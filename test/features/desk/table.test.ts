import Excel from "exceljs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tableFile, tableRows } from "../../../src/features/desk/index.ts";
import { orderTable } from "../../../src/features/desk/table-order.ts";
import { townsCalled } from "../../../src/features/places/index.ts";
import type { Member } from "../../../src/features/staff/index.ts";
import type { Outgoing } from "../../../src/platform/conversation/conversation.ts";
import type { Transaction } from "../../../src/platform/postgres/database.ts";
import type { OpenTurn } from "../../../src/platform/telegram/turn.ts";
import { loadTexts } from "../../../src/platform/texts/texts.ts";
import { createWorld, type World } from "./world.ts";

const texts = loadTexts();
const KANSK = townsCalled("Канск").towns[0]!.id;
const today = "2024-03-12";

let world: World;
let here: string;
let olga: Member;

beforeAll(async () => {
  world = await createWorld();
  here = await world.institution("Здесь");
  olga = await world.member(here, "Ольга");
});
afterAll(() => world.close());

const order = (caseIds: readonly string[], memberId = olga.id) =>
  ({ memberId, locale: "ru", today, caseIds }) as const;

async function sheetOf(caseIds: readonly string[], memberId?: string) {
  const asked = order(caseIds, memberId);
  const file = await tableFile(await tableRows(world, texts, asked), texts, asked);
  const workbook = new Excel.Workbook();
  await workbook.xlsx.load(Buffer.from(file.bytes) as never);
  return { file, sheet: workbook.worksheets[0]! };
}

describe("the table of a list", () => {
  it("has the columns that specialists lacked elsewhere", async () => {
    const id = await world.open({
      at: here,
      curator: olga,
      name: "Иванов Сергей",
      releaseDate: "2024-03-20",
      town: KANSK,
      address: "у матери, ул. Мира, 1",
      appliedOn: "2024-03-01",
    });
    const { file, sheet } = await sheetOf([id]);
    expect(file.name).toBe("opora-2024-03-12.xlsx");
    const values = (row: number) => (sheet.getRow(row).values as unknown[]).slice(1);
    expect(values(1)).toEqual([
      "Имя",
      "Освобождение",
      "Адрес после освобождения",
      "Специалист",
      "Статус",
      "Ближайший срок",
      "Что к этому сроку",
    ]);
    expect(values(2)).toEqual([
      "Иванов Сергей",
      new Date("2024-03-20T00:00:00Z"),
      "Канск, Красноярский край, у матери, ул. Мира, 1",
      "Ольга",
      "в работе",
      new Date("2024-03-11T00:00:00Z"),
      "Просрочено: Учреждение решает и сообщает вам (п.\u00a020)",
    ]);
    expect(sheet.rowCount).toBe(2);
  });

  it("keeps the order in which the cases were listed", async () => {
    const ids = [];
    for (const name of ["Первый", "Второй", "Третий"])
      ids.push(await world.open({ at: here, name }));
    const { sheet } = await sheetOf(ids.toReversed());
    expect([2, 3, 4].map((row) => sheet.getRow(row).getCell(1).value)).toEqual([
      "Третий",
      "Второй",
      "Первый",
    ]);
  });

  it.each(['=HYPERLINK("http://x","y")', "+79130000000", "-1", "@SUM(A1)", "\t=1"])(
    "writes %s as text, never as a formula",
    async (sign) => {
      const id = await world.open({ at: here, name: sign, address: sign });
      const { sheet } = await sheetOf([id]);
      for (const column of [1, 3]) {
        const cell = sheet.getRow(2).getCell(column);
        expect(cell.type).toBe(Excel.ValueType.String);
        expect(cell.value).toBe(sign);
        expect(cell.formula).toBeUndefined();
        expect(cell.numFmt).toBe("@");
      }
    },
  );
});

describe("ordering a table", () => {
  /** What is queued and written when a member orders a table of these cases. */
  async function ordered(member: Member, ids: readonly string[]) {
    const writes: ((tx: Transaction) => Promise<void>)[] = [];
    const outgoing: Outgoing[] = [];
    const now = new Date("2024-03-12T03:00:00Z");
    const turn = {
      ...{ t: texts.for("ru"), locale: "ru", chat: "1", now, outgoing },
      write: (one: (typeof writes)[number]) => void writes.push(one),
    } as unknown as OpenTurn;
    const done = orderTable(turn, member, ids);
    for (const write of writes) await world.database.transaction(write);
    return { done, outgoing };
  }
  const journaled = (staffId: string) =>
    world.database.prisma.journalEntry.findMany({
      where: { staffId, action: "export" },
      select: { caseId: true, at: true },
    });

  it("notes in the journal who exported which cases, and keeps ids alone until it is sent", async () => {
    const ids = [
      await world.open({ at: here, name: "Первый" }),
      await world.open({ at: here, name: "Второй" }),
    ];
    const asker = await world.member(here, "Анна");
    const { outgoing } = await ordered(asker, ids);
    const entries = await journaled(asker.id);
    expect(entries.map(({ caseId }) => caseId).toSorted()).toEqual(ids.toSorted());
    expect(JSON.stringify(outgoing)).not.toContain("Первый");
    expect(outgoing[0]?.document?.data).toMatchObject({ memberId: asker.id, caseIds: ids });
  });

  it("is refused to whoever may not export, and then nothing is noted", async () => {
    const head = await world.member(here, "Павел", "supervisor");
    const id = await world.open({ at: here, name: "Кто-то" });
    expect(await ordered(head, [id])).toEqual({ done: false, outgoing: [] });
    expect(await journaled(head.id)).toEqual([]);
  });
});

describe("what is read when the table is sent", () => {
  it("is only what the member may export then", async () => {
    const there = await world.institution("Там");
    const vera = await world.member(there, "Вера");
    const own = await world.open({ at: here, curator: olga, name: "Свой" });
    const foreign = await world.open({ at: there, curator: vera, name: "Чужой" });
    const names = async (memberId: string) =>
      (await tableRows(world, texts, order([own, foreign], memberId))).map(({ name }) => name);
    expect(await names(olga.id)).toEqual(["Свой"]);
    expect(await names(vera.id)).toEqual(["Чужой"]);
    await world.database.prisma.case.update({
      where: { id: own },
      data: { institutionId: there, curatorId: vera.id },
    });
    expect(await names(olga.id)).toEqual([]);
    expect(await names(vera.id)).toEqual(["Свой", "Чужой"]);
  });

  it("is nothing for a revoked member, a supervisor, or a case whose key is gone", async () => {
    const gone = await world.member(here, "Бывшая");
    const head = await world.member(here, "Руководитель", "supervisor");
    const id = await world.open({ at: here, name: "Кто-то" });
    const { prisma } = world.database;
    await prisma.staffMember.update({ where: { id: gone.id }, data: { revokedAt: new Date() } });
    expect(await tableRows(world, texts, order([id], gone.id))).toEqual([]);
    expect(await tableRows(world, texts, order([id], head.id))).toEqual([]);
    await prisma.case.update({ where: { id }, data: { wrappedKey: null } });
    expect(await tableRows(world, texts, order([id]))).toEqual([]);
  });
});
