import { randomBytes, randomUUID } from "node:crypto";
import type { Case } from "../../../src/features/cases/index.ts";
import { type CaseRecord, EMPTY_RECORD } from "../../../src/features/cases/record.ts";
import { newCase } from "../../../src/features/cases/store.ts";
import {
  type Contract,
  EMPTY_CONTRACT,
  newContract,
} from "../../../src/features/contract/index.ts";
import { createKeyring } from "../../../src/platform/crypto/keyring.ts";
import { connectDatabase, type Transaction } from "../../../src/platform/postgres/database.ts";
import { createDatabase } from "../../servers/database.ts";

export const AT = new Date("2024-01-15T05:00:00Z");

/** Cases with contracts in a real database, without a chat. */
export async function createWorld() {
  const created = await createDatabase();
  const database = connectDatabase(created.url, 3);
  const keyring = createKeyring(randomBytes(32));
  const institutionId = randomUUID();
  await database.prisma.institution.create({
    data: {
      ...{ id: institutionId, kind: "social_protection", name: "УСЗН", region: "RU-KYA" },
      ...{ town: 1502026, address: "ул. Показательная, 1", timeZone: "Asia/Krasnoyarsk" },
    },
  });

  async function aCase(personId: string | null = null, record: Partial<CaseRecord> = {}) {
    const { opened, create } = newCase(keyring, {
      ...{ institutionId, curatorId: null, personId, status: "in_work", createdAt: AT },
      record: { ...EMPTY_RECORD, ...record },
    });
    await database.transaction(create);
    return opened;
  }

  return {
    ...{ database, prisma: database.prisma, keyring, institutionId, case: aCase },
    write: <T>(work: (tx: Transaction) => Promise<T>) => database.transaction(work),
    async person() {
      const id = randomUUID();
      await database.prisma.person.create({ data: { id, locale: "ru", timeZone: "UTC" } });
      return id;
    },
    async contract(of: Pick<Case, "id" | "key">, more: Partial<Contract> = {}): Promise<Contract> {
      const { contract, create } = newContract(of, {
        ...{ programme: "krasnoyarsk", measure: "job_search" as const },
        ...{ startsOn: "2024-01-15", endsOn: "2024-10-14" },
        record: { ...EMPTY_CONTRACT, number: "7/24" },
        ...more,
      });
      await database.transaction((tx) => create(tx, AT));
      return contract;
    },
    async close() {
      await database.close();
      await created.drop();
    },
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;
