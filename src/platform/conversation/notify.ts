import type { Keyring } from "../crypto/keyring.ts";
import type { Database, Transaction } from "../postgres/database.ts";
import type { Delivery } from "../telegram/delivery.ts";
import type { Locale, Texts, Translate } from "../texts/texts.ts";
import type { Kept, Outbox, Outgoing, Person } from "./conversation.ts";
import { LEASE_SECONDS } from "./postgres-store.ts";

/** What the bot says first, to someone whose address is known only now. */
export interface Notice {
  readonly chat: string;
  readonly person: Person;
  readonly locale: Locale;
  readonly t: Translate;
}

/**
 * Says something to a person without their asking. `compose` runs in the transaction: it checks again
 * that the reason holds, notes that it was said, and returns nothing when it no longer holds.
 *
 * @returns false when there is nobody to tell: they erased their data, or blocked the bot
 */
export type Notify = (
  personId: string,
  compose: (notice: Notice, tx: Transaction) => Promise<readonly Outgoing[]>,
) => Promise<boolean>;

export interface NotifierDeps {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly delivery: Delivery;
  readonly outbox: Outbox;
  readonly texts: Texts;
}

export function createNotifier({
  database,
  keyring,
  delivery,
  outbox,
  texts,
}: NotifierDeps): Notify {
  return async (personId, compose) => {
    const said = await database.transaction(async (tx) => {
      const row = await tx.person.findUnique({ where: { id: personId } });
      if (!row?.wrappedKey || !row.telegramId || row.unreachableAt) return undefined;
      const key = keyring.unwrap(row.wrappedKey, personId);
      const chat = key.open("Person.telegramId", personId, row.telegramId);
      const locale = row.locale as Locale;
      const person: Person = { id: personId, key, timeZone: row.timeZone, unreachable: false };
      const outgoing = await compose({ chat, person, locale, t: texts.for(locale) }, tx);
      const kept: Kept[] = [];
      const before = await tx.outboxCall.findMany({ where: { personId }, select: { id: true } });
      for (const one of outgoing) {
        const { id } = await tx.outboxCall.create({
          data: {
            personId,
            call: Uint8Array.from(key.seal("OutboxCall.call", personId, JSON.stringify(one))),
            leaseUntil: new Date(Date.now() + LEASE_SECONDS * 1000),
          },
        });
        kept.push({ id: String(id), outgoing: one, attempts: 0 });
      }
      return { chat, kept, before: before.map(({ id }) => String(id)) };
    });
    if (said) await delivery.send(said.chat, said.kept, said.before, outbox);
    return said !== undefined;
  };
}
