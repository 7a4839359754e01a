import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Transaction } from "../../platform/postgres/database.ts";
import type { Queue } from "../../platform/queue.ts";
import { programByCode } from "../../programs/index.ts";
import { type Case, dayAt } from "../cases/index.ts";
import { notifyPerson, type Reasons } from "../notifications/index.ts";
import { dutiesOf, isMet, rungsOf } from "./duties.ts";
import { readMarks } from "./marks.ts";
import type { Contract } from "./record.ts";
import { runsOn } from "./rules/index.ts";
import { contractOfCase, readContract } from "./store.ts";

/**
 * Queues what the person of a case is still to be reminded of. What was queued before is queued once, and
 * what no longer holds is dropped when its time comes.
 */
export async function remind(
  tx: Transaction,
  queue: Queue,
  { id: caseId, personId: person }: Pick<Case, "id" | "personId">,
  contract: Contract,
  now: Date,
): Promise<void> {
  const program = programByCode(contract.programme);
  if (!person || !program) return;
  for (const duty of dutiesOf(program, contract, await readMarks(tx, contract.id))) {
    if (isMet(duty)) continue;
    for (const { before, at } of rungsOf(duty, contract.startsOn, program.timeZone)) {
      if (at <= now) continue;
      await notifyPerson(tx, queue, {
        ...{ kind: "obligation_due", caseId, person, about: contract.id, now, at },
        once: [duty.item, duty.dueOn, before].join(" "),
      });
    }
  }
}

/** Whoever joins a case that has a contract hears of its duties from then on. */
export function remindOfContract(queue: Queue) {
  return async (tx: Transaction, of: Case, now: Date): Promise<void> => {
    const contract = await contractOfCase(tx, of);
    if (contract) await remind(tx, queue, of, contract, now);
  };
}

/** Whether what is said of a contract still holds when it is said. */
export function contractReasons(keyring: Keyring): Reasons {
  return {
    obligation_due: async (tx, { aboutId, once }, now) => {
      const contract = aboutId === null ? undefined : await readContract(tx, keyring, aboutId);
      const program = contract && programByCode(contract.programme);
      if (!contract || !program) return false;
      const [item, dueOn] = once?.split("/").at(-1)?.split(" ") ?? [];
      const today = dayAt(now, program.timeZone);
      const duties = dutiesOf(program, contract, await readMarks(tx, contract.id));
      return (
        runsOn(contract, today) &&
        today <= String(dueOn) &&
        duties.some((duty) => duty.item === item && duty.dueOn === dueOn && !isMet(duty))
      );
    },
  };
}
