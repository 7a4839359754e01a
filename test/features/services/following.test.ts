import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  countByKind,
  forgetServed,
  onArrival,
  onHandOver,
  onTick,
  servicesOfCase,
} from "../../../src/features/services/index.ts";
import { AT as at, createWorld, type World } from "./world.ts";

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
});

const staffId = "00000000-0000-4000-8000-000000000001";
const hold = { id: randomUUID(), personId: null, timeZone: "Asia/Yekaterinburg" };
const quarter = { from: "2024-01-01", until: "2024-04-01" };

describe("an arrival at a shelter", () => {
  it("is a night's place, rendered where the bed is, once for each hold", async () => {
    const of = await world.case(here);
    const arrived = { ...hold, institutionId: there, caseId: of.id };
    const arrive = onArrival(world);
    for (const _ of [1, 2]) await world.write((tx) => arrive(tx, arrived, { staffId, at }));
    expect(await servicesOfCase(world.prisma, of.id, { limit: 9 })).toMatchObject([
      {
        kind: "shelter",
        day: "2024-02-15",
        institutionId: there,
        staffId,
        source: `hold:${hold.id}`,
      },
    ]);
  });

  it("counts somebody without a case, without a name", async () => {
    const arrived = { ...hold, institutionId: there, caseId: null };
    await world.write((tx) => onArrival(world)(tx, arrived, { staffId, at }));
    const counted = await countByKind(world.prisma, { institutions: [there], ...quarter });
    expect(counted.get("shelter")).toMatchObject({ people: 1, nameless: 1 });
  });
});

describe("a step of the route card", () => {
  it("is a service when staff tick it, and none when the tick is taken back", async () => {
    const of = await world.case(here);
    const tick = { step: "papers_ready", ticked: true, staffId, at, day: "2024-02-15" };
    const follow = (more: Partial<Omit<typeof tick, "staffId">> & { staffId?: string | null }) =>
      world.write((tx) => onTick(world)(tx, of, { ...tick, ...more }));
    await follow({ staffId: null });
    await follow({ step: "arrived" });
    expect(await servicesOfCase(world.prisma, of.id, { limit: 9 })).toEqual([]);
    await follow({});
    expect(await servicesOfCase(world.prisma, of.id, { limit: 9 })).toMatchObject([
      { kind: "papers", institutionId: here },
    ]);
    await follow({ ticked: false, staffId: null });
    expect(await servicesOfCase(world.prisma, of.id, { limit: 9 })).toEqual([]);
  });
});

describe("a case that is handed over", () => {
  it("is a referral by the institution that gave it away, and none between colleagues", async () => {
    const of = await world.case(there, { releaseDate: "2024-02-01" });
    const given = { transferId: randomUUID(), staffId, at, day: "2024-02-16" };
    const follow = (institutionId: string) =>
      world.write((tx) => onHandOver(world)(tx, of, { ...given, institutionId }));
    await follow(there);
    expect(await servicesOfCase(world.prisma, of.id, { limit: 9 })).toEqual([]);
    for (const _ of [1, 2]) await follow(here);
    expect(await servicesOfCase(world.prisma, of.id, { limit: 9 })).toMatchObject([
      { kind: "referral", day: "2024-02-16", institutionId: here, staffId, released: 1 },
    ]);
  });
});

it("leads from no name to the pseudonym once consent is taken back, and counts on", async () => {
  const of = await world.case(here, { name: "Сидоров Пётр Ильич", yearOfBirth: 1985 });
  const personId = randomUUID();
  await world.prisma.person.create({ data: { id: personId, locale: "ru", timeZone: "UTC" } });
  await world.prisma.case.update({ where: { id: of.id }, data: { personId } });
  await world.record({ kind: "papers", institutionId: here, whom: { kind: "case", case: of } });
  const served = () => world.prisma.servedCase.findUnique({ where: { caseId: of.id } });
  expect((await served())?.identity).toHaveLength(32);
  await world.write((tx) => forgetServed(tx, personId));
  expect((await served())?.identity).toBeNull();
  const counted = await countByKind(world.prisma, { institutions: [here], ...quarter });
  expect(counted.get("papers")?.people).toBe(1);
});
