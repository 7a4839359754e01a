import type { Clock } from "../../platform/clock.ts";
import type { Keyring } from "../../platform/crypto/keyring.ts";
import { each } from "../../platform/each.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import type { Queue } from "../../platform/queue.ts";
import { addDays, addMonths } from "../../programs/dates.ts";
import { programByCode } from "../../programs/index.ts";
import { dayAt, readCase } from "../cases/index.ts";
import { contractOfCase } from "../contract/index.ts";
import { notifyPerson, type Reasons } from "../notifications/index.ts";
import { openEndDues } from "./rules/end.ts";
import { openSteps, stepsOf } from "./rules/steps.ts";
import { circumstancesOf } from "./store.ts";
import { morningOf } from "./wording.ts";

interface Deps {
  readonly database: Database;
  readonly queue: Queue;
  readonly keyring: Keyring;
}

/** Contracts that ended so long ago may have incomes to tell of: with room for every calendar. */
const ENDED_MONTHS = { atLeast: 2, atMost: 6 } as const;
const EVERY_HOUR = "17 * * * *";
/** The person is reminded when the month begins, and so many days before its end. */
const AGAIN_BEFORE = 7;

/** Each hour: whose three months are over is asked for their incomes. What was asked is asked once. */
export function startCircumstanceJobs(deps: Deps, clock: Clock): Promise<void> {
  return deps.queue.every("circumstances-incomes", EVERY_HOUR, () => askForIncomes(deps, clock()));
}

export async function askForIncomes({ database, queue, keyring }: Deps, now: Date): Promise<void> {
  const day = now.toISOString().slice(0, 10);
  const ended = {
    gte: new Date(addMonths(day, -ENDED_MONTHS.atMost)),
    lte: new Date(addMonths(day, -ENDED_MONTHS.atLeast)),
  };
  const rows = await database.prisma.contract.findMany({
    where: {
      OR: [{ endedOn: ended }, { endedOn: null, endsOn: ended }],
      case: { personId: { not: null }, wrappedKey: { not: null }, status: { not: "closed" } },
    },
    select: { caseId: true },
  });
  await each(rows, async ({ caseId }) => {
    await database.transaction(async (tx) => {
      const due = await incomesDue(tx, keyring, caseId, now);
      if (!due) return;
      const { person, contractId, from, dueOn, timeZone } = due;
      for (const on of [from, addDays(dueOn, -AGAIN_BEFORE)]) {
        const at = morningOf(on, timeZone);
        if (on !== from && at <= now) continue;
        await notifyPerson(tx, queue, {
          ...{ kind: "incomes_due", caseId, person, about: contractId, now, once: on },
          ...(at > now ? { at } : {}),
        });
      }
    });
  });
}

/** What the person of a case has to tell of their incomes now; undefined: nothing. */
async function incomesDue(tx: Transaction, keyring: Keyring, caseId: string, now: Date) {
  const of = await readCase(tx, keyring, caseId);
  const contract = of && (await contractOfCase(tx, of));
  const program = contract && programByCode(contract.programme);
  if (!of?.personId || !contract || !program) return undefined;
  const { timeZone } = program;
  const today = dayAt(now, timeZone);
  const list = await circumstancesOf(tx, of, contract.id);
  const due = openEndDues(program, contract, list, today).find(
    ({ code }) => code === "incomes_after_end",
  );
  if (!due?.from || due.dueOn < today) return undefined;
  const { from, dueOn } = due;
  return { person: of.personId, contractId: contract.id, from, dueOn, timeZone };
}

/** Whether what is said of a circumstance still holds when it is said. */
export function circumstanceReasons(keyring: Keyring): Reasons {
  async function waits(tx: Transaction, caseId: string, id: string | null): Promise<boolean> {
    const of = await readCase(tx, keyring, caseId);
    const contract = of && (await contractOfCase(tx, of));
    const program = contract && programByCode(contract.programme);
    if (!of || !contract || !program) return false;
    const one = (await circumstancesOf(tx, of, contract.id)).find((found) => found.id === id);
    const [first] = one ? openSteps(stepsOf(program, contract, one)) : [];
    return first?.owner === "recipient";
  }
  return {
    circumstance_due: (tx, { caseId, aboutId }) =>
      caseId === null ? Promise.resolve(false) : waits(tx, caseId, aboutId),
    incomes_due: async (tx, { caseId }, now) =>
      caseId !== null && (await incomesDue(tx, keyring, caseId, now)) !== undefined,
  };
}
