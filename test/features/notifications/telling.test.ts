import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  moveNotifications,
  notifyPerson,
  notifyStaff,
  type PersonNotice,
  type StaffNotice,
  takeBack,
} from "../../../src/features/notifications/index.ts";
import { beginMornings } from "../../../src/features/notifications/rounds.ts";
import { forgetTold } from "../../../src/features/notifications/rounds-store.ts";
import { createWorld, type World } from "./world.ts";

let world: World;
let institutionId: string;
/** The specialist whose chat is "olga", and her case. */
let olga: string;
let caseId: string;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

beforeEach(async () => {
  const { prisma } = world;
  await prisma.notification.deleteMany();
  await prisma.morning.deleteMany();
  await prisma.case.deleteMany();
  await prisma.notificationSetting.deleteMany();
  await prisma.staffMember.deleteMany();
  await prisma.outboxCall.deleteMany();
  await prisma.person.deleteMany();
  await prisma.institution.deleteMany();
  world.said.length = 0;
  world.days.clear();
  world.cases.releasedOn = async () => [];
  world.cases.ranOutBefore = async () => [];
  for (const kind of Object.keys(world.reasons)) delete world.reasons[kind];
  world.at("2024-03-12T12:00:00+07:00");
  institutionId = await world.institution();
  olga = await world.member("olga", institutionId);
  caseId = await world.case(institutionId, { curatorId: olga });
});

type Loose<T> = Partial<T> & Pick<T, "kind" & keyof T>;

const toStaff = (notice: Loose<StaffNotice>) =>
  world.database.transaction((tx) =>
    notifyStaff(tx, world.queue, {
      ...{ caseId, to: { member: olga }, now: world.now() },
      ...notice,
    }),
  );
const toPerson = (notice: Loose<PersonNotice> & { person: string }) =>
  world.database.transaction((tx) =>
    notifyPerson(tx, world.queue, { caseId, now: world.now(), ...notice }),
  );
const minutes = (count: number) =>
  world.at(new Date(world.now().getTime() + count * 60_000).toISOString());
const message = async (staffId: string | null) => {
  const id = randomUUID();
  const data = { id, caseId, staffId, body: new Uint8Array(), sentAt: world.now() };
  await world.prisma.message.create({ data });
  return id;
};
const outcomes = async () =>
  (await world.prisma.notice.findMany({ orderBy: { id: "asc" } })).map(({ outcome }) => outcome);

describe("to a specialist", () => {
  it("the urgent goes at once, with a button to its case", async () => {
    await toStaff({ kind: "transfer_asked", about: await transfer() });
    expect(world.jobs.at(-1)).toEqual(world.now());
    await world.tell();
    expect(world.said.at(-1)?.button).toBe(`!.told_case.${caseId}`);
    expect(world.heard("olga")).toEqual(["Вам предлагают принять дело."]);
  });

  it("the rest goes in one message after ten minutes", async () => {
    minutes(3);
    await toStaff({ kind: "person_joined" });
    await world.tell();
    expect(world.heard("olga")).toEqual([]);
    minutes(3);
    const other = await world.case(institutionId, { curatorId: olga });
    await toStaff({ kind: "person_joined", caseId: other });
    await toStaff({ kind: "cannot_get_paper", caseId: other });
    minutes(3);
    await world.tell();
    expect(world.heard("olga")).toEqual([]);
    minutes(1);
    await world.tell();
    expect(world.said.at(-1)?.button).toBe("!.told_desk.");
    expect(world.heard("olga")).toEqual([
      "Что нового:\nОткрыли приглашение: 2\nНе могут получить документ: 1",
    ]);
  });

  it("of one case alone leads to that case", async () => {
    await toStaff({ kind: "person_joined" });
    await toStaff({ kind: "cannot_get_paper" });
    minutes(10);
    await world.tell();
    expect(world.said.at(-1)?.button).toBe(`!.told_case.${caseId}`);
  });

  it("what is not urgent waits for the morning at night, the urgent does not", async () => {
    world.at("2024-03-12T22:55:00+07:00");
    await toStaff({ kind: "person_joined" });
    await toStaff({ kind: "message", about: await message(null) });
    minutes(10);
    await world.round();
    expect(world.heard("olga")).toEqual(["Новое сообщение от человека."]);
    world.at("2024-03-13T08:59:00+07:00");
    await world.round();
    expect(world.heard("olga")).toEqual([]);
    world.at("2024-03-13T09:00:00+07:00");
    await world.round();
    expect(world.heard("olga")).toEqual(["Человек открыл ваше приглашение."]);
  });

  it("the same occasion is told once", async () => {
    expect(await toStaff({ kind: "unreachable", once: "2024-03-12" })).toBe(true);
    expect(await toStaff({ kind: "unreachable", once: "2024-03-12" })).toBe(false);
    expect(await toStaff({ kind: "unreachable", once: "2024-03-13" })).toBe(true);
    expect(await world.prisma.notification.count()).toBe(2);
  });

  it("all specialists of the institution hear of a case that nobody has, supervisors do not", async () => {
    const free = await world.case(institutionId);
    await world.member("vera", institutionId);
    await world.member("chief", institutionId, "supervisor");
    await world.member("other", await world.institution());
    await toStaff({ kind: "new_case", caseId: free, to: { specialistsOf: institutionId } });
    await world.tell();
    expect(world.said.map(({ chat }) => chat).toSorted()).toEqual(["olga", "vera"]);
  });
});

describe("is not said when its reason is gone by then", () => {
  it.each([
    {
      name: "a colleague took the case",
      kind: "new_case",
      gone: (id: string) => world.prisma.case.update({ where: { id }, data: { curatorId: olga } }),
    },
    {
      name: "the case was closed",
      kind: "cannot_get_paper",
      gone: (id: string) => world.prisma.case.update({ where: { id }, data: { status: "closed" } }),
    },
    {
      name: "the case went to another institution",
      kind: "code_locked",
      gone: async (id: string) => {
        const other = await world.institution();
        await world.prisma.case.update({ where: { id }, data: { institutionId: other } });
      },
    },
    {
      name: "the member was revoked",
      kind: "new_case",
      gone: () =>
        world.prisma.staffMember.update({ where: { id: olga }, data: { revokedAt: new Date() } }),
    },
    {
      name: "the institution was closed",
      kind: "new_case",
      gone: () =>
        world.prisma.institution.update({
          where: { id: institutionId },
          data: { closedAt: new Date() },
        }),
    },
  ] as const)("$name", async ({ kind, gone }) => {
    const free = await world.case(institutionId);
    const to = { specialistsOf: institutionId };
    await toStaff({ kind, caseId: free, to });
    await gone(free);
    minutes(10);
    await world.tell();
    expect(world.said).toEqual([]);
  });

  it("the message was read, the transfer answered", async () => {
    const read = await message(null);
    const asked = await transfer();
    await toStaff({ kind: "message", about: read });
    await toStaff({ kind: "transfer_asked", about: asked });
    await world.prisma.message.update({ where: { id: read }, data: { readAt: world.now() } });
    await world.prisma.transfer.update({ where: { id: asked }, data: { status: "withdrawn" } });
    await world.tell();
    expect(world.said).toEqual([]);
  });

  it("also when the addressees were looked up before, as for those who wait for the digest", async () => {
    await mode("person_joined", "digest");
    await toStaff({ kind: "person_joined" });
    minutes(10);
    await world.tell();
    expect(await outcomes()).toEqual([null]);
    await world.prisma.case.update({ where: { id: caseId }, data: { status: "closed" } });
    world.at("2024-03-13T09:00:00+07:00");
    await world.round();
    expect(world.said).toEqual([]);
    expect(new Set(await outcomes())).toEqual(new Set(["cancelled"]));
  });
});

describe("what is said at a later moment", () => {
  const about = randomUUID();
  const at = new Date("2024-03-20T10:00:00+07:00");
  const later = () => toStaff({ kind: "code_locked", about, at, once: "locked" });

  it("waits for it, and is queued once for what it is about", async () => {
    expect(await later()).toBe(true);
    expect(world.jobs.at(-1)).toEqual(at);
    expect(await later()).toBe(false);
    minutes(60);
    await world.tell();
    expect(world.said).toEqual([]);
    world.at("2024-03-20T10:00:00+07:00");
    await world.tell();
    await world.tell();
    expect(world.heard("olga")).toEqual([
      "Код приглашения закрыт: год рождения пять раз не совпал.",
    ]);
  });

  it("is asked of the feature of its kind: when it is looked up, and when it leaves", async () => {
    const person = await world.person("petr");
    await world.prisma.case.update({ where: { id: caseId }, data: { personId: person.id } });
    const asked: (string | null)[] = [];
    let holds = true;
    world.reasons.case_taken = async (_tx, { aboutId }, now) => {
      asked.push(`${aboutId} ${now.toISOString()}`);
      return holds;
    };
    const night = new Date("2024-03-20T23:00:00+07:00");
    await toPerson({ kind: "case_taken", person: person.id, about, at: night });
    world.at(night.toISOString());
    await world.tell();
    expect(asked).toEqual([`${about} ${night.toISOString()}`]);
    holds = false;
    world.at("2024-03-21T09:00:00+07:00");
    await world.tell();
    expect(asked).toHaveLength(2);
    expect(world.said).toEqual([]);
    expect(await outcomes()).toEqual(["cancelled"]);
  });

  it("goes over to the case that takes the other one over", async () => {
    await later();
    const kept = await world.case(institutionId, { curatorId: olga });
    await world.database.transaction((tx) => moveNotifications(tx, [about], kept));
    await world.prisma.case.update({ where: { id: caseId }, data: { status: "closed" } });
    world.at("2024-03-20T10:00:00+07:00");
    await world.tell();
    expect(world.said.at(-1)?.button).toBe(`!.told_case.${kept}`);
  });
});

it("a member who was revoked while they waited for the digest hears nothing", async () => {
  await mode("person_joined", "digest");
  await toStaff({ kind: "person_joined" });
  minutes(10);
  await world.tell();
  await world.prisma.staffMember.update({ where: { id: olga }, data: { revokedAt: world.now() } });
  world.at("2024-03-13T09:00:00+07:00");
  await world.round();
  expect(world.said).toEqual([]);
  expect(await outcomes()).toEqual(["cancelled"]);
});

it("what was taken back before it was said is not said", async () => {
  await toStaff({ kind: "cannot_get_paper", once: "2024-03-12" });
  await world.database.transaction((tx) => takeBack(tx, { kind: "cannot_get_paper", caseId }));
  minutes(10);
  await world.tell();
  expect(world.said).toEqual([]);
  expect(await toStaff({ kind: "cannot_get_paper", once: "2024-03-12" })).toBe(true);
});

it("what was told long ago is forgotten, but not that it was told", async () => {
  await toStaff({ kind: "transfer_asked", about: await transfer() });
  await toStaff({ kind: "message", about: await message(null) });
  await toStaff({ kind: "unreachable", once: "x" });
  await mode("person_joined", "digest");
  await toStaff({ kind: "person_joined" });
  minutes(10);
  await world.tell();
  minutes(1);
  await forgetTold(world.database.pool, world.now());
  const left = await world.prisma.notification.findMany({ orderBy: { kind: "asc" } });
  // One waits for the morning, and of the other it is known that it was told.
  expect(left.map(({ kind }) => kind)).toEqual(["person_joined", "unreachable"]);
});

describe("a member's wish", () => {
  it("mutes a kind for this member alone", async () => {
    await world.member("vera", institutionId);
    await mode("new_case", "muted");
    const free = await world.case(institutionId);
    await toStaff({ kind: "new_case", caseId: free, to: { specialistsOf: institutionId } });
    await world.tell();
    expect(world.said.map(({ chat }) => chat)).toEqual(["vera"]);
  });

  it("moves a kind to the digest, the urgent too", async () => {
    await mode("message", "digest");
    await toStaff({ kind: "message", about: await message(null) });
    await world.round();
    expect(world.heard("olga")).toEqual([]);
    world.at("2024-03-13T09:00:00+07:00");
    world.days.set(olga, { today: 2, overdue: 1, soon: 3 });
    await world.round();
    expect(world.heard("olga")).toEqual([
      "Доброе утро. На вашем столе:\nПросрочено: 1\nНа сегодня: 2\nСкоро: 3\nЧто нового:\nНовые сообщения: 1",
    ]);
  });
});

describe("the morning", () => {
  it("comes at nine of each institution's own clock, once a day, and only with something to say", async () => {
    const west = await world.member("west", await world.institution("Europe/Kaliningrad"));
    world.days.set(olga, { today: 1, overdue: 0, soon: 0 });
    world.days.set(west, { today: 0, overdue: 2, soon: 0 });
    await world.member("idle", institutionId);
    world.at("2024-03-13T08:59:00+07:00");
    await world.round();
    expect(world.said).toEqual([]);
    world.at("2024-03-13T09:00:00+07:00");
    await world.round();
    await world.round();
    expect(world.said.map(({ chat }) => chat)).toEqual(["olga"]);
    world.at("2024-03-13T14:00:00+07:00");
    await world.round();
    expect(world.heard("west")).toEqual(["Доброе утро. На вашем столе:\nПросрочено: 2"]);
    world.at("2024-03-14T09:00:00+07:00");
    world.said.length = 0;
    await world.round();
    expect(world.heard("olga")).toHaveLength(1);
  });

  it("after an outage is said late, but not in the evening", async () => {
    world.days.set(olga, { today: 1, overdue: 0, soon: 0 });
    world.at("2024-03-12T21:00:00+07:00");
    await world.round();
    expect(world.said).toEqual([]);
    world.at("2024-03-13T15:30:00+07:00");
    await world.round();
    expect(world.heard("olga")).toHaveLength(1);
  });

  it("tells of today's and tomorrow's releases together with the digest", async () => {
    await world.prisma.case.update({ where: { id: caseId }, data: { status: "before_release" } });
    const free = await world.case(institutionId);
    await world.prisma.case.update({ where: { id: free }, data: { status: "before_release" } });
    world.cases.releasedOn = async (id, day) =>
      id !== institutionId
        ? []
        : day === "2024-03-13"
          ? [{ caseId, curatorId: olga }]
          : day === "2024-03-14"
            ? [{ caseId: free, curatorId: null }]
            : [];
    world.at("2024-03-13T09:00:00+07:00");
    await world.round();
    expect(world.heard("olga")).toEqual([
      "Что нового:\nОсвобождаются сегодня: 1\nОсвобождаются завтра: 1",
    ]);
  });

  it("tells of a release as long as it is on that day, whatever the status is by then", async () => {
    await world.prisma.case.update({ where: { id: caseId }, data: { status: "in_work" } });
    const moved = await world.case(institutionId, { curatorId: olga });
    const on = new Map([
      [caseId, "2024-03-13"],
      [moved, "2024-03-13"],
    ]);
    world.cases.releasedOn = async (_id, day) =>
      [...on].flatMap(([id, at]) => (at === day ? [{ caseId: id, curatorId: olga }] : []));
    world.at("2024-03-13T09:00:00+07:00");
    await beginMornings(world.deps);
    // The day was corrected before the words left.
    on.set(moved, "2024-04-13");
    await world.tell();
    expect(world.heard("olga")).toEqual(["Сегодня у кого-то день освобождения."]);
  });

  it("tells of a release on its day to those who want a digest, and not at all to those who do not", async () => {
    await mode("release_today", "digest");
    await mode("release_tomorrow", "muted");
    world.cases.releasedOn = async (_id, day) =>
      ["2024-03-13", "2024-03-14"].includes(day) ? [{ caseId, curatorId: olga }] : [];
    world.at("2024-03-13T09:00:30+07:00");
    await world.round();
    expect(world.heard("olga")).toEqual(["Сегодня у кого-то день освобождения."]);
  });

  it("begins at once also where thousands of clocks ran out", async () => {
    world.cases.ranOutBefore = async () =>
      Array.from({ length: 12_000 }, (_, at) => ({ caseId, dueOn: `day ${at}` }));
    world.at("2024-03-13T09:00:00+07:00");
    const began = performance.now();
    await beginMornings(world.deps);
    expect(performance.now() - began).toBeLessThan(8_000);
    expect(await world.prisma.notification.count()).toBe(12_001);
  });

  it("tells the supervisor of a clock that ran out, once for each clock", async () => {
    await world.member("chief", institutionId, "supervisor");
    world.cases.ranOutBefore = async (id) =>
      id === institutionId ? [{ caseId, dueOn: "2024-03-12" }] : [];
    world.at("2024-03-13T09:00:00+07:00");
    await world.round();
    expect(world.said).toHaveLength(1);
    expect(world.heard("chief")).toEqual(["По одному делу прошёл срок."]);
    world.at("2024-03-14T09:00:00+07:00");
    await world.round();
    expect(world.said).toEqual([]);
    world.cases.ranOutBefore = async () => [{ caseId, dueOn: "2024-03-14" }];
    world.at("2024-03-15T09:00:00+07:00");
    await world.round();
    expect(world.heard("chief")).toHaveLength(1);
  });
});

describe("to a person", () => {
  it.each([
    { at: "2024-03-12T20:59:00+07:00", heard: 1 },
    { at: "2024-03-12T21:00:00+07:00", heard: 0 },
    { at: "2024-03-13T08:59:00+07:00", heard: 0 },
    { at: "2024-03-13T09:00:00+07:00", heard: 1 },
  ])("at $at by their own clock: $heard", async ({ at, heard }) => {
    const { id } = await world.person("pavel");
    await world.prisma.case.update({ where: { id: caseId }, data: { personId: id } });
    world.at(at);
    await toPerson({ kind: "case_taken", person: id });
    await world.tell();
    expect(world.heard("pavel")).toHaveLength(heard);
    world.at("2024-03-13T09:00:00+07:00");
    await world.tell();
    expect(world.heard("pavel")).toHaveLength(1 - heard);
  });

  it("a queue that is late does not speak at night", async () => {
    const { id } = await world.person("pavel");
    await world.prisma.case.update({ where: { id: caseId }, data: { personId: id } });
    await toPerson({ kind: "case_taken", person: id });
    world.at("2024-03-12T23:00:00+07:00");
    await world.tell();
    expect(world.said).toEqual([]);
    expect(world.jobs.at(-1)).toEqual(new Date("2024-03-13T09:00:00+07:00"));
  });

  it("who is out of reach is told when they are back, if it still holds", async () => {
    const { id } = await world.person("pavel");
    await world.prisma.case.update({ where: { id: caseId }, data: { personId: id } });
    const reach = (unreachableAt: Date | null) =>
      world.prisma.person.update({ where: { id }, data: { unreachableAt } });
    await reach(world.now());
    const about = await message(olga);
    await toPerson({ kind: "message", person: id, about });
    await world.tell();
    expect(await outcomes()).toEqual(["unreachable"]);
    await world.round();
    minutes(10);
    await world.round();
    expect(world.heard("olga")).toEqual([
      "С одним человеком пропала связь в боте. Найдите его иначе.",
    ]);
    await reach(null);
    await world.round();
    expect(world.heard("pavel")).toEqual(["Для вас есть сообщение."]);
  });

  it("who is back at night hears in the morning what they missed", async () => {
    const { id } = await world.person("pavel");
    await world.prisma.case.update({ where: { id: caseId }, data: { personId: id } });
    const reach = (unreachableAt: Date | null) =>
      world.prisma.person.update({ where: { id }, data: { unreachableAt } });
    await reach(world.now());
    await toPerson({ kind: "case_taken", person: id });
    await world.tell();
    expect(await outcomes()).toEqual(["unreachable"]);
    world.at("2024-03-12T23:00:00+07:00");
    await reach(null);
    await world.round();
    expect(world.heard("pavel")).toEqual([]);
    world.at("2024-03-13T09:00:00+07:00");
    await world.round();
    expect(world.heard("pavel")).toEqual(["Для вас есть новость."]);
  });

  it("whoever erased their data is nobody", async () => {
    const { id } = await world.person("pavel");
    await world.prisma.case.update({ where: { id: caseId }, data: { personId: id } });
    await toPerson({ kind: "case_taken", person: id });
    await world.prisma.person.update({
      where: { id },
      data: { erasedAt: world.now(), wrappedKey: null, telegramId: null, telegramKey: null },
    });
    await world.round();
    expect(world.said).toEqual([]);
  });
});

describe("many at once", () => {
  it("say each thing once", async () => {
    await toStaff({ kind: "message", about: await message(null) });
    await toStaff({ kind: "person_joined" });
    minutes(10);
    await Promise.all([world.round(), world.round(), world.tell(), world.tell()]);
    expect(world.heard("olga")).toEqual([
      "Что нового:\nНовые сообщения: 1\nОткрыли приглашение: 1",
    ]);
  });

  it("one that fails does not hold the others back", async () => {
    const vera = await world.member("vera", institutionId);
    // A key that does not open anything: a fault of ours for one person.
    const { personId } = await world.prisma.staffMember.findUniqueOrThrow({ where: { id: olga } });
    await world.prisma.person.update({
      where: { id: personId },
      data: { wrappedKey: new Uint8Array(60) },
    });
    const free = await world.case(institutionId);
    await toStaff({ kind: "new_case", caseId: free, to: { specialistsOf: institutionId } });
    await expect(world.tell()).rejects.toThrow(AggregateError);
    expect(world.heard("vera")).toEqual(["Новое обращение ждёт специалиста."]);
    expect(await world.prisma.notice.count({ where: { memberId: vera, outcome: "said" } })).toBe(1);
  });

  it("the queue and the rows hold ids only", async () => {
    await toStaff({ kind: "person_joined" });
    const rows = await world.prisma.notification.findMany();
    expect(Object.keys(rows[0] ?? {}).toSorted()).toEqual(
      "aboutId audience caseId createdAt dueAt id kind once resolvedAt toId".split(" "),
    );
  });
});

async function mode(kind: string, wished: string): Promise<void> {
  const data = { memberId: olga, kind, mode: wished };
  await world.prisma.notificationSetting.create({ data });
}

async function transfer(): Promise<string> {
  const id = randomUUID();
  const base = { id, caseId, fromStaffId: olga, toInstitutionId: institutionId };
  await world.prisma.transfer.create({ data: { ...base, status: "asked", askedAt: world.now() } });
  return id;
}
