import { Overtaken } from "../../../platform/conversation/conversation.ts";
import type { Keyring } from "../../../platform/crypto/keyring.ts";
import type { Transaction } from "../../../platform/postgres/database.ts";
import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { notifyPerson } from "../../notifications/index.ts";
import { type CaseDeps, foresee, type Held } from "../reach.ts";
import { type Case, type Reading, saveCase } from "../store.ts";
import { addEvent, readEvents } from "../timeline.ts";

const ADDRESS = "Person.telegramId";

/** The account that asks to become the case's own, while staff have not answered. */
export async function moveAsked(
  prisma: Pick<Reading, "caseEvent">,
  asked: Pick<Case, "id" | "key">,
): Promise<{ readonly personId: string } | undefined> {
  const kinds = ["move_asked", "moved", "move_declined"] as const;
  const [last] = await readEvents(prisma, asked, { limit: 1, kinds });
  return last?.kind === "move_asked" ? { personId: String(last.details.personId) } : undefined;
}

/**
 * A lost phone: everything that the person said and was told stays theirs, under a new Telegram account.
 * Their row keeps its id and key and gets the address of the new account, whose own short-lived row goes.
 * The old account is a stranger from then on.
 */
export function moveAccount(
  { keyring, queue }: CaseDeps,
  turn: OpenTurn,
  { case: before, member }: Held,
  text: string,
): void {
  foresee(turn, before);
  turn.write(async (tx) => {
    const asked = await moveAsked(tx, before);
    if (!asked || !before.personId) throw new Overtaken();
    const moved = await saveCase(tx, keyring, before, {});
    if (
      await readdress(tx, keyring, { from: before.personId, to: asked.personId, now: turn.now })
    ) {
      const details = { text };
      await addEvent(tx, moved, { at: turn.now, staffId: member.id, kind: "moved", details });
      const person = before.personId;
      const told = { kind: "case_taken", caseId: moved.id, person, now: turn.now } as const;
      await notifyPerson(tx, queue, told);
    } else {
      // The account that asked is gone, or has got a case of its own meanwhile.
      await addEvent(tx, moved, { at: turn.now, staffId: member.id, kind: "move_declined" });
    }
  });
}

export function declineMove(
  { keyring }: CaseDeps,
  turn: OpenTurn,
  { case: before, member }: Held,
  text: string,
): void {
  foresee(turn, before);
  turn.write(async (tx) => {
    const after = await saveCase(tx, keyring, before, {});
    await addEvent(tx, after, {
      at: turn.now,
      staffId: member.id,
      kind: "move_declined",
      details: { text },
    });
  });
}

/**
 * @returns false when the other account is gone or has a case of its own; nor do memberships of staff
 *   move in this way, of either account: a colleague must not be able to give them away
 */
async function readdress(
  tx: Transaction,
  keyring: Keyring,
  { from: personId, to: otherId, now }: { from: string; to: string; now: Date },
): Promise<boolean> {
  const include = { case: true, staff: { where: { revokedAt: null } } };
  const person = await tx.person.findUnique({ where: { id: personId }, include });
  const other = await tx.person.findUnique({ where: { id: otherId }, include });
  if (!person?.wrappedKey || !other?.wrappedKey || !other.telegramId) return false;
  if (other.case || other.staff.length > 0 || person.staff.length > 0) return false;
  const address = keyring
    .unwrap(other.wrappedKey, otherId)
    .open(ADDRESS, otherId, other.telegramId);
  const { telegramKey } = other;
  await tx.conversation.deleteMany({ where: { personId: otherId } });
  await tx.outboxCall.deleteMany({ where: { personId: { in: [personId, otherId] } } });
  // Telegram numbers the messages of each chat anew.
  await tx.messageCopy.deleteMany({ where: { personId: { in: [personId, otherId] } } });
  await tx.reminder.deleteMany({ where: { personId: otherId } });
  await tx.checklist.deleteMany({ where: { personId: otherId } });
  await tx.assessment.deleteMany({ where: { personId: otherId } });
  await tx.person.update({
    where: { id: otherId },
    data: { telegramKey: null, telegramId: null, wrappedKey: null, erasedAt: now },
  });
  // The consent was an act of the same human being.
  await tx.consent.updateMany({ where: { personId: otherId }, data: { personId } });
  const telegramId = keyring.unwrap(person.wrappedKey, personId).seal(ADDRESS, personId, address);
  await tx.person.update({
    where: { id: personId },
    data: { telegramKey, telegramId: Uint8Array.from(telegramId), unreachableAt: null },
  });
  return true;
}
