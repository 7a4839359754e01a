import { randomBytes, randomUUID } from "node:crypto";
import { type Case, type CaseRecord, EMPTY_RECORD } from "../../../src/features/cases/index.ts";
import { newCase } from "../../../src/features/cases/store.ts";
import { type NewService, recordService } from "../../../src/features/services/index.ts";
import { createKeyring } from "../../../src/platform/crypto/keyring.ts";
import { connectDatabase, type Transaction } from "../../../src/platform/postgres/database.ts";
import { createDatabase } from "../../servers/database.ts";

export const AT = new Date("2024-02-15T05:00:00Z");

/** Institutions, cases and what was done for them, in a real database without a chat. */
export async function createWorld() {
  const created = await createDatabase();
  const database = connectDatabase(created.url, 3);
  const keyring = createKeyring(randomBytes(32));
  const { prisma } = database;
  let sources = 0;

  return {
    ...{ database, prisma, keyring },
    write: <T>(work: (tx: Transaction) => Promise<T>) => database.transaction(work),
    async institution(more: { kind?: string; town?: number; name?: string; region?: string } = {}) {
      const id = randomUUID();
      await prisma.institution.create({
        data: {
          ...{ id, kind: "resource_centre", name: "Центр", region: "RU-KHM", town: 1490624 },
          ...{ address: "ул. Показательная, 1", timeZone: "Asia/Yekaterinburg" },
          ...more,
        },
      });
      return id;
    },
    async case(institutionId: string, record: Partial<CaseRecord> = {}): Promise<Case> {
      const { opened, create } = newCase(keyring, {
        ...{ institutionId, curatorId: null, personId: null, status: "in_work", createdAt: AT },
        record: { ...EMPTY_RECORD, ...record },
      });
      await database.transaction(create);
      return opened;
    },
    /** A service with a source of its own. */
    record: (service: Pick<NewService, "kind" | "institutionId" | "whom"> & Partial<NewService>) =>
      database.transaction((tx) =>
        recordService(tx, keyring, {
          ...{ day: "2024-02-15", staffId: null, source: `test:${++sources}`, at: AT },
          ...service,
        }),
      ),
    async close() {
      await database.close();
      await created.drop();
    },
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;
