import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  adoptHolds,
  adoptSeeker,
  eraseHolds,
  forgetSeeker,
  joinHolds,
} from "../../../src/features/holds/actions.ts";
import { seekerOfChat } from "../../../src/features/holds/record.ts";
import { awaitedHolds } from "../../../src/features/holds/telling.ts";
import { createWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(() => world.at("2024-03-12T18:00:00+05:00"));

const staffId = randomUUID();
const until = new Date("2024-03-12T20:00:00+05:00");
const accept = { event: "accept", by: "shelter", staffId, until } as const;
const eventsOf = (caseId: string) =>
  world.prisma.caseEvent
    .findMany({ where: { caseId }, orderBy: { id: "asc" } })
    .then((rows) => rows.map(({ kind }) => kind));
const toldOf = (aboutId: string) =>
  world.prisma.notification
    .findMany({ where: { aboutId }, orderBy: [{ createdAt: "asc" }, { kind: "asc" }] })
    .then((rows) => rows.map(({ kind, audience }) => `${kind} ${audience}`));

describe("a hold's whole life", () => {
  it("is accepted, its person comes, stays and leaves: the figures and the timeline follow", async () => {
    const { unitId, placeId } = await world.shelter(10, 5);
    const personId = await world.person("whole");
    const { id: caseId } = await world.case(placeId, { personId });
    const { id } = await world.ask("whole", unitId, { personId, caseId });
    expect(await world.figures(unitId)).toEqual({ occupied: 5, held: 0, free: 5 });
    await world.does(id, accept);
    expect(await world.figures(unitId)).toEqual({ occupied: 5, held: 1, free: 4 });
    world.at("2024-03-12T19:30:00+05:00");
    await world.does(id, { event: "arrive", by: "shelter", staffId });
    expect(world.arrived).toContain(id);
    expect(await world.figures(unitId)).toEqual({ occupied: 6, held: 0, free: 4 });
    world.at("2024-03-15T09:00:00+05:00");
    await world.round();
    expect((await world.hold(id)).sealed?.body.name).toBe("Петя");
    await world.does(id, { event: "leave", by: "shelter", staffId });
    expect(await world.figures(unitId)).toEqual({ occupied: 5, held: 0, free: 5 });
    expect(await eventsOf(caseId)).toEqual([
      "hold_asked",
      "hold_accepted",
      "hold_arrived",
      "hold_left",
    ]);
    // The night had a bed: nothing was unmet.
    expect(await world.prisma.unmetNeed.count()).toBe(0);
    const changes = await world.prisma.bedChange.findMany({
      where: { unitId },
      orderBy: { id: "asc" },
    });
    expect(changes.map(({ figure, before, after }) => `${figure} ${before}-${after}`)).toEqual([
      "held 0-1",
      "held 1-0",
      "occupied 5-6",
      "occupied 6-5",
    ]);
  });

  it("lapses at its time and not before, frees the bed, and both sides are told", async () => {
    const { unitId } = await world.shelter(10, 9);
    const personId = await world.person("late");
    const { id } = await world.ask("late", unitId, { personId });
    await world.does(id, accept);
    world.at("2024-03-12T19:59:59+05:00");
    await world.round();
    expect((await world.hold(id)).state).toBe("accepted");
    world.at("2024-03-12T20:00:00+05:00");
    await world.round();
    await world.round();
    expect((await world.hold(id)).state).toBe("lapsed");
    expect(await world.figures(unitId)).toEqual({ occupied: 9, held: 0, free: 1 });
    expect(await toldOf(id)).toEqual([
      "hold_answered person",
      "hold_asked shelter_staff",
      "hold_answered person",
      "hold_gone shelter_staff",
    ]);
    expect(
      world.jobs.some(
        ({ name, at, data }) =>
          name === "holds-lapse" && data.holdId === id && at.getTime() === until.getTime(),
      ),
    ).toBe(true);
  });

  it("ends by itself when nobody answers, and then another place may be asked", async () => {
    const { unitId } = await world.shelter(10, 5);
    const { id } = await world.ask("unanswered", unitId);
    expect((await world.ask("unanswered", unitId)).outcome).toBe("not_now");
    world.at("2024-03-12T20:00:00+05:00");
    await world.round();
    expect((await world.hold(id)).state).toBe("lapsed");
    expect((await world.ask("unanswered", unitId)).outcome).toBe("asked");
  });

  it("is kept for the night of the release day, asked for days before by a specialist", async () => {
    const { unitId, placeId } = await world.shelter(10, 5);
    const { id: caseId } = await world.case(placeId);
    const askedBy = randomUUID();
    const night = "2024-03-20";
    const { id } = await world.ask("nobody", unitId, { caseId, askedBy, night });
    world.at("2024-03-14T10:00:00+05:00");
    await world.round();
    expect((await world.hold(id)).state).toBe("asked");
    const evening = new Date("2024-03-20T20:00:00+05:00");
    await world.does(id, { ...accept, until: evening });
    world.at("2024-03-20T19:59:00+05:00");
    await world.round();
    expect((await world.hold(id)).state).toBe("accepted");
    expect(await toldOf(id)).toEqual(["hold_asked shelter_staff", "hold_answered member"]);
    world.at("2024-03-20T20:00:00+05:00");
    await world.round();
    expect((await world.hold(id)).state).toBe("lapsed");
  });
});

describe("what is sealed", () => {
  it("is gone a day after the end; the row names nobody", async () => {
    const { unitId } = await world.shelter(10, 5);
    const chat = { id: "apart", locale: "ru" } as const;
    const { id } = await world.ask("apart", unitId, { body: { chat } });
    const plain = await world.prisma.hold.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(plain.body).includes("Петя")).toBe(false);
    await world.does(id, { event: "decline", by: "shelter", staffId, reason: "papers" });
    world.at("2024-03-13T17:59:00+05:00");
    await world.round();
    expect((await world.hold(id)).sealed?.body.reason).toBe("papers");
    world.at("2024-03-13T18:00:00+05:00");
    await world.round();
    const row = await world.prisma.hold.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({
      wrappedKey: null,
      seekerKey: null,
      personId: null,
      activeKey: null,
    });
    expect(row.body).toHaveLength(0);
  });

  it("of a guest who stays goes after a week", async () => {
    const { unitId } = await world.shelter(10, 5);
    const { id } = await world.ask("guest", unitId);
    await world.does(id, accept);
    await world.does(id, { event: "arrive", by: "shelter", staffId });
    world.at("2024-03-19T17:59:00+05:00");
    await world.round();
    expect((await world.hold(id)).sealed).toBeDefined();
    world.at("2024-03-19T18:00:00+05:00");
    await world.round();
    expect(await world.hold(id)).toMatchObject({ state: "arrived", sealed: undefined });
    await world.does(id, { event: "leave", by: "shelter", staffId });
    expect(await world.figures(unitId)).toEqual({ occupied: 5, held: 0, free: 5 });
  });

  it("goes at once with consent: the bed is free, the shelter is told", async () => {
    const { unitId } = await world.shelter(10, 9);
    const personId = await world.person("withdrawn");
    const { id } = await world.ask("withdrawn", unitId, { personId });
    await world.does(id, accept);
    await world.wait("withdrawn", [unitId], until);
    await world.database.transaction((tx) =>
      adoptSeeker(tx, seekerOfChat(world.keyring, "withdrawn"), personId),
    );
    await world.database.transaction((tx) => eraseHolds(world.deps)(tx, personId, world.now()));
    const row = await world.prisma.hold.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ state: "cancelled", wrappedKey: null, seekerKey: null });
    expect(await world.figures(unitId)).toEqual({ occupied: 9, held: 0, free: 1 });
    expect(await toldOf(id)).toContain("hold_gone shelter_staff");
    expect(await world.prisma.bedWait.count({ where: { personId } })).toBe(0);
  });

  it("goes at once for somebody who agreed to nothing else", async () => {
    const { unitId } = await world.shelter(10, 9);
    const { id } = await world.ask("forgotten", unitId);
    await world.does(id, accept);
    const seeker = seekerOfChat(world.keyring, "forgotten");
    const forget = () =>
      world.database.transaction((tx) => forgetSeeker(world.deps, tx, seeker, world.now()));
    await forget();
    await forget();
    const row = await world.prisma.hold.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ state: "cancelled", wrappedKey: null, seekerKey: null });
    expect(await world.figures(unitId)).toEqual({ occupied: 9, held: 0, free: 1 });
  });
});

describe("somebody with a case", () => {
  it("has one active hold, whoever asks", async () => {
    const { unitId, placeId } = await world.shelter(10, 5);
    const personId = await world.person("joint");
    const { id: caseId } = await world.case(placeId, { personId });
    expect((await world.ask("elsewhere", unitId, { caseId, askedBy: randomUUID() })).outcome).toBe(
      "asked",
    );
    expect((await world.ask("joint", unitId, { personId, caseId })).outcome).toBe("not_now");
  });

  it("sees what a specialist asked for before they joined", async () => {
    const { unitId, placeId } = await world.shelter(10, 5);
    const opened = await world.case(placeId);
    const { id } = await world.ask("case only", unitId, {
      caseId: opened.id,
      askedBy: randomUUID(),
    });
    const personId = await world.person("joined");
    await world.database.transaction((tx) => joinHolds(tx, { id: opened.id, personId }));
    const row = await world.prisma.hold.findUniqueOrThrow({ where: { id } });
    expect(row.personId).toBe(personId);
    expect(Buffer.from(row.activeKey ?? [])).toEqual(
      Buffer.from(seekerOfChat(world.keyring, "joined")),
    );
  });

  it("keeps their holds when two cases become one", async () => {
    const { unitId, placeId } = await world.shelter(10, 5);
    const [from, to] = [await world.case(placeId), await world.case(placeId)];
    const first = await world.ask("from", unitId, { caseId: from.id });
    const second = await world.ask("to", unitId, { caseId: to.id });
    await world.database.transaction((tx) => adoptHolds(tx, from, to));
    const rows = await world.prisma.hold.findMany({ where: { caseId: to.id } });
    expect(rows.map(({ id, activeCaseId }) => [id, activeCaseId]).toSorted()).toEqual(
      [
        [first.id, null],
        [second.id, to.id],
      ].toSorted(),
    );
  });
});

describe("an unmet need", () => {
  const written = (town: number) =>
    world.prisma.unmetNeed.findMany({ where: { town }, select: { day: true, who: true } });
  const night = new Date("2024-03-12");

  it("is written once for a person and a night, after the night, and not for who got a bed", async () => {
    const town = 1;
    const [first, second] = [await world.shelter(9, 9, town), await world.shelter(9, 5, town)];
    const decline = { event: "decline", by: "shelter", staffId, reason: "full" } as const;
    const man = { body: { who: "man" } } as const;
    // Two refusals of one person are one need.
    for (const { unitId } of [first, second]) {
      await world.does((await world.ask("unmet", unitId, man)).id, decline);
    }
    await world.does((await world.ask("placed", first.unitId, man)).id, decline);
    await world.does((await world.ask("placed", second.unitId, man)).id, accept);
    const cancelled = await world.ask("changed their mind", second.unitId);
    await world.does(cancelled.id, { event: "cancel", by: "seeker" });
    world.at("2024-03-13T05:59:00+05:00");
    await world.round();
    expect(await written(town)).toEqual([]);
    world.at("2024-03-13T06:00:00+05:00");
    await Promise.all([world.round(), world.round(), world.round()]);
    await world.round();
    expect(await written(town)).toEqual([{ day: night, who: "man" }]);
  });

  it("is one for who waited in vain, and none for who was told of a bed", async () => {
    const town = 2;
    const { unitId } = await world.shelter(9, 9, town);
    const morning = new Date("2024-03-13T06:00:00+05:00");
    await world.wait("told", [unitId], morning);
    world.at("2024-03-12T18:01:00+05:00");
    await world.wait("in vain", [unitId], morning);
    await world.prisma.bedUnit.update({ where: { id: unitId }, data: { occupied: 8 } });
    await world.round();
    world.at("2024-03-13T06:00:00+05:00");
    await world.round();
    expect(await written(town)).toEqual([{ day: night, who: "unknown" }]);
    expect(await world.prisma.bedWait.count({ where: { unitIds: { has: unitId } } })).toBe(0);
  });
});

describe("waiting for a bed", () => {
  const morning = new Date("2024-03-13T06:00:00+05:00");
  const told = async (unitId: string) => {
    const rows = await world.prisma.bedWait.findMany({
      where: { toldUnitId: unitId },
      orderBy: { askedAt: "asc" },
    });
    return rows.map(({ seekerKey }) => Buffer.from(seekerKey).toString("hex"));
  };
  const key = (chat: string) => Buffer.from(seekerOfChat(world.keyring, chat)).toString("hex");

  it("is told in order, once, as many as there are beds, the next one after a head start", async () => {
    const { unitId } = await world.shelter(9, 9);
    for (const [at, chat] of ["w1", "w2", "w3"].entries()) {
      world.at(`2024-03-12T18:0${at}:00+05:00`);
      await world.wait(chat, [unitId], morning);
    }
    await world.round();
    expect(await told(unitId)).toEqual([]);
    await world.prisma.bedUnit.update({ where: { id: unitId }, data: { occupied: 8 } });
    world.at("2024-03-12T18:10:00+05:00");
    await Promise.all([world.round(), world.round()]);
    await world.round();
    expect(await told(unitId)).toEqual([key("w1")]);
    world.at("2024-03-12T18:31:00+05:00");
    await world.round();
    expect(await told(unitId)).toEqual([key("w1"), key("w2")]);
    const jobs = world.jobs.filter(({ name }) => name === "holds-tell-apart");
    expect(new Set(jobs.map(({ data }) => data.waitId)).size).toBe(jobs.length);
  });

  it("who asks again keeps their place, and nobody is told by an old figure", async () => {
    const { unitId } = await world.shelter(9, 9);
    await world.wait("again 1", [unitId], morning);
    world.at("2024-03-12T18:01:00+05:00");
    await world.wait("again 2", [unitId], morning);
    world.at("2024-03-12T18:02:00+05:00");
    await world.wait("again 1", [unitId], morning);
    const stale = new Date("2024-03-01T00:00:00Z");
    await world.prisma.bedUnit.update({
      where: { id: unitId },
      data: { occupied: 8, confirmedAt: stale },
    });
    await world.round();
    expect(await told(unitId)).toEqual([]);
    await world.prisma.bedUnit.update({
      where: { id: unitId },
      data: { confirmedAt: world.now() },
    });
    await world.round();
    expect(await told(unitId)).toEqual([key("again 1")]);
  });
});

describe("at night", () => {
  it("who asked themselves is told at once; what a specialist asked for waits for the morning", async () => {
    const { unitId, placeId } = await world.shelter(10, 5);
    const own = await world.ask("awake", unitId);
    const { id: caseId } = await world.case(placeId);
    const theirs = await world.ask("asleep", unitId, { caseId, askedBy: randomUUID() });
    const awaited = (aboutId: string) =>
      awaitedHolds.hold_answered?.(world.prisma as never, { aboutId } as never, world.now());
    expect(await awaited(own.id)).toBe(true);
    expect(await awaited(theirs.id)).toBe(false);
  });
});
