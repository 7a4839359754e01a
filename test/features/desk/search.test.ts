import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readLine } from "../../../src/features/desk/query.ts";
import { searchCases } from "../../../src/features/desk/search.ts";
import { townsCalled } from "../../../src/features/places/index.ts";
import { type Member, ROLES } from "../../../src/features/staff/index.ts";
import { createWorld, type World } from "./world.ts";

const KANSK = townsCalled("Канск").towns[0]!.id;
const SURGUT = townsCalled("Сургут").towns[0]!.id;

let world: World;
let here: string;
let there: string;
let olga: Member;
let igor: Member;
let vera: Member;

beforeAll(async () => {
  world = await createWorld();
  here = await world.institution("Здесь");
  there = await world.institution("Там");
  olga = await world.member(here, "Ольга Петрова");
  igor = await world.member(here, "Игорь");
  vera = await world.member(there, "Вера");
  const cases = [
    { name: "Иванов Сергей Петрович", yearOfBirth: 1985, releaseDate: "2024-03-20", town: SURGUT },
    { name: "Иванова Мария", yearOfBirth: 1990, releaseDate: "2024-04-02", town: KANSK },
    { name: "Иваненко Олег", yearOfBirth: 1979, releaseDate: "2024-03-12", town: KANSK },
    { name: "Қуанышев Нұрлан", releaseDate: "2024-05-01", relativePhone: "+79135556677" },
    { name: "Соловьёв Фёдор", relativePhone: "+77010001122" },
    { name: "Колмогоров Андрей" },
    { name: null },
  ];
  for (const record of cases) await world.open({ at: here, curator: olga, ...record });
  await world.open({ at: here, name: "Петров Иван", status: "new", releaseDate: "2024-03-13" });
  await world.open({ at: here, curator: igor, name: "Иванов Денис", status: "closed" });
  await world.open({ at: there, curator: vera, name: "Иванов Чужой", releaseDate: "2024-03-20" });
});
afterAll(() => world.close());

async function found(line: string, member = olga): Promise<string | (string | null)[]> {
  const context = {
    today: "2024-03-12",
    townsCalled,
    me: member.id,
    curators: [olga, igor, vera],
  };
  const result = await searchCases(world, member, readLine(line, context));
  return result.kind === "found" ? result.cases.map(({ record }) => record.name) : result.kind;
}

describe("a case is found", () => {
  it.each<[string, string, readonly string[]]>([
    ["its surname", "Соловьёв", ["Соловьёв Фёдор"]],
    ["another spelling", "соловьев федор", ["Соловьёв Фёдор"]],
    ["Latin letters", "Solovyov", ["Соловьёв Фёдор"]],
    ["letters without a Kazakh keyboard", "Куанышев Нурлан", ["Қуанышев Нұрлан"]],
    ["Kazakh Latin", "Quanyshev", ["Қуанышев Нұрлан"]],
    ["a beginning", "Иваненк", ["Иваненко Олег"]],
    ["two letters", "Со", ["Соловьёв Фёдор"]],
    ["a part inside", "аныш", ["Қуанышев Нұрлан"]],
    ["a slip", "Сололвьев", ["Соловьёв Фёдор"]],
    ["two slips in a long word", "Колмагорав", ["Колмогоров Андрей"]],
    ["two slips that leave no four letters together", "Салодьёв", ["Соловьёв Фёдор"]],
    ["slips in several words", "Иваноф Сиргей", ["Иванов Сергей Петрович"]],
    ["initials", "Иванов С П", ["Иванов Сергей Петрович"]],
    ["any order", "Петрович Иванов", ["Иванов Сергей Петрович"]],
    ["a year of birth", "Иванова 1990", ["Иванова Мария"]],
    ["a phone", "8 (913) 555-66-77", ["Қуанышев Нұрлан"]],
    ["the last figures of a phone", "6677", ["Қуанышев Нұрлан"]],
    ["the last figures, another phone", "000-11-22", ["Соловьёв Фёдор"]],
    ["a day of release", "20.03.2024", ["Иванов Сергей Петрович"]],
    ["a town", "в Сургуте", ["Иванов Сергей Петрович"]],
    ["a name, a town and a month", "Иванов Сургут март", ["Иванов Сергей Петрович"]],
    ["a status", "новые", ["Петров Иван"]],
    ["no curator", "без куратора", ["Петров Иван"]],
    ["its curator", "куратор Игорь", ["Иванов Денис"]],
    ["a status and a month", "новые март", ["Петров Иван"]],
    ["a range of days", "с 10 по 15 марта", ["Иваненко Олег", "Петров Иван"]],
    ["a range of days and a town", "с 10 по 25 марта Канск", ["Иваненко Олег"]],
    ["a curator, a status and a name", "куратор Игорь закрыто Иванов", ["Иванов Денис"]],
    ["one's own of a month", "мои март", ["Иваненко Олег", "Иванов Сергей Петрович"]],
    ["a phone, a status and a month", "6677 в работе май", ["Қуанышев Нұрлан"]],
  ])("by %s", async (_, line, names) => {
    expect(await found(line)).toEqual(names);
  });

  it("nearest first: the whole word, then beginnings; open cases before closed ones", async () => {
    expect(await found("Иванов")).toEqual([
      "Иванов Сергей Петрович",
      "Иванов Денис",
      "Иванова Мария",
    ]);
  });

  it("in the order of release, when only a period was asked for", async () => {
    expect(await found("март-апрель")).toEqual([
      "Иваненко Олег",
      "Петров Иван",
      "Иванов Сергей Петрович",
      "Иванова Мария",
    ]);
  });
});

describe("nothing is found", () => {
  it.each<[string, string]>([
    ["Смирнов", "nothing"],
    ["Иванов Олег Петрович", "nothing"],
    ["Иванов Канск март", "nothing"],
    ["9999", "nothing"],
    ["6677 закрыто", "nothing"],
    ["куратор Игорь март", "nothing"],
    ["мои новые", "nothing"],
    ["о", "too_little"],
    ["123", "too_little"],
    ["1985", "nothing"],
    ["", "too_little"],
    ["' OR 1=1 --", "nothing"],
    ["%", "too_little"],
  ])("by %s", async (line, kind) => {
    expect(await found(line)).toBe(kind);
  });
});

describe("whose case it is", () => {
  it("is asked of every row: another institution's is as if it were not there", async () => {
    expect(await found("Иванов Чужой")).toBe("nothing");
    expect(await found("Чужой", vera)).toEqual(["Иванов Чужой"]);
    expect(await found("Соловьёв", vera)).toBe("nothing");
    expect(await found("6677", vera)).toBe("nothing");
  });

  it("is the same for every way of asking and every role", async () => {
    const lines = ["Иванов", "Чужой", "20.03.2024", "март", "в работе", "мои", "куратор Вера"];
    for (const role of ROLES) {
      const stranger = await world.member(await world.institution("Пустое"), "Никто", role);
      const local = await world.member(there, "Коллега", role);
      for (const line of lines) {
        expect(await found(line, stranger), `${role}: ${line}`).toBe("nothing");
        const names = await found(line, local);
        if (role === "shelter_staff" || role === "administrator") expect(names).toBe("nothing");
        if (Array.isArray(names)) expect(new Set(names)).toEqual(new Set(["Иванов Чужой"]));
      }
    }
  });

  it("follows the curator to another institution, and a transfer that is only asked shows nothing", async () => {
    const moved = await world.open({ at: there, curator: olga, name: "Ушедший Антон" });
    expect(await found("Ушедший")).toEqual(["Ушедший Антон"]);
    const offered = await world.open({ at: there, curator: vera, name: "Предложенный Антон" });
    await world.database.prisma.transfer.create({
      data: {
        id: randomUUID(),
        caseId: offered,
        fromStaffId: vera.id,
        toInstitutionId: here,
        status: "asked",
        askedAt: new Date(),
      },
    });
    expect(await found("Предложенный")).toBe("nothing");
    await world.database.prisma.case.delete({ where: { id: moved } });
  });
});

it("leaves no plain name, phone, day or town in the table", async () => {
  const { rows } = await world.database.pool.query<{ row: string }>(
    `SELECT c::text || encode(c.record, 'escape') || encode(c.wrapped_key, 'escape') AS row FROM cases c`,
  );
  const all = rows.map(({ row }) => row).join("\n");
  for (const plain of ["Иванов", "ivanov", "9135556677", "6677,", "2024-03-20", `{${SURGUT}`]) {
    expect(all).not.toContain(plain);
  }
});
