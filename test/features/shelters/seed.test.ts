import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importRegister } from "../../../src/features/shelters/index.ts";
import { connectDatabase, type Database } from "../../../src/platform/postgres/database.ts";
import { createDatabase, type TestDatabase } from "../../servers/database.ts";

const now = new Date("2024-03-12T12:00:00Z");
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

/** The places of a seed, taken as anybody would take them. */
async function placesOf(name: string) {
  await database.prisma.institution.deleteMany();
  const bytes = readFileSync(new URL(`../../../prisma/seed/${name}`, import.meta.url));
  const outcome = await importRegister(database, "csv", bytes, { now });
  expect(outcome).toMatchObject({ kind: "imported" });
  return database.prisma.shelter.findMany({ include: { institution: true, units: true } });
}
const bedsOf = (places: Awaited<ReturnType<typeof placesOf>>) =>
  places.flatMap(({ units }) => units).reduce((sum, { capacity }) => sum + capacity, 0);

describe("the demonstration", () => {
  // KhMAO-Yugra, first quarter of 2024: the totals that the register of the region gives.
  it("adds up to what is published, and each place is marked", async () => {
    const places = await placesOf("shelters-demonstration.csv");
    const state = places.filter((one) => one.state);
    const others = places.filter((one) => !one.state);
    expect([state.length, bedsOf(state)]).toEqual([22, 163]);
    expect([others.length, bedsOf(others)]).toEqual([12, 269]);
    const centres = state.filter(({ institution }) => /центр/.test(institution.name));
    expect([centres.length, bedsOf(centres)]).toEqual([1, 125]);
    expect(new Set(others.map(({ institution }) => institution.town)).size).toBe(9);
    for (const { demonstration, institution, source, sourceAsOf } of places) {
      expect(demonstration).toBe(true);
      expect(institution.name).toMatch(/^Демонстрация: /);
      expect(institution.region).toBe("RU-KHM");
      expect([source, sourceAsOf].every(Boolean)).toBe(true);
    }
  });
});

describe("what public pages name", () => {
  it("has its source, is no demonstration, and nobody is said to have counted it", async () => {
    const places = await placesOf("shelters.csv");
    expect(places.length).toBeGreaterThan(25);
    for (const { demonstration, source, units } of places) {
      expect(demonstration).toBe(false);
      expect(source).toMatch(/\S/);
      expect(units.every(({ confirmedAt, occupied }) => !confirmedAt && occupied === 0)).toBe(true);
    }
    expect(places.filter(({ sourceAsOf }) => sourceAsOf).length).toBeGreaterThan(10);
  });
});
