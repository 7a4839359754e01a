import { randomUUID } from "node:crypto";
import type { ScreenRef } from "../../platform/conversation/conversation.ts";
import type { Transaction } from "../../platform/postgres/database.ts";
import { menuOf } from "../../platform/telegram/commands.ts";
import { type Ctx, FIRST_SCREEN, type OpenTurn } from "../../platform/telegram/turn.ts";

/** The wording that a person agreed to. A new wording gets a new version and asks again. */
export const CONSENT_VERSION = "1";

const NEXT = "consent.next";

/** What other features do when someone agrees, or takes it back. */
export interface PrivacyHooks {
  /** Keeps what was found out before consent; same transaction. The person is on the next screen already. */
  readonly onConsent: readonly ((ctx: Ctx) => void | Promise<void>)[];
  /** Deletes the feature's rows of this person; same transaction. */
  readonly onErase: readonly ((tx: Transaction, personId: string, now: Date) => Promise<void>)[];
  /** Deletes what the feature keeps of somebody who agreed to nothing, when they want to be forgotten. */
  readonly onForget?: readonly ((ctx: Ctx) => void)[];
  /** The zone for reminders and quiet hours, from what the person said of their town. */
  readonly timeZone: (ctx: Ctx) => string;
}

/** Asks for consent; afterwards the person is on `next`, whether they agree or not. */
export function askConsent(turn: OpenTurn, next: ScreenRef): void {
  turn.keep(NEXT, next);
  turn.go({ name: "consent" });
}

/** From now on the conversation is kept in the database, sealed with a key of the person's own. */
export async function agree(ctx: Ctx, { onConsent, timeZone }: PrivacyHooks): Promise<void> {
  const { turn } = ctx;
  if (!turn.person) {
    turn.enrolling = { locale: turn.locale, timeZone: timeZone(ctx) };
    turn.write(async (tx, { id }) => {
      await tx.consent.create({
        data: { id: randomUUID(), personId: id, version: CONSENT_VERSION, givenAt: turn.now },
      });
    });
    const text = turn.t("privacy:agreed");
    turn.outgoing.push({ call: { method: "sendMessage", payload: { chat_id: turn.chat, text } } });
    leave(turn);
    for (const keep of onConsent) await keep(ctx);
  } else leave(turn);
}

export function decline(turn: OpenTurn): void {
  leave(turn);
}

function leave(turn: OpenTurn): void {
  const next = turn.slot<ScreenRef>(NEXT, FIRST_SCREEN);
  turn.keep(NEXT, undefined);
  turn.go(next);
}

/**
 * Withdrawal: the rows go and the person's key is destroyed, so copies in backups cannot be read either.
 * The proof that consent was given and withdrawn stays; it names nobody.
 */
export function withdraw(ctx: Ctx, { onErase, onForget = [] }: PrivacyHooks): void {
  const { turn } = ctx;
  turn.clear();
  turn.go({ name: "erased", withdrawn: turn.consented });
  if (!turn.person) {
    for (const forget of onForget) forget(ctx);
    return;
  }
  turn.erasing = true;
  // Nobody can be found afterwards: the menu of a chat that had one of its own goes now.
  turn.outgoing.push({ call: menuOf(turn.chat, turn.t, []) });
  turn.write(async (tx, { id }) => {
    for (const erase of onErase) await erase(tx, id, turn.now);
    await tx.consent.updateMany({
      where: { personId: id, withdrawnAt: null },
      data: { withdrawnAt: turn.now },
    });
  });
}
