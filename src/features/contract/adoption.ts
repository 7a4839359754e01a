import type { Transaction } from "../../platform/postgres/database.ts";
import { moveNotifications } from "../notifications/index.ts";
import { resealPayment } from "./marks.ts";
import { resealRecord, type Sealing } from "./store.ts";

/**
 * Two cases of one person become one: contracts go on in the kept one, sealed with its key, and what is
 * to be said of them later. What other features keep of a contract goes over before this.
 */
export async function adoptContracts(tx: Transaction, from: Sealing, to: Sealing): Promise<void> {
  const rows = await tx.contract.findMany({
    where: { caseId: from.id },
    include: { payments: true },
  });
  for (const { id, record, payments } of rows) {
    for (const { contractId, item, body } of payments) {
      await tx.payment.update({
        where: { contractId_item: { contractId, item } },
        data: { body: resealPayment(from, to, { contractId, item, body }) },
      });
    }
    await tx.contract.update({
      where: { id },
      data: { caseId: to.id, record: resealRecord(from, to, id, record) },
    });
  }
  await moveNotifications(
    tx,
    rows.map(({ id }) => id),
    to.id,
  );
}
