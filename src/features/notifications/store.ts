import type { Transaction } from "../../platform/postgres/database.ts";

export interface NewNotification {
  readonly id: string;
  readonly kind: string;
  readonly caseId?: string;
  readonly audience: string;
  readonly toId: string;
  readonly aboutId?: string;
  readonly once?: string;
  readonly dueAt: Date;
  readonly createdAt: Date;
}

/** @returns false when the same was queued before for the same occasion */
export async function writeNotification(
  tx: Transaction,
  notification: NewNotification,
): Promise<boolean> {
  const { count } = await tx.notification.createMany({
    data: [notification],
    skipDuplicates: true,
  });
  return count > 0;
}
