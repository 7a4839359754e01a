import { randomUUID } from "node:crypto";
import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import { dateOf, dayOf } from "../../platform/postgres/days.ts";
import type { Prisma } from "../../platform/postgres/generated/client.ts";
import type { MeasureCode } from "../../programs/schema.ts";
import type { Case } from "../cases/index.ts";
import { type Contract, type ContractRecord, EMPTY_CONTRACT } from "./record.ts";
import { runsOn } from "./rules/months.ts";

/** Prisma itself or a transaction. */
export type Reading = Pick<
  Database["prisma"],
  "contract" | "obligationMark" | "payment" | "case" | "notification"
>;

/** What is needed of a case to read and write its contracts: they are sealed with its key. */
export type Sealing = Pick<Case, "id" | "key">;

const RECORD_FIELD = "Contract.record";

type ContractRow = Prisma.ContractGetPayload<object>;

/** A new contract of a case, and how to write it. */
export function newContract(
  of: Sealing,
  wanted: Omit<Contract, "id" | "caseId" | "endedOn" | "version">,
): { readonly contract: Contract; create(tx: Transaction, at: Date): Promise<void> } {
  const contract = { ...wanted, id: randomUUID(), caseId: of.id, endedOn: null, version: 1 };
  const { id, caseId, programme, measure, record } = contract;
  return {
    contract,
    async create(tx, createdAt) {
      await tx.contract.create({
        data: {
          ...{ id, caseId, programme, measure, createdAt },
          startsOn: dateOf(contract.startsOn),
          endsOn: dateOf(contract.endsOn),
          record: sealed(of, id, record),
        },
      });
    },
  };
}

/** Reads a contract without asking who wants it; undefined when its case has no key any more. */
export async function readContract(
  prisma: Pick<Reading, "contract">,
  keyring: Keyring,
  id: string,
): Promise<Contract | undefined> {
  const row = await prisma.contract.findUnique({
    where: { id },
    include: { case: { select: { wrappedKey: true } } },
  });
  if (!row?.case.wrappedKey) return undefined;
  const { caseId } = row;
  return openContract({ id: caseId, key: keyring.unwrap(row.case.wrappedKey, caseId) }, row);
}

/** Every contract of a case, the newest first. */
export async function contractsOfCase(
  prisma: Pick<Reading, "contract">,
  of: Sealing,
): Promise<Contract[]> {
  const rows = await prisma.contract.findMany({
    where: { caseId: of.id },
    orderBy: [{ startsOn: "desc" }, { createdAt: "desc" }],
  });
  return rows.map((row) => openContract(of, row));
}

/** The contract of a case that runs, else the last one: reports outlive the term. */
export async function contractOfCase(
  prisma: Pick<Reading, "contract">,
  of: Sealing,
): Promise<Contract | undefined> {
  return (await contractsOfCase(prisma, of))[0];
}

/** The contract of a case that runs on a day, "YYYY-MM-DD". */
export async function runningContract(
  prisma: Pick<Reading, "contract">,
  of: Sealing,
  day: string,
): Promise<Contract | undefined> {
  return (await contractsOfCase(prisma, of)).find((contract) => runsOn(contract, day));
}

/** What can be changed of a contract. */
export type ContractChange = Partial<
  Pick<Contract, "programme" | "measure" | "startsOn" | "endsOn" | "endedOn" | "record">
>;

/**
 * Writes a change to the contract as it was read.
 * @throws Overtaken when somebody changed it since
 */
export async function saveContract(
  tx: Transaction,
  of: Sealing,
  before: Contract,
  change: ContractChange,
): Promise<Contract> {
  const { record, startsOn, endsOn, endedOn, ...columns } = change;
  const { count } = await tx.contract.updateMany({
    where: { id: before.id, caseId: of.id, version: before.version },
    data: {
      ...columns,
      ...(startsOn === undefined ? {} : { startsOn: dateOf(startsOn) }),
      ...(endsOn === undefined ? {} : { endsOn: dateOf(endsOn) }),
      ...(endedOn === undefined ? {} : { endedOn: endedOn === null ? null : dateOf(endedOn) }),
      ...(record ? { record: sealed(of, before.id, record) } : {}),
      version: { increment: 1 },
    },
  });
  if (count === 0) throw new Overtaken();
  return { ...before, ...change, version: before.version + 1 };
}

/** Consent was withdrawn: contracts go with all that hangs on them. */
export async function eraseContracts(tx: Transaction, personId: string): Promise<void> {
  await tx.contract.deleteMany({ where: { case: { personId } } });
}

export function openContract({ id: caseId, key }: Sealing, row: ContractRow): Contract {
  const known = JSON.parse(key.open(RECORD_FIELD, row.id, row.record)) as Partial<ContractRecord>;
  return {
    ...{ id: row.id, caseId, programme: row.programme, version: row.version },
    measure: row.measure as MeasureCode,
    startsOn: dayOf(row.startsOn),
    endsOn: dayOf(row.endsOn),
    endedOn: row.endedOn && dayOf(row.endedOn),
    record: { ...EMPTY_CONTRACT, ...known },
  };
}

function sealed({ key }: Sealing, id: string, record: ContractRecord): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(key.seal(RECORD_FIELD, id, JSON.stringify(record)));
}

/** The same record under the key of another case. */
export function resealRecord(from: Sealing, to: Sealing, id: string, record: Uint8Array) {
  return Uint8Array.from(to.key.seal(RECORD_FIELD, id, from.key.open(RECORD_FIELD, id, record)));
}
