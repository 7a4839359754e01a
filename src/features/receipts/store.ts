import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Keyring } from "../../platform/crypto/keyring.ts";
import { removeFile } from "../../platform/files/index.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import type { Queue } from "../../platform/queue.ts";
import type { Case } from "../cases/index.ts";
import { type FiscalCode, receiptName } from "./rules/fiscal.ts";
import { EMPTY_RECEIPT, type ReceiptRecord } from "./rules/record.ts";

/** Prisma itself or a transaction. */
type Reading = Pick<Database["prisma"], "receipt">;

type Sealing = Pick<Case, "id" | "key">;

const FIELD = "Receipt.body";
const TOKEN = "Receipt.token";

/** A receipt that was sent and that no line of spending rests on yet. */
export interface Waiting {
  readonly id: string;
  readonly reportId: string;
  readonly fileId: string;
  readonly record: ReceiptRecord;
}

/** By this the same receipt is found in anybody's report; it says nothing without DATA_KEY. */
export function receiptToken(
  keyring: Keyring,
  code: Pick<FiscalCode, "fn" | "i" | "fp">,
): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(keyring.blindIndex(TOKEN, receiptName(code)));
}

/** Where a receipt is used already. */
export async function userOf(
  prisma: Reading,
  token: Uint8Array<ArrayBuffer>,
): Promise<{ readonly id: string; readonly caseId: string } | null> {
  return prisma.receipt.findUnique({ where: { token }, select: { id: true, caseId: true } });
}

/** Receipts of a report that no line rests on yet, in the order in which they came. */
export async function waitingIn(
  prisma: Reading,
  of: Sealing,
  reportId: string,
): Promise<Waiting[]> {
  const rows = await prisma.receipt.findMany({
    where: { reportId, caseId: of.id, lineId: null, fileId: { not: null } },
  });
  return rows
    .map(({ id, fileId, body }): Waiting => {
      return { id, reportId, fileId: fileId ?? "", record: opened(of, id, body) };
    })
    .toSorted((a, b) => a.record.order - b.record.order || (a.id < b.id ? -1 : 1));
}

export async function writeWaiting(
  tx: Transaction,
  of: Sealing,
  { id, reportId, fileId, record }: Waiting,
  createdAt: Date,
): Promise<void> {
  await tx.receipt.create({
    data: { ...{ id, caseId: of.id, reportId, fileId, createdAt }, body: sealed(of, id, record) },
  });
}

/** @throws Overtaken when it waits no more */
export async function saveWaiting(
  tx: Transaction,
  of: Sealing,
  { id, record }: Pick<Waiting, "id" | "record">,
): Promise<void> {
  const { count } = await tx.receipt.updateMany({
    where: { id, caseId: of.id, lineId: null },
    data: { body: sealed(of, id, record) },
  });
  if (count === 0) throw new Overtaken();
}

/**
 * From here on a line rests on the receipt, and nobody else's can.
 * @param token null: its code was not read
 * @throws Overtaken when it waits no more, or somebody used the same receipt at this moment
 */
export async function useReceipt(
  tx: Transaction,
  of: Sealing,
  { id, reportId, fileId, record }: Waiting,
  { lineId, token }: { readonly lineId: string; readonly token: Uint8Array<ArrayBuffer> | null },
): Promise<void> {
  const body = sealed(of, id, record);
  const where = { id, caseId: of.id, lineId: null };
  const { count } = await tx.receipt
    .updateMany({ where, data: { lineId, token, body } })
    .catch((error: { code?: unknown }) => {
      // The same token: the one who commits first has it.
      throw error.code === UNIQUE_VIOLATION ? new Overtaken() : error;
    });
  if (count === 0) throw new Overtaken();
  // Now it belongs to the report, and goes along with it.
  await tx.storedFile.updateMany({ where: { id: fileId, caseId: of.id }, data: { reportId } });
}

const UNIQUE_VIOLATION = "P2002";

/** Somebody else tried to use it: its curator sees that. */
export async function markRepeated(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx.receipt.updateMany({ where: { id, repeatedAt: null }, data: { repeatedAt: at } });
}

/** Removes a receipt, and its picture unless another receipt is on it; it can be used anew. */
export async function removeReceipt(
  tx: Transaction,
  queue: Queue,
  where: { readonly id: string } | { readonly lineId: string },
  now: Date,
): Promise<void> {
  const row = await tx.receipt.findUnique({ where });
  if (!row) return;
  await tx.receipt.delete({ where: { id: row.id } });
  const { fileId, caseId } = row;
  if (!fileId || (await tx.receipt.count({ where: { fileId } })) > 0) return;
  await removeFile(tx, queue, { id: fileId, caseId, now });
}

/** How many receipts a report rests on. */
export function countReceipts(prisma: Reading, reportId: string): Promise<number> {
  return prisma.receipt.count({ where: { reportId, lineId: { not: null } } });
}

/** What a person confirmed of receipts that were asked about, by the line that rests on them. */
export async function doubtsIn(
  prisma: Reading,
  of: Sealing,
  reportId: string,
): Promise<{ readonly lineId: string; readonly doubts: ReceiptRecord["doubts"] }[]> {
  const rows = await prisma.receipt.findMany({
    where: { reportId, caseId: of.id, lineId: { not: null } },
  });
  return rows.flatMap(({ id, lineId, body }) =>
    lineId ? [{ lineId, doubts: opened(of, id, body).doubts }] : [],
  );
}

/** Two cases of one person become one: receipts go on in the kept one, sealed with its key. */
export async function adoptReceipts(tx: Transaction, from: Sealing, to: Sealing): Promise<void> {
  const rows = await tx.receipt.findMany({ where: { caseId: from.id } });
  for (const { id, body } of rows) {
    const data = { caseId: to.id, body: sealed(to, id, opened(from, id, body)) };
    await tx.receipt.update({ where: { id }, data });
  }
}

function sealed({ key }: Sealing, id: string, record: ReceiptRecord): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(key.seal(FIELD, id, JSON.stringify(record)));
}

function opened({ key }: Sealing, id: string, body: Uint8Array): ReceiptRecord {
  return { ...EMPTY_RECEIPT, ...(JSON.parse(key.open(FIELD, id, body)) as ReceiptRecord) };
}
