import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tellOfRegister } from "../../../src/features/register/jobs.ts";
import { entriesOf } from "../../../src/features/register/register.ts";
import {
  changedSince,
  takenAt,
  totalsOf,
  unitIdsOf,
  unmetSince,
} from "../../../src/features/register/store.ts";
import { changeFigures, type FigureChange } from "../../../src/features/shelters/index.ts";
import { connectDatabase, type Database } from "../../../src/platform/postgres/database.ts";
import { createDatabase, type TestDatabase } from "../../servers/database.ts";
import { putPlaces, type Wanted } from "../shelters/world.ts";

const DAY = 86_400_000;
// A Monday, 9:00 in Khanty-Mansiysk.
const now = new Date("2024-03-11T04:00:00Z");
const ago = (days: number) => new Date(now.getTime() - days * DAY);
const REGION = "RU-KHM";

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
beforeEach(async () => {
  await database.prisma.institution.deleteMany();
  await database.prisma.unmetNeed.deleteMany();
});

async function put(...wanted: Partial<Wanted>[]): Promise<string[]> {
  const made = await putPlaces(
    database,
    wanted.map((one, at) => ({ latitude: 61, longitude: 73, name: `Место ${at}`, ...one })),
  );
  return made.map(({ unitId }) => unitId);
}
/** A unit of ten that stands since a month, with so many taken; `confirmedAt` undefined: never said. */
const unit = (occupied: number, confirmed?: number): Partial<Wanted> => ({
  unit: {
    ...{ occupied, confirmedAt: confirmed === undefined ? null : ago(confirmed) },
    ...{ createdAt: ago(30) },
  },
});
const change = (id: string, days: number, what: FigureChange) =>
  changeFigures(database.prisma, id, what, { at: ago(days), staffId: null });

describe("the register of a region", () => {
  it("adds up what was said, and says of how many beds nothing was", async () => {
    await put(unit(4, 1), unit(10, 8), unit(0), { ...unit(1, 1), region: "RU-IRK" });
    expect(await totalsOf(database.prisma, REGION, now)).toEqual({
      ...{ places: 3, units: 3, capacity: 30, occupied: 14, held: 0, outOfUse: 0 },
      ...{ free: 6, unsaid: 10, stale: 2 },
    });
    expect(await totalsOf(database.prisma, "RU-SAK", now)).toMatchObject({ places: 0, free: 0 });
  });

  it("lists units by place, part by part, and stale ones by how long nobody confirmed them", async () => {
    const [a = "", b = "", c = ""] = await put(unit(4, 8), unit(4, 1), unit(4, 20));
    const ids = (part: object) => unitIdsOf(database.prisma, REGION, { limit: 2, ...part });
    expect(await ids({})).toEqual([a, b]);
    expect(await ids({ offset: 2 })).toEqual([c]);
    expect(await ids({ staleAt: now })).toEqual([c, a]);
  });

  it("tells what was free a week ago, and of what came since", async () => {
    const [moved = "", same = "", said = "", fresh = ""] = await put(
      unit(4, 20),
      unit(5, 20),
      unit(0),
      { unit: { occupied: 3, confirmedAt: ago(1), createdAt: ago(2) } },
    );
    await change(moved, 9, { kind: "free", beds: 5 });
    await change(moved, 6, { kind: "free_by", step: -1 });
    await change(moved, 2, { kind: "take" });
    await change(same, 10, { kind: "confirmed" });
    await change(same, 3, { kind: "confirmed" });
    await change(said, 1, { kind: "free", beds: 7 });
    const ids = await changedSince(database.prisma, REGION, ago(7), { limit: 10 });
    expect(ids).toEqual([moved, said, fresh]);
    const entries = await entriesOf(database.prisma, [...ids, same], now);
    expect(entries.map(({ free, freeBefore }) => [freeBefore, free])).toEqual([
      [5, 3],
      [undefined, 7],
      [undefined, 7],
      [5, 5],
    ]);
  });

  it("has what was taken at each moment, and nothing where nobody had said", async () => {
    const [one = "", other = ""] = await put(unit(0), unit(2, 10));
    await change(one, 5, { kind: "free", beds: 6 });
    await change(one, 2, { kind: "full" });
    await change(other, 2, { kind: "out_of_use", beds: 3 });
    const moments = [ago(40), ago(12), ago(7), ago(4), now];
    expect(await takenAt(database.prisma, REGION, moments)).toEqual([
      { occupied: null, beds: null },
      { occupied: null, beds: null },
      { occupied: 2, beds: 10 },
      { occupied: 6, beds: 20 },
      { occupied: 12, beds: 17 },
    ]);
  });

  it("counts who was not placed by day and town", async () => {
    const need = (day: string, town: number, region = REGION) => ({
      ...{ region, town, day: new Date(day), who: "unknown" },
    });
    await database.prisma.unmetNeed.createMany({
      data: [
        ...[need("2024-03-10", 1), need("2024-03-10", 2), need("2024-03-10", 2)],
        ...[need("2024-03-09", 1), need("2024-02-01", 1), need("2024-03-10", 1, "RU-IRK")],
      ],
    });
    const found = await unmetSince(database.prisma, REGION, "2024-03-01", { limit: 10 });
    expect(found).toEqual([
      { day: "2024-03-10", town: 2, count: 2 },
      { day: "2024-03-10", town: 1, count: 1 },
      { day: "2024-03-09", town: 1, count: 1 },
    ]);
  });

  it("is told of on Monday at nine, once, to those who place and who plan", async () => {
    const [shelter, centre, elsewhere] = await putPlaces(database, [
      { latitude: 61, longitude: 73 },
      { latitude: 61, longitude: 73 },
      { latitude: 61, longitude: 73, region: "KZ-ALA" },
    ]);
    // A region without beds has no register.
    await database.prisma.shelter.delete({ where: { institutionId: elsewhere?.placeId ?? "" } });
    await employ(shelter?.placeId ?? "", "shelter_staff");
    await employ(centre?.placeId ?? "", "specialist");
    await employ(elsewhere?.placeId ?? "", "specialist");
    const early = new Date(now.getTime() - 60_000);
    for (const at of [early, now, new Date(now.getTime() + 3_600_000)]) {
      await tellOfRegister({ database, clock: () => at });
    }
    const rows = await database.prisma.notification.findMany({ orderBy: { audience: "asc" } });
    expect(rows.map(({ kind, audience, toId }) => [kind, audience, toId])).toEqual([
      ["register_ready", "specialists", centre?.placeId],
      ["register_ready", "supervisors", centre?.placeId],
    ]);
  });
});

async function employ(institutionId: string, role: string) {
  const personId = randomUUID();
  const { prisma } = database;
  const person = { id: personId, locale: "ru", timeZone: "Asia/Yekaterinburg", createdAt: now };
  await prisma.person.create({ data: person });
  const name = new Uint8Array(1);
  const member = { id: randomUUID(), personId, institutionId, role, name, createdAt: now };
  await prisma.staffMember.create({ data: member });
}
