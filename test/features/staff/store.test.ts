import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findTowns } from "../../../src/features/places/index.ts";
import {
  addInstitution,
  enrolMember,
  eraseStaff,
  revokeMember,
} from "../../../src/features/staff/actions.ts";
import { readInstitution } from "../../../src/features/staff/institution.ts";
import { institutionForTown } from "../../../src/features/staff/institution-store.ts";
import {
  memberById,
  membersAt,
  membersOf,
  namesOfMembers,
} from "../../../src/features/staff/store.ts";
import type { Person } from "../../../src/platform/conversation/conversation.ts";
import { postgresStore } from "../../../src/platform/conversation/postgres-store.ts";
import { createKeyring } from "../../../src/platform/crypto/keyring.ts";
import { connectDatabase, type Database } from "../../../src/platform/postgres/database.ts";
import { createDatabase, type TestDatabase } from "../../servers/database.ts";

const keyring = createKeyring(randomBytes(32));
const now = new Date("2024-03-12T03:00:00Z");

let created: TestDatabase;
let database: Database;
beforeAll(async () => {
  created = await createDatabase();
  database = connectDatabase(created.url, 4);
});
afterAll(async () => {
  await database.close();
  await created.drop();
});

async function institution(name: string, town: string, kind = "social_protection") {
  const read = readInstitution({ kind, name, town, address: "ул. Мира, 1" });
  if (read.kind === "wrong") throw new Error(read.problem);
  return database.transaction((tx) => addInstitution(tx, read.institution, now));
}

let chats = 1;
async function person(): Promise<Person> {
  const chat = String(++chats);
  const people = postgresStore(database, keyring);
  const loaded = await people.load(chat);
  if (loaded === "repeat") throw new Error("repeat");
  const conversation = { screen: { name: "home" }, stamp: 0, slots: {} };
  const enroll = { locale: "ru", timeZone: "UTC" } as const;
  const turn = {
    chat,
    updateId: undefined,
    loaded,
    conversation,
    outgoing: [],
    writes: [],
    enroll,
  };
  await people.commit(turn);
  const kept = await people.load(chat);
  if (kept === "repeat" || !kept.person) throw new Error("nobody");
  return kept.person;
}

async function member(who: Person, institutionId: string, name: string, at = now) {
  const id = randomUUID();
  const wanted = { id, institutionId, role: "specialist", name, now: at } as const;
  await database.transaction((tx) => enrolMember(tx, who, wanted));
  return id;
}

const revoke = (id: string) =>
  database.transaction((tx) => revokeMember(tx, id, { now, onRevoke: [] }));

describe("members", () => {
  it("are read with their name, which the database does not know", async () => {
    const at = await institution("Канск 1", "Канск");
    const ольга = await person();
    const id = await member(ольга, at, "Ольга Петровна");
    expect(await membersOf(database.prisma, ольга)).toMatchObject([
      { id, personId: ольга.id, role: "specialist", name: "Ольга Петровна", institutionId: at },
    ]);
    expect(await membersAt(database.prisma, keyring, at)).toMatchObject([{ id }]);
    expect(await memberById(database.prisma, keyring, id)).toMatchObject({
      name: "Ольга Петровна",
    });
    const { rows } = await database.pool.query("SELECT name FROM staff_members WHERE id = $1", [
      id,
    ]);
    expect((rows[0].name as Buffer).includes("Ольга")).toBe(false);
  });

  it("are nobody once revoked; timelines still have their names", async () => {
    const at = await institution("Канск 2", "Канск");
    const who = await person();
    const id = await member(who, at, "Борис");
    expect(await revoke(id)).toBe(true);
    expect(await revoke(id)).toBe(false);
    expect(await membersOf(database.prisma, who)).toEqual([]);
    expect(await membersAt(database.prisma, keyring, at)).toEqual([]);
    expect(await memberById(database.prisma, keyring, id)).toBeUndefined();
    expect(await namesOfMembers(database.prisma, keyring, [id])).toEqual(new Map([[id, "Борис"]]));
  });

  it("of a closed institution are nobody", async () => {
    const at = await institution("Канск 3", "Канск");
    const who = await person();
    await member(who, at, "Вера");
    await database.prisma.institution.update({ where: { id: at }, data: { closedAt: now } });
    expect(await membersOf(database.prisma, who)).toEqual([]);
  });

  it("invited again to the same role keep their membership, under the new name", async () => {
    const at = await institution("Канск 4", "Канск");
    const who = await person();
    const id = await member(who, at, "Глеб");
    await member(who, at, "Глеб Ильич");
    expect(await membersOf(database.prisma, who)).toMatchObject([{ id, name: "Глеб Ильич" }]);
  });

  it("begin as what they were first", async () => {
    const [first, second] = [
      await institution("Дом А", "Канск"),
      await institution("Дом Б", "Канск"),
    ];
    const who = await person();
    await member(who, second, "Зоя", new Date(now.getTime() + 1));
    await member(who, first, "Зоя");
    const members = await membersOf(database.prisma, who);
    expect(members.map(({ institution: { name } }) => name)).toEqual(["Дом А", "Дом Б"]);
  });

  it("who take their consent back leave, and other features hear of each membership", async () => {
    const at = await institution("Канск 5", "Канск");
    const who = await person();
    const id = await member(who, at, "Инна");
    const left: string[] = [];
    const erase = eraseStaff([async (_tx, memberId) => void left.push(memberId)]);
    await database.transaction((tx) => erase(tx, who.id, now));
    expect(left).toEqual([id]);
    expect(await membersAt(database.prisma, keyring, at)).toEqual([]);
  });
});

describe("the institution for a town", () => {
  const idOf = (name: string) => {
    const found = findTowns(name);
    if (found.kind !== "one") throw new Error(name);
    return found.town.id;
  };

  it("is in the town, else the nearest of the region, else none", async () => {
    const irkutsk = await institution("Иркутск", "Иркутск", "resource_centre");
    const angarsk = await institution("Ангарск", "Ангарск");
    const nameFor = async (town: string) =>
      (await institutionForTown(database.prisma, idOf(town)))?.id ?? null;
    expect(await nameFor("Иркутск")).toBe(irkutsk);
    expect(await nameFor("Ангарск")).toBe(angarsk);
    expect(await nameFor("Усолье-Сибирское")).toBe(angarsk);
    expect(await nameFor("Мурманск")).toBeNull();
    // One where somebody reads the case goes before an empty one.
    const who = await person();
    const id = await member(who, irkutsk, "Яна");
    expect(await nameFor("Ангарск")).toBe(irkutsk);
    await revoke(id);
    expect(await nameFor("Ангарск")).toBe(angarsk);
    expect(await institutionForTown(database.prisma, -1)).toBeNull();
  });
});
