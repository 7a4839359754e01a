import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type BedNews,
  holdBed,
  readUnit,
  releaseBed,
  writeNews,
} from "../../../src/features/shelters/index.ts";
import { Overtaken } from "../../../src/platform/conversation/conversation.ts";
import { connectDatabase, type Database } from "../../../src/platform/postgres/database.ts";
import { createDatabase, type TestDatabase } from "../../servers/database.ts";
import { putPlaces } from "./world.ts";

const at = new Date("2024-03-12T12:00:00Z");
const by = { at, staffId: null };
let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await createDatabase();
  database = connectDatabase(server.url);
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

async function unitOf(figures: { capacity: number; occupied: number; outOfUse?: number }) {
  const [made] = await putPlaces(database, [{ latitude: 61, longitude: 73, unit: figures }]);
  return made?.unitId ?? "";
}

async function now(id: string) {
  const unit = await readUnit(database.prisma, id);
  if (!unit) throw new Error("no unit");
  return unit;
}

async function say(id: string, news: BedNews) {
  const seen = await now(id);
  return database.transaction((tx) => writeNews(tx, seen, news, by));
}

async function history(id: string) {
  const rows = await database.prisma.bedChange.findMany({
    where: { unitId: id },
    orderBy: { id: "asc" },
  });
  return rows.map(({ figure, before, after }) => `${figure} ${before}-${after}`);
}

describe("what staff say", () => {
  it("of forty steps at the same moment none is lost, and the history has each", async () => {
    const id = await unitOf({ capacity: 100, occupied: 30 });
    const seen = await now(id);
    const steps = Array.from({ length: 40 }, (_, at) => (at % 4 === 0 ? -1 : 1) as 1 | -1);
    await Promise.all(
      steps.map((step) =>
        database.transaction((tx) => writeNews(tx, seen, { kind: "occupied_by", step }, by)),
      ),
    );
    expect(await now(id)).toMatchObject({ occupied: 50, confirmedAt: at });
    const changes = await database.prisma.bedChange.findMany({ where: { unitId: id } });
    expect(changes).toHaveLength(40);
    expect(changes.reduce((sum, { before, after }) => sum + after - before, 0)).toBe(20);
  });

  it("nobody leaves an empty house: it is confirmed that it is empty", async () => {
    const id = await unitOf({ capacity: 3, occupied: 0 });
    await say(id, { kind: "occupied_by", step: -1 });
    expect(await now(id)).toMatchObject({ occupied: 0 });
    expect(await history(id)).toEqual(["confirmed 0-0"]);
  });

  it("a figure, all taken, as yesterday", async () => {
    const id = await unitOf({ capacity: 12, occupied: 5, outOfUse: 2 });
    await say(id, { kind: "figure", figure: "occupied", value: 7 });
    await say(id, { kind: "full" });
    await say(id, { kind: "confirmed" });
    await say(id, { kind: "figure", figure: "outOfUse", value: 0 });
    expect(await now(id)).toMatchObject({ occupied: 10, outOfUse: 0, version: 5 });
    expect(await history(id)).toEqual([
      "occupied 5-7",
      "occupied 7-10",
      "confirmed 10-10",
      "out_of_use 2-0",
    ]);
  });

  it("a figure for a unit that changed meanwhile is asked again", async () => {
    const id = await unitOf({ capacity: 12, occupied: 5 });
    const seen = await now(id);
    await say(id, { kind: "occupied_by", step: 1 });
    const late = database.transaction((tx) =>
      writeNews(tx, seen, { kind: "figure", figure: "occupied", value: 5 }, by),
    );
    await expect(late).rejects.toThrow(Overtaken);
    expect(await now(id)).toMatchObject({ occupied: 6 });
  });
});

describe("holds", () => {
  it("of fifty who want the last bed at the same moment one gets it", async () => {
    const id = await unitOf({ capacity: 8, occupied: 6, outOfUse: 1 });
    const got = await Promise.all(
      Array.from({ length: 50 }, () => database.transaction((tx) => holdBed(tx, id, by))),
    );
    expect(got.filter(Boolean)).toHaveLength(1);
    expect(await now(id)).toMatchObject({ occupied: 6, held: 1 });
    expect(await history(id)).toEqual(["held 0-1"]);
  });

  it("a bed that is released is free again; one whose person arrived is taken", async () => {
    const id = await unitOf({ capacity: 2, occupied: 0 });
    for (const arrived of [false, true]) {
      expect(await database.transaction((tx) => holdBed(tx, id, by))).toBe(true);
      await database.transaction((tx) => releaseBed(tx, id, arrived, by));
    }
    expect(await now(id)).toMatchObject({ occupied: 1, held: 0 });
    expect(await history(id)).toEqual([
      "held 0-1",
      "held 1-0",
      "held 0-1",
      "held 1-0",
      "occupied 0-1",
    ]);
  });

  it("what is not held is not released", async () => {
    const id = await unitOf({ capacity: 2, occupied: 1 });
    await database.transaction((tx) => releaseBed(tx, id, true, by));
    expect(await now(id)).toMatchObject({ occupied: 1, held: 0 });
    expect(await history(id)).toEqual([]);
  });
});
