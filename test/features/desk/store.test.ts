import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayOf, ranOutBefore, releasedOn } from "../../../src/features/desk/index.ts";
import { readDesk } from "../../../src/features/desk/store.ts";
import { LISTS, sortOut } from "../../../src/features/desk/worklists.ts";
import { townsCalled } from "../../../src/features/places/index.ts";
import { type Member, ROLES } from "../../../src/features/staff/index.ts";
import { createWorld, type World } from "./world.ts";

const today = "2024-03-12";
const KANSK = townsCalled("Канск").towns[0]!.id;

let world: World;
let here: string;
let there: string;
let olga: Member;
let igor: Member;
let vera: Member;
let late: string;

beforeAll(async () => {
  world = await createWorld();
  here = await world.institution("Здесь");
  there = await world.institution("Там");
  olga = await world.member(here, "Ольга");
  igor = await world.member(here, "Игорь");
  vera = await world.member(there, "Вера");
  const own = { at: here, curator: olga };
  late = await world.open({ ...own, name: "Поздний", town: KANSK, appliedOn: "2024-03-01" });
  await world.open({ ...own, name: "Сегодняшний", releaseDate: today });
  await world.open({ ...own, name: "Завтрашний", releaseDate: "2024-03-13" });
  await world.open({ ...own, name: "Закрытый", releaseDate: today, status: "closed" });
  await world.open({ at: here, name: "Ничей", status: "new", releaseDate: "2024-03-14" });
  await world.open({ at: here, curator: igor, name: "Игорев", releaseDate: today });
  await world.open({ at: there, curator: vera, name: "Чужой", releaseDate: today });
}, 60_000);
afterAll(() => world.close());

/** The lists of a member's desk, by name. */
async function lists(member: Member, scope: "own" | "institution" = "own") {
  const sorted = sortOut(await readDesk(world, member, today, scope), today);
  return Object.fromEntries(
    LISTS.flatMap((list) => {
      const names = sorted[list].map((entry) => entry.case.record.name);
      return names.length > 0 ? [[list, names]] : [];
    }),
  );
}

async function event(caseId: string, kind: string, staffId: string | null) {
  await world.database.prisma.caseEvent.create({ data: { caseId, kind, staffId, at: new Date() } });
}

describe("a desk", () => {
  it("has one's own cases, and those of the institution that nobody has", async () => {
    expect(await lists(olga)).toEqual({
      overdue: ["Завтрашний", "Поздний"],
      today: ["Сегодняшний"],
      released_soon: ["Завтрашний", "Ничей"],
      new: ["Ничей"],
    });
    expect(await lists(igor)).toEqual({
      today: ["Игорев"],
      released_soon: ["Ничей"],
      new: ["Ничей"],
    });
  });

  it("has nothing of another institution", async () => {
    expect(await lists(vera)).toEqual({ today: ["Чужой"] });
  });

  it("has nothing for those who have no cases, and the whole institution for a supervisor", async () => {
    for (const role of ROLES) {
      const member = await world.member(here, "Кто-то", role);
      const shown = await lists(member, "institution");
      if (role === "shelter_staff" || role === "administrator") expect(shown).toEqual({});
      else expect(JSON.stringify(shown)).not.toContain("Чужой");
      if (role === "supervisor") {
        expect(new Set(shown.today)).toEqual(new Set(["Сегодняшний", "Игорев"]));
      }
    }
  });

  it("tells who waits until somebody of the staff has done something", async () => {
    await event(late, "cannot_get_paper", null);
    expect((await lists(olga)).waiting).toEqual(["Поздний"]);
    await event(late, "noted", olga.id);
    expect((await lists(olga)).waiting).toBeUndefined();
  });

  it("tells of a transfer that is asked, and of nothing else in that case", async () => {
    const offered = await world.open({
      at: there,
      curator: vera,
      name: "Предложенный",
      releaseDate: today,
    });
    const asked = await world.database.prisma.transfer.create({
      data: {
        id: randomUUID(),
        caseId: offered,
        fromStaffId: vera.id,
        toInstitutionId: here,
        toStaffId: igor.id,
        status: "asked",
        askedAt: new Date(),
      },
    });
    expect((await lists(igor)).waiting).toEqual(["Предложенный"]);
    expect((await lists(igor)).today).toEqual(["Игорев"]);
    expect((await lists(olga)).waiting).toBeUndefined();
    await world.database.prisma.transfer.update({
      where: { id: asked.id },
      data: { status: "withdrawn" },
    });
    expect((await lists(igor)).waiting).toBeUndefined();
    await world.database.prisma.case.delete({ where: { id: offered } });
  });

  it("forgets a case with its key", async () => {
    const id = await world.open({ at: here, curator: olga, name: "Забытый", releaseDate: today });
    await world.database.prisma.case.update({ where: { id }, data: { wrappedKey: null } });
    expect(JSON.stringify(await lists(olga))).not.toContain("Забытый");
  });
});

describe("what the morning asks", () => {
  it("is what a member has on their desk", async () => {
    expect(await dayOf(world, olga.id, today)).toEqual({ today: 1, overdue: 2, soon: 2 });
    expect(await dayOf(world, randomUUID(), today)).toEqual({ today: 0, overdue: 0, soon: 0 });
  });

  it("is who is released on a day, with their curator", async () => {
    const released = await releasedOn(world, here, today);
    expect(new Set(released.map(({ curatorId }) => curatorId))).toEqual(
      new Set([olga.id, igor.id]),
    );
    expect(await releasedOn(world, here, "2024-03-14")).toMatchObject([{ curatorId: null }]);
    expect(await releasedOn(world, here, "2024-03-20")).toEqual([]);
  });

  it("is what ran out, with its day", async () => {
    expect(await ranOutBefore(world, here, today)).toContainEqual({
      caseId: late,
      dueOn: "2024-03-11",
    });
    const before = await ranOutBefore(world, here, "2024-03-11");
    expect(before.map(({ caseId }) => caseId)).not.toContain(late);
    expect(await ranOutBefore(world, there, today)).toEqual([]);
  });
});
