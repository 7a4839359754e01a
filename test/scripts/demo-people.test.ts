import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedFigures, seedRegister } from "../../scripts/lib/demo-beds.ts";
import { seedCases } from "../../scripts/lib/demo-cases.ts";
import {
  DEMO_PEOPLE,
  demoPerson,
  seedInstitutions,
  seedPeople,
} from "../../scripts/lib/demo-people.ts";
import { seedServices } from "../../scripts/lib/demo-services.ts";
import { caseOfPerson } from "../../src/features/cases/index.ts";
import { contractOfCase } from "../../src/features/contract/index.ts";
import { listInstitutions } from "../../src/features/staff/index.ts";
import { createKeyring } from "../../src/platform/crypto/keyring.ts";
import { connectDatabase, type Database } from "../../src/platform/postgres/database.ts";
import { createDatabase, type TestDatabase } from "../servers/database.ts";

describe("people of the demonstration", () => {
  const keyring = createKeyring(randomBytes(32));
  const now = new Date("2023-05-10T05:00:00Z");
  let created: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    created = await createDatabase();
    database = connectDatabase(created.url, 2);
    for (let start = 0; start < 2; start++) {
      await seedInstitutions(database, now);
      await seedRegister(database, now);
      await seedPeople(database, keyring, now);
      await seedCases(database, keyring, now);
      await seedFigures(database, keyring, now);
      await seedServices(database, keyring, now);
    }
  });

  afterAll(async () => {
    await database.close();
    await created.drop();
  });

  it("have figures to look at, once however often it starts", async () => {
    const kit = { kind: "urgent_kit" };
    const { _sum } = await database.prisma.service.aggregate({
      where: kit,
      _sum: { people: true },
    });
    expect(_sum.people).toBe(2 * (41 + 36));
  });

  it("work in institutions that are marked, once however often it starts", async () => {
    const names = (await listInstitutions(database.prisma)).map(({ name }) => name);
    expect(names.filter((name) => !name.startsWith("Демонстрация: "))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    for (const { id, works } of DEMO_PEOPLE.slice(1)) {
      const { personId } = await demoPerson(database, keyring, id);
      const rows = await database.prisma.staffMember.findMany({
        where: { personId },
        include: { institution: true },
        orderBy: { createdAt: "asc" },
      });
      expect(rows.map(({ role, institution }) => [role, institution.name])).toEqual(works);
    }
  });

  it("have cases named as examples, one of them with a contract that asks for a report", async () => {
    expect(await database.prisma.case.count()).toBe(5);
    const { personId } = await demoPerson(database, keyring, 1003);
    const of = await caseOfPerson(database.prisma, keyring, personId);
    if (!of) throw new Error("The recipient has no case");
    const contract = await contractOfCase(database.prisma, of);
    expect(contract).toMatchObject({ startsOn: "2023-04-15", endsOn: "2024-01-14" });
    expect(contract?.record.activities).toHaveLength(2);
  });

  it("said how many beds are free, today and in the weeks before", async () => {
    const { prisma } = database;
    expect(await prisma.bedUnit.count({ where: { confirmedAt: { not: null } } })).toBe(4);
    const { member } = await demoPerson(database, keyring, 1004);
    const changes = await prisma.bedChange.findMany({ where: { staffId: { not: null } } });
    expect(new Set(changes.map(({ staffId }) => staffId))).toEqual(new Set([member?.id]));
    expect(new Set(changes.map(({ at }) => at.toISOString().slice(0, 10))).size).toBe(13);
  });
});
