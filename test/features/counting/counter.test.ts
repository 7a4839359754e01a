import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { countedFor, unitsFor } from "../../../src/features/counting/counter.ts";
import { type Member, revokeMember } from "../../../src/features/staff/index.ts";
import type { Ctx } from "../../../src/platform/telegram/turn.ts";
import { createWorld, type World } from "../desk/world.ts";
import { putPlaces } from "../shelters/world.ts";

const now = new Date("2024-03-12T12:00:00Z");
let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** A new update of a member. */
async function updateOf({ personId }: Member): Promise<Ctx> {
  const { prisma } = world.database;
  const { wrappedKey } = await prisma.person.findUniqueOrThrow({ where: { id: personId } });
  const key = world.keyring.unwrap(wrappedKey ?? new Uint8Array(), personId);
  return { turn: { person: { id: personId, key, timeZone: "UTC", unreachable: false } } } as never;
}

it("a unit is there for the staff of its place alone, and only while they work there", async () => {
  const { prisma } = world.database;
  const places = await putPlaces(world.database, [
    { latitude: 61, longitude: 73 },
    { latitude: 61, longitude: 73 },
  ]);
  const [here = "", there = ""] = places.map(({ placeId }) => placeId);
  const [unit = "", other = ""] = places.map(({ unitId }) => unitId);
  const counter = await world.member(here, "Рита", "shelter_staff");
  const sees = async (member: Member, id: unknown) =>
    (await countedFor(prisma, await updateOf(member), id))?.unit.id;

  expect(await sees(counter, unit)).toBe(unit);
  for (const id of [other, randomUUID(), "", "1", undefined]) {
    expect(await sees(counter, id)).toBeUndefined();
  }
  expect(await sees(await world.member(there, "Зоя", "shelter_staff"), unit)).toBeUndefined();
  for (const role of ["specialist", "supervisor", "administrator"] as const) {
    const member = await world.member(here, "Ольга", role);
    expect(await sees(member, unit)).toBeUndefined();
    expect(await unitsFor(prisma, await updateOf(member))).toEqual([]);
  }

  await prisma.bedUnit.update({ where: { id: unit }, data: { closedAt: now } });
  expect(await sees(counter, unit)).toBeUndefined();
  await prisma.bedUnit.update({ where: { id: unit }, data: { closedAt: null } });
  const leaving = { now, onRevoke: [] };
  await world.database.transaction((tx) => revokeMember(tx, counter.id, leaving));
  expect(await sees(counter, unit)).toBeUndefined();
});
