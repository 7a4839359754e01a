import type { Database, Transaction } from "../../platform/postgres/database.ts";
import type { ReceiptMark } from "./rules.ts";

/** The receipts of a report by what is plain in their rows. */
export async function receiptMarks(
  prisma: Pick<Database["prisma"] | Transaction, "receipt">,
  reportId: string,
): Promise<ReceiptMark[]> {
  const rows = await prisma.receipt.findMany({
    where: { reportId },
    select: { fileId: true, lineId: true, repeatedAt: true },
  });
  return rows.map(({ repeatedAt, ...row }) => ({ ...row, repeated: repeatedAt !== null }));
}

export async function wishOf(
  prisma: Pick<Database["prisma"] | Transaction, "person">,
  id: string,
): Promise<string> {
  const row = await prisma.person.findUnique({ where: { id }, select: { reportReminders: true } });
  return row?.reportReminders ?? "all";
}

export async function saveWish(
  tx: Pick<Transaction, "person">,
  id: string,
  reportReminders: string,
): Promise<void> {
  await tx.person.update({ where: { id }, data: { reportReminders } });
}
