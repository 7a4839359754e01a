import type { Notify } from "../../platform/conversation/notify.ts";
import type { Transaction } from "../../platform/postgres/database.ts";
import type { Queue } from "../../platform/queue.ts";
import { menuOf } from "../../platform/telegram/commands.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import type { OnRevoke } from "./actions.ts";
import { membershipsOf } from "./member.ts";
import { commandsOf } from "./rules.ts";
import { isEverMember, personOfMember, type Reading, rolesOf } from "./store.ts";

const MENU_JOB = "staff-menu";

/**
 * Queues that the menu of a member's chat shows what they may do, in their language, in the transaction
 * that changes either. For everybody who never was a member nothing is queued.
 */
export const renewMenu =
  (queue: Queue) =>
  async (tx: Transaction, personId: string, now: Date): Promise<void> => {
    if (await isEverMember(tx, personId)) await queue.add(tx, MENU_JOB, { personId }, now);
  };

/** A member left: their menu shows what is left to them, or everybody's commands. */
export function resetMenu(queue: Queue): OnRevoke {
  const renew = renewMenu(queue);
  return async (tx, memberId, now) => {
    const personId = await personOfMember(tx, memberId);
    if (personId) await renew(tx, personId, now);
  };
}

/** Whoever begins anew gets the menu anew: it may have changed while they could not be reached. */
export function renewMenuAtStart(prisma: Reading, queue: Queue) {
  const renew = renewMenu(queue);
  return async (ctx: Ctx): Promise<void> => {
    const { turn } = ctx;
    if ((await membershipsOf(prisma, ctx)).length === 0) return;
    turn.write((tx, { id }) => renew(tx, id, turn.now));
  };
}

export async function startStaffJobs(queue: Queue, notify: Notify): Promise<void> {
  await queue.work(MENU_JOB, async ({ personId = "" }) => {
    await notify(personId, async ({ chat, t }, tx) => {
      const commands = commandsOf(await rolesOf(tx, personId));
      return [{ call: menuOf(chat, t, commands) }];
    });
  });
}
