import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askForFigures } from "../../../src/features/counting/jobs.ts";
import { whoIsAsked } from "../../../src/features/counting/rules.ts";
import { connectDatabase, type Database } from "../../../src/platform/postgres/database.ts";
import { createDatabase, type TestDatabase } from "../../servers/database.ts";
import { putPlaces } from "../shelters/world.ts";

const now = new Date("2024-03-12T12:00:00Z");
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

describe("who is asked", () => {
  it.each([
    ["a night shelter within its day", 24, 1, "nobody"],
    ["past it", 24.1, 1, "staff"],
    ["a day later", 48.1, 1, "supervisors"],
    ["another within its week", 168, 7, "nobody"],
    ["past it", 168.1, 7, "staff"],
    ["a day later", 192.1, 7, "supervisors"],
  ])("%s", (_, hours, confirmEvery, asked) => {
    const unit = { confirmedAt: ago(hours), confirmEvery, createdAt: ago(1000) };
    expect(whoIsAsked(unit, now)).toBe(asked);
  });

  it("of a figure that nobody ever said, at once", () => {
    const unit = { confirmedAt: null, confirmEvery: 7 };
    expect(whoIsAsked({ ...unit, createdAt: ago(1) }, now)).toBe("staff");
    expect(whoIsAsked({ ...unit, createdAt: ago(25) }, now)).toBe("supervisors");
  });
});

describe("the round", () => {
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

  async function employ(institutionId: string, role: string, revoked = false) {
    const personId = randomUUID();
    const { prisma } = database;
    await prisma.person.create({
      data: { id: personId, locale: "ru", timeZone: "Asia/Yekaterinburg", createdAt: now },
    });
    await prisma.staffMember.create({
      data: {
        ...{ id: randomUUID(), personId, institutionId, role, createdAt: now },
        ...{ name: new Uint8Array(1), revokedAt: revoked ? now : null },
      },
    });
  }

  it("asks the staff once a day and the supervisors of the region once, and nobody of what is fresh", async () => {
    const at = { latitude: 61, longitude: 73 };
    const unit = (hours: number) => ({ confirmEvery: 1, confirmedAt: ago(hours) });
    const [fresh, late, later, nobodys, former] = await putPlaces(database, [
      { ...at, unit: unit(3) },
      { ...at, unit: unit(30) },
      { ...at, unit: unit(60) },
      { ...at, unit: unit(60) },
      { ...at, unit: unit(60) },
    ]);
    const [here, elsewhere] = await putPlaces(database, [
      { ...at, unit: unit(1) },
      { ...at, region: "RU-IRK", unit: unit(1) },
    ]);
    for (const place of [fresh, late, later]) await employ(place?.placeId ?? "", "shelter_staff");
    await employ(former?.placeId ?? "", "shelter_staff", true);
    for (const place of [here, elsewhere]) await employ(place?.placeId ?? "", "supervisor");
    const asked = async () => {
      const rows = await database.prisma.notification.findMany({ orderBy: { createdAt: "asc" } });
      return rows.map(({ kind, audience, toId, aboutId }) => [kind, audience, toId, aboutId]);
    };
    const first = [
      ["beds_unconfirmed", "shelter_staff", late?.placeId, late?.unitId],
      ["beds_unconfirmed", "shelter_staff", later?.placeId, later?.unitId],
      ["beds_stale", "supervisors", here?.placeId, later?.unitId],
    ];
    const byText = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).toSorted();
    const clock = () => now;
    await askForFigures({ database, clock });
    await askForFigures({ database, clock });
    expect(byText(await asked())).toEqual(byText(first));
    expect(nobodys).toBeDefined();

    // Next day the staff are asked again; the other unit goes up, and the one that was fresh is asked for.
    const tomorrow = new Date(now.getTime() + 24 * 3_600_000);
    await askForFigures({ database, clock: () => tomorrow });
    expect(byText(await asked())).toEqual(
      byText([
        ...first,
        first[0],
        first[1],
        ["beds_stale", "supervisors", here?.placeId, late?.unitId],
        ["beds_unconfirmed", "shelter_staff", fresh?.placeId, fresh?.unitId],
      ]),
    );
  });
});
