import type { Transaction } from "../../../platform/postgres/database.ts";
import { notifyStaff } from "../../notifications/index.ts";
import type { CaseDeps } from "../reach.ts";
import { destroyCase } from "../store.ts";

/** Consent was withdrawn: the case's key goes too, the row is closed, and the specialist is told. */
export function eraseCase({ queue }: Pick<CaseDeps, "queue">) {
  return async (tx: Transaction, personId: string, at: Date): Promise<void> => {
    const gone = await destroyCase(tx, personId, at);
    if (!gone) return;
    // Sealed with nothing: there is no key any more, and no detail to tell.
    await tx.caseEvent.create({
      data: { caseId: gone.id, at, staffId: null, kind: "withdrawn" },
    });
    const { id: caseId, curatorId, institutionId } = gone;
    const to = curatorId ? { member: curatorId } : { specialistsOf: institutionId };
    await notifyStaff(tx, queue, { kind: "consent_withdrawn", caseId, to, now: at });
  };
}
