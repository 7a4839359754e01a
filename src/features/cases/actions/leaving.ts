import type { Transaction } from "../../../platform/postgres/database.ts";
import type { Queue } from "../../../platform/queue.ts";
import { notifyStaff } from "../../notifications/index.ts";

/**
 * A member left: their open cases are nobody's, so that colleagues see and take them, and transfers that
 * only they could answer or had asked for end.
 */
export function letCasesGo(queue: Queue) {
  return async (tx: Transaction, memberId: string, now: Date): Promise<void> => {
    await tx.transfer.updateMany({
      where: { status: "asked", OR: [{ fromStaffId: memberId }, { toStaffId: memberId }] },
      data: { status: "withdrawn", answeredAt: now },
    });
    const cases = await tx.case.findMany({
      where: { curatorId: memberId, status: { not: "closed" } },
      select: { id: true, institutionId: true },
    });
    for (const { id, institutionId } of cases) {
      await tx.case.update({
        where: { id },
        data: { curatorId: null, version: { increment: 1 } },
      });
      await tx.caseEvent.create({ data: { caseId: id, at: now, staffId: null, kind: "let_go" } });
      const to = { specialistsOf: institutionId };
      await notifyStaff(tx, queue, { kind: "new_case", caseId: id, to, now });
    }
  };
}
