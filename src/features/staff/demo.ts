import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { postgresStore } from "../../platform/conversation/postgres-store.ts";
import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import { addInstitution, enrolMember } from "./actions.ts";
import { type Institution, type NewInstitution, readInstitution } from "./institution.ts";
import { listInstitutions } from "./store.ts";

const FILE = new URL("../../../prisma/seed/institutions.json", import.meta.url);

/** Who is a member of the first institution from the start, by their Telegram id. */
export const DEMO_SPECIALIST = { chat: "1002", name: "Специалист" } as const;
const ROLES_OF_SPECIALIST = ["specialist", "administrator"] as const;

/**
 * What a demonstration begins with: institutions that are marked as made up, and somebody who works in
 * one of them. What is there already, or was taken away during the demonstration, stays as it is.
 */
export async function seedDemo(database: Database, keyring: Keyring, now: Date): Promise<void> {
  const known = await listInstitutions(database.prisma);
  const described = JSON.parse(await readFile(FILE, "utf8")) as unknown[];
  const missing = described
    .map(institutionOf)
    .filter(({ name }) => !known.some((one) => one.name === name));
  const added = await database.transaction(async (tx) => {
    const institutions: Institution[] = [];
    for (const one of missing) {
      institutions.push({ id: await addInstitution(tx, one, now), ...one });
    }
    return institutions;
  });
  const first = [...added, ...known].find(({ name }) => name === institutionOf(described[0]).name);
  if (first) await enrolSpecialist(database, keyring, first, now);
}

async function enrolSpecialist(
  database: Database,
  keyring: Keyring,
  institution: Institution,
  now: Date,
): Promise<void> {
  const { chat, name } = DEMO_SPECIALIST;
  const people = postgresStore(database, keyring);
  const loaded = await people.load(chat);
  if (loaded === "repeat" || loaded.person) return;
  await people.commit({
    chat,
    updateId: undefined,
    loaded,
    conversation: { locale: "ru", screen: { name: "home" }, stamp: 0, slots: {} },
    outgoing: [],
    enroll: { locale: "ru", timeZone: institution.timeZone },
    writes: [
      async (tx, person) => {
        for (const [at, role] of ROLES_OF_SPECIALIST.entries()) {
          await enrolMember(tx as Transaction, person, {
            id: randomUUID(),
            institutionId: institution.id,
            role,
            name,
            // The first role is the oldest: they begin as it.
            now: new Date(now.getTime() + at),
          });
        }
      },
    ],
  });
}

function institutionOf(described: unknown): NewInstitution {
  const read = readInstitution(described);
  if (read.kind === "ok") return read.institution;
  throw new Error(`${FILE.pathname}: ${read.field}: ${read.problem}`);
}
