import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { CONSENT_VERSION } from "../../src/features/privacy/index.ts";
import { addInstitution, enrolMember } from "../../src/features/staff/actions.ts";
import {
  listInstitutions,
  membersOf,
  type Role,
  readInstitution,
} from "../../src/features/staff/index.ts";
import { postgresStore } from "../../src/platform/conversation/postgres-store.ts";
import type { Keyring } from "../../src/platform/crypto/keyring.ts";
import type { Database, Transaction } from "../../src/platform/postgres/database.ts";

const FILE = new URL("../../prisma/seed/institutions.json", import.meta.url);

const OFFICE = "Демонстрация: социальная защита, Красноярск";
const CENTRE = "Демонстрация: ресурсный центр, Сургут";
export const DEMO_SHELTER = "Демонстрация: центр социальной адаптации, Сургут";

/** Who may write to the bot, by Telegram id, and where they work; any chat of the page is one of them. */
export const DEMO_PEOPLE = [
  { id: 1001, name: "Гость", works: [] },
  {
    id: 1002,
    name: "Специалист",
    works: [
      ["specialist", OFFICE],
      ["administrator", OFFICE],
    ],
  },
  { id: 1003, name: "Получатель", works: [] },
  { id: 1004, name: "Дежурный приюта", works: [["shelter_staff", DEMO_SHELTER]] },
  {
    id: 1005,
    name: "Руководитель",
    works: [
      ["supervisor", CENTRE],
      ["supervisor", OFFICE],
    ],
  },
] as const satisfies readonly {
  readonly id: number;
  readonly name: string;
  readonly works: readonly (readonly [Role, string])[];
}[];

export type DemoPerson = (typeof DEMO_PEOPLE)[number];

/** Institutions that are marked as made up. What is there already stays as it is. */
export async function seedInstitutions(database: Database, now: Date): Promise<void> {
  const known = await listInstitutions(database.prisma);
  const described = JSON.parse(await readFile(FILE, "utf8")) as unknown[];
  const missing = described
    .map((one) => {
      const read = readInstitution(one);
      if (read.kind === "ok") return read.institution;
      throw new Error(`${FILE.pathname}: ${read.field}: ${read.problem}`);
    })
    .filter(({ name }) => !known.some((one) => one.name === name));
  await database.transaction(async (tx) => {
    for (const one of missing) await addInstitution(tx, one, now);
  });
}

/** People who agreed, and their work; not Гость, who begins anew, nor anybody who is there already. */
export async function seedPeople(database: Database, keyring: Keyring, now: Date): Promise<void> {
  for (const person of DEMO_PEOPLE.slice(1)) await seedPerson(database, keyring, person, now);
}

async function seedPerson(
  database: Database,
  keyring: Keyring,
  { id, name, works }: DemoPerson,
  now: Date,
): Promise<void> {
  const people = postgresStore(database, keyring);
  const loaded = await people.load(String(id));
  if (loaded === "repeat" || loaded.person) return;
  const institutions = await listInstitutions(database.prisma);
  const placeOf = (wanted: string) => {
    const found = institutions.find((one) => one.name === wanted);
    if (!found) throw new Error(`There is no institution "${wanted}"`);
    return found;
  };
  const { timeZone } = placeOf(works[0]?.[1] ?? OFFICE);
  await people.commit({
    chat: String(id),
    updateId: undefined,
    loaded,
    conversation: { locale: "ru", screen: { name: "home" }, stamp: 0, slots: {} },
    outgoing: [],
    enroll: { locale: "ru", timeZone },
    writes: [
      async (transaction, person) => {
        const tx = transaction as Transaction;
        if (works.length === 0) {
          const version = CONSENT_VERSION;
          await tx.consent.create({
            data: { id: randomUUID(), personId: person.id, version, givenAt: now },
          });
        }
        for (const [at, [role, place]] of works.entries()) {
          await enrolMember(tx, person, {
            ...{ id: randomUUID(), role, name, institutionId: placeOf(place).id },
            // The first role is the oldest: they begin as it.
            now: new Date(now.getTime() + at),
          });
        }
      },
    ],
  });
}

/** The person and the first membership of somebody of the demonstration. */
export async function demoPerson(database: Database, keyring: Keyring, id: DemoPerson["id"]) {
  const loaded = await postgresStore(database, keyring).load(String(id));
  if (loaded === "repeat" || !loaded.person) throw new Error(`${id} is not there`);
  const [member] = await membersOf(database.prisma, loaded.person);
  return { personId: loaded.person.id, member };
}
