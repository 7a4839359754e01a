import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTowns } from "../../../src/features/places/town.ts";
import { boxesAround, wayTo } from "../../../src/features/shelters/geodesic.ts";
import { nearest, type Seeker } from "../../../src/features/shelters/index.ts";
import { compareRank, isFor, stopsOf } from "../../../src/features/shelters/rules.ts";
import {
  NO_CONDITIONS_KNOWN,
  UNIT_KINDS,
  type UnitKind,
} from "../../../src/features/shelters/unit.ts";
import { connectDatabase, type Database } from "../../../src/platform/postgres/database.ts";
import { createDatabase, type TestDatabase } from "../../servers/database.ts";
import { putPlaces } from "./world.ts";

const now = new Date("2024-03-12T12:00:00Z");
const DAY = 86_400_000;
const towns = readTowns();

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

/** One place in every town of the gazetteer; figures by a rule that needs no chance. */
const places = towns.map((town, at) => ({
  name: `Место ${town.id}`,
  latitude: town.latitude,
  longitude: town.longitude,
  town: town.id,
  unit: {
    unit: UNIT_KINDS[at % UNIT_KINDS.length] as UnitKind,
    capacity: 10,
    occupied: at % 3 === 0 ? 10 : 4,
    confirmedAt: at % 7 === 0 ? null : new Date(now.getTime() - (at % 11) * DAY),
  },
  conditions: { papers: at % 5 === 0 ? ("passport" as const) : ("none" as const) },
}));

function bruteForce(point: { latitude: number; longitude: number }, seeker: Seeker): string[] {
  return places
    .filter(({ unit }) => isFor(unit.unit, seeker))
    .map(({ name, unit, conditions, ...at }) => {
      const age = unit.confirmedAt ? now.getTime() - unit.confirmedAt.getTime() : Infinity;
      const stops = stopsOf({ ...NO_CONDITIONS_KNOWN, ...conditions }, unit.unit, seeker);
      return {
        name,
        suits: stops.certain.length === 0,
        free: unit.confirmedAt ? Math.max(0, unit.capacity - unit.occupied) : undefined,
        fresh: age <= 7 * DAY,
        kilometres: wayTo(point, at).metres / 1000,
      };
    })
    .filter(({ kilometres }) => kilometres <= 2000)
    .sort(compareRank)
    .slice(0, 5)
    .map(({ name }) => name);
}

describe("the nearest places", () => {
  beforeAll(() => putPlaces(database, places).then(() => undefined));

  it("are those that a comparison with every town of the gazetteer finds", async () => {
    const seekers = fc.record(
      { who: fc.constantFrom("man", "woman", "children"), papers: fc.constantFrom("any", "none") },
      { requiredKeys: [] },
    ) as fc.Arbitrary<Seeker>;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...towns),
        fc.double({ min: -0.5, max: 0.5, noNaN: true }),
        seekers,
        async (town, off, seeker) => {
          const point = { latitude: town.latitude + off, longitude: town.longitude - off };
          const found = await nearest(database.prisma, point, seeker, { now });
          expect(found.map(({ place }) => place.name)).toEqual(bruteForce(point, seeker));
        },
      ),
      { numRuns: 150, seed: 5151 },
    );
  }, 120_000);

  it("go on where the first answer ended", async () => {
    const point = { latitude: 61.25, longitude: 73.43 };
    const names = async (options: { limit: number; skip?: number }) =>
      (await nearest(database.prisma, point, {}, { now, ...options })).map(({ place }) => place.id);
    expect([...(await names({ limit: 5 })), ...(await names({ limit: 5, skip: 5 }))]).toEqual(
      await names({ limit: 10 }),
    );
  });
});

describe("a box around a point", () => {
  it("holds whatever is within the distance", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -89, max: 89, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: -89, max: 89, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        (latitude, longitude, south, west) => {
          const from = { latitude, longitude };
          const to = { latitude: south, longitude: west };
          const boxes = boxesAround(from, wayTo(from, to).metres + 1);
          const inside = boxes.some(
            (box) =>
              to.latitude >= box.south &&
              to.latitude <= box.north &&
              to.longitude >= box.west &&
              to.longitude <= box.east,
          );
          expect(inside).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
