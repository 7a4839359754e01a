import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  adoptServices,
  correctService,
  countByKind,
  countTogether,
  readService,
  recordService,
  servicesOfCase,
  takeBackService,
  takeBackSource,
} from "../../../src/features/services/index.ts";
import { Overtaken } from "../../../src/platform/conversation/conversation.ts";
import { AT, createWorld, type World } from "./world.ts";

let world: World;
let here: string;
let there: string;
beforeAll(async () => {
  world = await createWorld();
  here = await world.institution();
  there = await world.institution();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.prisma.service.deleteMany();
  await world.prisma.serviceHistory.deleteMany();
  await world.prisma.servedCase.deleteMany();
});

const quarter = { from: "2024-01-01", until: "2024-04-01" };
const kindsOf = async (...institutions: string[]) =>
  Object.fromEntries(await countByKind(world.prisma, { institutions, ...quarter }));
const by = { at: AT, staffId: "00000000-0000-4000-8000-000000000001" };

describe("a service", () => {
  it("is recorded once for each source", async () => {
    const of = await world.case(here);
    const one = { kind: "papers", institutionId: here, whom: { kind: "case", case: of } } as const;
    expect(await world.record({ ...one, source: "hold:1" })).toBeDefined();
    expect(await world.record({ ...one, source: "hold:1" })).toBeUndefined();
    expect((await kindsOf(here)).papers).toMatchObject({ people: 1, units: 1 });
  });

  it("keeps how it was when it is corrected, and counts as corrected", async () => {
    const of = await world.case(here);
    const id = await world.record({
      ...{ kind: "papers", institutionId: here, whom: { kind: "case", case: of } },
    });
    const before = { id: id!, version: 1 };
    await world.write((tx) =>
      correctService(tx, before, { kind: "pension", day: "2024-03-01" }, by),
    );
    expect(await readService(world.prisma, id!)).toMatchObject({
      kind: "pension",
      day: "2024-03-01",
    });
    expect(Object.keys(await kindsOf(here))).toEqual(["pension"]);
    expect(await world.prisma.serviceHistory.findMany()).toMatchObject([
      { kind: "papers", version: 1, change: "corrected", changedBy: by.staffId },
    ]);
    await expect(world.write((tx) => takeBackService(tx, before, by))).rejects.toThrow(Overtaken);
  });

  it("counts no more when it is taken back, and may be recorded again", async () => {
    const of = await world.case(here);
    const one = { kind: "papers", institutionId: here, whom: { kind: "case", case: of } } as const;
    await world.record({ ...one, source: "tick:1" });
    await world.write((tx) => takeBackSource(tx, "tick:1", by));
    await world.write((tx) => takeBackSource(tx, "tick:1", by));
    expect(await kindsOf(here)).toEqual({});
    expect(await world.prisma.serviceHistory.count()).toBe(1);
    expect(await world.record({ ...one, source: "tick:1" })).toBeDefined();
    expect(await servicesOfCase(world.prisma, of.id, { limit: 10 })).toHaveLength(1);
  });
});

describe("people", () => {
  it("are counted once for each kind, and once over all kinds", async () => {
    const of = await world.case(here, { releaseDate: "2024-02-16" });
    const whom = { kind: "case", case: of } as const;
    await world.record({ kind: "papers", institutionId: here, whom });
    await world.record({ kind: "papers", institutionId: here, whom, day: "2024-02-20" });
    await world.record({ kind: "medical", institutionId: here, whom });
    expect(await kindsOf(here)).toEqual({
      papers: { people: 1, released: 1, nameless: 0, units: 2, releasedUnits: 1 },
      medical: { people: 1, released: 0, nameless: 0, units: 1, releasedUnits: 0 },
    });
    expect(await countTogether(world.prisma, { institutions: [here], ...quarter })).toMatchObject({
      people: 1,
      units: 3,
    });
  });

  it("are the same in another case by full name and year, and are not by less", async () => {
    const full = { name: "Пётр Ильич Иванов", yearOfBirth: 1980 };
    const cases = [
      [here, full],
      [there, { ...full, name: "Иванов Петр Ильич" }],
      [there, { ...full, yearOfBirth: 1981 }],
      [here, { ...full, name: "Пётр Иванов" }],
      [there, { ...full, name: "Пётр Иванов" }],
    ] as const;
    for (const [institutionId, record] of cases) {
      const of = await world.case(institutionId, record);
      await world.record({ kind: "papers", institutionId, whom: { kind: "case", case: of } });
    }
    expect((await kindsOf(here, there)).papers?.people).toBe(4);
    expect((await kindsOf(here)).papers?.people).toBe(2);
  });

  it("become one when their cases are merged", async () => {
    const [one, two] = [await world.case(here), await world.case(there)];
    for (const served of [one, two]) {
      const whom = { kind: "case", case: served } as const;
      await world.record({ kind: "papers", institutionId: here, whom });
    }
    expect((await kindsOf(here)).papers?.people).toBe(2);
    await world.write((tx) => adoptServices(world.keyring)(tx, two, one));
    expect((await kindsOf(here)).papers).toMatchObject({ people: 1, units: 2 });
    expect(await servicesOfCase(world.prisma, one.id, { limit: 10 })).toHaveLength(2);
  });

  it("without a name add up", async () => {
    const whom = { kind: "nameless", people: 5, released: 2 } as const;
    await world.record({ kind: "urgent_kit", institutionId: here, whom });
    await world.record({ kind: "urgent_kit", institutionId: here, whom });
    expect((await kindsOf(here)).urgent_kit).toEqual({
      ...{ people: 10, released: 4, nameless: 10, units: 10, releasedUnits: 4 },
    });
  });
});

it("counts services of several kinds that are written in opposite orders at once", async () => {
  const kinds = ["papers", "medical"] as const;
  const [one, other] = [await world.case(here), await world.case(here)];
  // Both have written their first before either writes its second.
  let begun = 0;
  let both: () => void = () => {};
  const everybody = new Promise<void>((resolve) => {
    both = resolve;
  });
  const write = (of: typeof one, order: readonly string[]) =>
    world.write(async (tx) => {
      for (const [nth, kind] of order.entries()) {
        await recordService(tx, world.keyring, {
          ...{ kind, day: "2024-02-15", institutionId: here, staffId: null, at: AT },
          ...{ source: `order:${of.id}:${kind}`, whom: { kind: "case", case: of } },
        });
        begun += 1;
        if (begun === 2) both();
        if (nth === 0) await everybody;
      }
    });
  await Promise.all([write(one, kinds), write(other, kinds.toReversed())]);
  const totals = await world.prisma.serviceTotal.findMany({ where: { institutionId: here } });
  expect(totals.map(({ kind, units }) => [kind, units]).sort()).toEqual(
    expect.arrayContaining([
      ["medical", 2],
      ["papers", 2],
    ]),
  );
});
