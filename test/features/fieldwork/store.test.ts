import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  answerLetter,
  countFieldwork,
  type NewTrip,
  openLetters,
  readTrip,
  recordTrip,
  takeBackTrip,
} from "../../../src/features/fieldwork/index.ts";
import { countByKind } from "../../../src/features/services/index.ts";
import { Overtaken } from "../../../src/platform/conversation/conversation.ts";
import { AT, createWorld, type World } from "../services/world.ts";

let world: World;
let here: string;
beforeAll(async () => {
  world = await createWorld();
  here = await world.institution();
});
afterAll(() => world.close());

const staffId = "00000000-0000-4000-8000-000000000001";
const quarter = { from: "2024-01-01", until: "2024-04-01" };
const by = { at: AT, staffId };

async function record(trip: Pick<NewTrip, "kind"> & Partial<NewTrip>) {
  const id = randomUUID();
  const fresh = { id, day: "2024-02-15", institutionId: here, staffId, recordedAt: AT, ...trip };
  await world.write((tx) => recordTrip(tx, world.keyring, fresh));
  return (await readTrip(world.prisma, id))!;
}

it("counts the help of a patrol as services too, until it is taken back", async () => {
  const outcomes = { urgent_help: 4, home: 1, ngo: 2, health_care: 0 };
  const trip = await record({ kind: "patrol", place: "basement", people: 7, outcomes });
  const services = async () => {
    const found = await countByKind(world.prisma, { institutions: [here], ...quarter });
    return [...found].map(([kind, { people, nameless }]) => [kind, people, nameless]).sort();
  };
  const field = () => countFieldwork(world.prisma, { institutions: [here], ...quarter });
  expect(await services()).toEqual([
    ["sent_home", 1, 1],
    ["urgent_kit", 4, 4],
  ]);
  expect(await field()).toEqual({
    ...{ trips: { patrol: 1 }, people: { patrol: 7 } },
    outcomes: { urgent_help: 4, home: 1, ngo: 2 },
  });
  await world.write((tx) => takeBackTrip(tx, trip, by));
  expect(await services()).toEqual([]);
  expect(await field()).toEqual({ trips: {}, people: {}, outcomes: {} });
  expect(await readTrip(world.prisma, trip.id)).toBeUndefined();
  await expect(world.write((tx) => takeBackTrip(tx, trip, by))).rejects.toThrow(Overtaken);
  // The row stays, with who took it back.
  expect(await world.prisma.fieldTrip.findUnique({ where: { id: trip.id } })).toMatchObject({
    takenBackBy: staffId,
  });
});

it("lets a letter be answered once", async () => {
  const letter = await record({ kind: "letter" });
  expect(await openLetters(world.prisma, here, 9)).toHaveLength(1);
  await world.write((tx) => answerLetter(tx, letter, { day: "2024-02-20", staffId }));
  expect(await readTrip(world.prisma, letter.id)).toMatchObject({
    ...{ answeredOn: "2024-02-20", answeredBy: staffId },
  });
  expect(await openLetters(world.prisma, here, 9)).toEqual([]);
  await expect(
    world.write((tx) => answerLetter(tx, letter, { day: "2024-02-21", staffId })),
  ).rejects.toThrow(Overtaken);
});
