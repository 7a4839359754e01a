import { randomUUID } from "node:crypto";
import { type CaseRecord, EMPTY_RECORD } from "../../../src/features/cases/index.ts";
import { newCase } from "../../../src/features/cases/store.ts";
import {
  type CaseStatus,
  type Member,
  memberById,
  type Role,
} from "../../../src/features/staff/index.ts";
import { writeMember } from "../../../src/features/staff/store.ts";
import { createKeyring, type Keyring } from "../../../src/platform/crypto/keyring.ts";
import { connectDatabase, type Database } from "../../../src/platform/postgres/database.ts";
import { createDatabase } from "../../servers/database.ts";

/** Institutions, staff and cases in a real database, for what the desk finds and shows. */
export interface World {
  readonly database: Database;
  readonly keyring: Keyring;
  institution(name: string): Promise<string>;
  member(institutionId: string, name: string, role?: Role): Promise<Member>;
  open(wanted: WantedCase): Promise<string>;
  close(): Promise<void>;
}

export interface WantedCase extends Partial<CaseRecord> {
  readonly at: string;
  readonly curator?: Member;
  readonly status?: CaseStatus;
}

export async function createWorld(): Promise<World> {
  const created = await createDatabase();
  const database = connectDatabase(created.url, 4);
  const keyring = createKeyring(Buffer.alloc(32, 3));
  const { prisma } = database;
  return {
    database,
    keyring,
    async institution(name) {
      const id = randomUUID();
      const place = { region: "RU-KYA", town: 1502026, timeZone: "Asia/Krasnoyarsk" };
      const data = { id, name, kind: "resource_centre", address: "ул. Показательная, 1", ...place };
      await prisma.institution.create({ data });
      return id;
    },
    async member(institutionId, name, role = "specialist") {
      const [id, personId] = [randomUUID(), randomUUID()];
      const { key, wrapped } = keyring.issue(personId);
      await prisma.person.create({
        data: { id: personId, wrappedKey: Uint8Array.from(wrapped), locale: "ru", timeZone: "UTC" },
      });
      const now = new Date("2024-03-01T03:00:00Z");
      await database.transaction((tx) =>
        writeMember(tx, { id: personId, key }, { id, institutionId, role, name, now }),
      );
      return (await memberById(prisma, keyring, id))!;
    },
    async open({ at, curator, status = "in_work", ...record }) {
      const { opened, create } = newCase(keyring, {
        institutionId: at,
        curatorId: curator?.id ?? null,
        personId: null,
        status,
        createdAt: new Date("2024-03-01T03:00:00Z"),
        record: { ...EMPTY_RECORD, ...record },
      });
      await database.transaction(create);
      return opened.id;
    },
    async close() {
      await database.close();
      await created.drop();
    },
  };
}
