import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pick, seeded } from "../../../bench/people.ts";
import {
  addEvent,
  type Case,
  duesOf,
  type EventKind,
  openCase,
} from "../../../src/features/cases/index.ts";
import { reportDues } from "../../../src/features/checking/index.ts";
import {
  contractDues,
  EMPTY_CONTRACT,
  followedCases,
  newContract,
} from "../../../src/features/contract/index.ts";
import { joinSources } from "../../../src/features/deadlines/index.ts";
import { dayOf, ranOutBefore, releasedOn } from "../../../src/features/desk/index.ts";
import { countDesk, deskOf, readList } from "../../../src/features/desk/store.ts";
import { LISTS, sortOut, type Waiting } from "../../../src/features/desk/worklists.ts";
import { newReport } from "../../../src/features/report/store.ts";
import { type Member, ROLES } from "../../../src/features/staff/index.ts";
import { addDays } from "../../../src/programs/dates.ts";
import { createWorld, type World } from "./world.ts";

const today = "2024-03-12";

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
  late = await world.open({ ...own, name: "Поздний", appliedOn: "2024-03-01" });
  await world.open({ ...own, name: "Сегодняшний", releaseDate: today });
  await world.open({ ...own, name: "Завтрашний", releaseDate: "2024-03-13" });
  await world.open({ ...own, name: "Закрытый", releaseDate: today, status: "closed" });
  await world.open({ at: here, name: "Ничей", status: "new", releaseDate: "2024-03-14" });
  await world.open({ at: here, curator: igor, name: "Игорев", releaseDate: today });
  await world.open({ at: there, curator: vera, name: "Чужой", releaseDate: today });
});
afterAll(() => world.close());

const ALL = { limit: 1_000, offset: 0 };

/** The lists of a member's desk, by name; the counters say the same. */
async function lists(member: Member, on = today) {
  const desk = await deskOf(world.database, member, on);
  if (!desk) return {};
  const counts = await countDesk(world, desk, member);
  const named: Record<string, (string | null)[]> = {};
  for (const list of LISTS) {
    const entries = await readList(world, desk, member, list, ALL);
    expect(counts[list], list).toBe(entries.length);
    if (entries.length > 0) named[list] = entries.map((entry) => entry.case.record.name);
  }
  return named;
}

async function event(caseId: string, kind: EventKind, staffId: string | null) {
  const row = await world.database.prisma.case.findUniqueOrThrow({ where: { id: caseId } });
  const of = openCase(world.keyring, row)!;
  await world.database.transaction((tx) => addEvent(tx, of, { kind, staffId, at: new Date() }));
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
      const shown = await lists(member);
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

  it("tells whose messages wait for an answer, since the first of them", async () => {
    const { prisma } = world.database;
    const since = async () =>
      (await prisma.case.findUniqueOrThrow({ where: { id: late } })).unansweredSince;
    await event(late, "message_sent", null);
    const first = await since();
    await event(late, "message_sent", null);
    expect(await since()).toEqual(first);
    expect((await lists(olga)).unanswered).toEqual(["Поздний"]);
    await event(late, "message_sent", olga.id);
    expect((await lists(olga)).unanswered).toBeUndefined();
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

  it("is what ran out, with its day, as long as it is news", async () => {
    const ranOut = async (day: string) =>
      (await ranOutBefore(world, here, day)).filter(({ caseId }) => caseId === late);
    expect(await ranOut(today)).toEqual([{ caseId: late, dueOn: "2024-03-11" }]);
    expect(await ranOut("2024-03-11")).toEqual([]);
    expect(await ranOut("2024-04-11")).toHaveLength(1);
    expect(await ranOut("2024-04-12")).toEqual([]);
    const [own, others] = [
      await ranOutBefore(world, here, today),
      await ranOutBefore(world, there, today),
    ];
    expect(own.filter(({ caseId }) => others.some((one) => one.caseId === caseId))).toEqual([]);
  });
});

describe("a case with a contract", () => {
  it("is told of as it is after each change, by whomever", async () => {
    const { database, keyring } = world;
    const { prisma } = database;
    const dues = joinSources([contractDues(database), reportDues(database)]);
    const deps = { database, keyring, dues, followed: followedCases(database) };
    const ivan = await world.member(here, "Иван");
    const caseId = await world.open({ at: here, curator: ivan, status: "on_contract" });
    const of = openCase(keyring, await prisma.case.findUniqueOrThrow({ where: { id: caseId } }))!;
    const { contract, create } = newContract(of, {
      ...{ programme: "krasnoyarsk", measure: "other" },
      ...{ startsOn: "2024-01-10", endsOn: "2024-07-09" },
      record: EMPTY_CONTRACT,
    });
    const late = async (on: string, member = ivan) => {
      const desk = (await deskOf(database, member, on))!;
      const entries = await readList(deps, desk, member, "overdue", ALL);
      expect((await countDesk(deps, desk, member)).overdue).toBe(entries.length);
      return entries.flatMap(({ why }) => (why.kind === "due" ? why.due.on : []));
    };
    const report = (month: string) => newReport(of, { contractId: contract.id, month, createdAt });
    const createdAt = new Date("2024-02-01T03:00:00Z");
    const january = report("2024-01");
    const state = (to: string) =>
      prisma.report.updateMany({
        where: { id: january.report.id },
        data: { state: to, filedAt: createdAt, decidedAt: to === "accepted" ? createdAt : null },
      });

    expect(await late("2024-02-20")).toEqual([]);
    await database.transaction((tx) => create(tx, createdAt));
    expect(await late("2024-02-20")).toEqual(["2024-02-14"]);
    await database.transaction((tx) => january.create(tx));
    await state("filed");
    expect(await late("2024-02-20")).toEqual(["2024-02-11"]);
    await state("accepted");
    expect(await late("2024-02-20")).toEqual([]);
    // Another day is another matter, and so is what was forgotten.
    expect(await late("2024-03-15")).toEqual(["2024-03-14"]);
    expect(await late("2024-02-20")).toEqual([]);
    await prisma.report.delete({ where: { id: january.report.id } });
    expect(await late("2024-02-20")).toEqual(["2024-02-14"]);
    // A colleague takes it over.
    await prisma.case.update({ where: { id: caseId }, data: { curatorId: igor.id } });
    expect(await late("2024-02-20")).toEqual([]);
    expect(await late("2024-02-20", igor)).toContain("2024-02-14");
    await prisma.case.update({ where: { id: caseId }, data: { status: "closed" } });
    expect(await late("2024-02-20", igor)).not.toContain("2024-02-14");
    await prisma.case.delete({ where: { id: caseId } });
  });
});

describe("counting over keyed hashes", () => {
  /** What `sortOut` says of all cases of the database, opened one by one. */
  async function expected(member: Member, on: string) {
    const { prisma } = world.database;
    const rows = await prisma.case.findMany({
      where: { status: { not: "closed" }, wrappedKey: { not: null } },
      include: { person: true },
      orderBy: { id: "asc" },
    });
    const supervisor = member.role === "supervisor";
    const desk = rows.flatMap((row) => {
      const one = openCase(world.keyring, row) as Case;
      const mine = one.curatorId === member.id;
      const theirs = one.institutionId === member.institutionId;
      if (!(supervisor ? theirs : mine || (theirs && one.curatorId === null))) return [];
      const lost: Waiting | undefined = row.person?.unreachableAt ? "unreachable" : undefined;
      return {
        case: one,
        own: supervisor ? one.curatorId !== null : mine,
        dues: duesOf(one, { place: member.institution, matters: undefined }, on),
        waiting: one.asks ?? lost,
      };
    });
    const until = addDays(on, 7);
    const soon = desk.filter(
      ({ own, dues }) => own && dues.some((due) => !due.overdue && due.on > on && due.on <= until),
    );
    const ids = Object.entries(sortOut(desk, on)).map(([list, entries]) => [
      list,
      entries.map((entry) => entry.case.id),
    ]);
    return { ...Object.fromEntries(ids), soon: soon.length };
  }

  it("says of many cases what the rules say of each", { timeout: 120_000 }, async () => {
    const random = seeded(20_240_312);
    const maybe = <T>(share: number, value: () => T): T | null =>
      random() < share ? value() : null;
    const dayAround = (back: number, ahead: number) =>
      addDays(today, Math.floor(random() * (back + ahead)) - back);
    const codes = ["first_talk", "arrived", "place_taken", "doctor", "help_applied", "settled"];
    const head = await world.member(here, "Софья", "supervisor");
    const { prisma } = world.database;
    for (let at = 0; at < 250; at += 1) {
      const curator = maybe(0.7, () => pick(random, [olga, igor])) ?? undefined;
      const id = await world.open({
        ...(curator ? { curator } : {}),
        at: random() < 0.9 ? here : there,
        name: `Человек ${at}`,
        status: pick(random, ["before_release", "new", "in_work", "on_contract", "closed"]),
        releaseDate: maybe(0.7, () => dayAround(random() < 0.5 ? 40 : 400, 100)),
        appliedOn: maybe(0.4, () => dayAround(random() < 0.5 ? 90 : 400, 0)),
        contractOn: maybe(0.2, () => dayAround(random() < 0.5 ? 60 : 400, 0)),
      });
      const lost = maybe(0.1, randomUUID);
      if (lost) {
        const unreachableAt = new Date();
        await prisma.person.create({
          data: { id: lost, locale: "ru", timeZone: "UTC", unreachableAt },
        });
      }
      await prisma.case.update({
        where: { id },
        data: {
          personId: lost,
          asks: maybe(0.1, () => pick(random, ["move_asked", "cannot_get_paper"])),
          unansweredSince: maybe(0.2, () => new Date(`${dayAround(20, 0)}T05:00:00Z`)),
          // Also in the night between two days of Greenwich and of Krasnoyarsk.
          createdAt: new Date(`${dayAround(90, 1)}T${pick(random, ["16:59", "17:00"])}:00Z`),
          routeTicks: codes.filter(() => random() < 0.6),
        },
      });
    }
    const seen = new Set<string>();
    for (const member of [olga, igor, head]) {
      for (const on of [0, 1, 10, 40, 300].map((days) => addDays(today, days))) {
        const desk = (await deskOf(world.database, member, on))!;
        const wanted = await expected(member, on);
        const { soon } = await countDesk(world, desk, member);
        expect({ member: member.name, on, soon }).toEqual({
          ...{ member: member.name, on },
          soon: wanted.soon,
        });
        for (const list of LISTS) {
          const entries = await readList(world, desk, member, list, ALL);
          const got = entries.map((entry) => entry.case.id);
          expect({ on, list, got }).toEqual({ on, list, got: wanted[list] });
          if (got.length > 0) seen.add(list);
          const part = await readList(world, desk, member, list, { limit: 3, offset: 2 });
          expect(part.map((entry) => entry.case.id)).toEqual(got.slice(2, 5));
        }
      }
    }
    expect([...seen].toSorted()).toEqual([...LISTS].toSorted());
  });
});
