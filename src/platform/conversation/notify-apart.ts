import type { Delivery } from "../telegram/delivery.ts";
import { FIRST_SCREEN } from "../telegram/turn.ts";
import type { Locale, Texts, Translate } from "../texts/texts.ts";
import type { Outgoing } from "./conversation.ts";
import type { TransientStore } from "./transient-store.ts";

/**
 * Says something first to somebody of whom nothing is kept here: whoever calls holds the address sealed.
 * After a crash it may be said twice.
 */
export type NotifyApart = (
  to: { readonly chat: string; readonly locale: Locale },
  compose: (t: Translate) => readonly Outgoing[],
) => Promise<void>;

/** The person may write at the same moment a few times in a row; more than this is a fault. */
const TRIES = 8;

export function createApartNotifier({
  transient,
  delivery,
  texts,
}: {
  readonly transient: TransientStore;
  readonly delivery: Delivery;
  readonly texts: Texts;
}): NotifyApart {
  return async ({ chat, locale }, compose) => {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const loaded = await transient.load(chat);
      if (loaded === "repeat") continue;
      const conversation = loaded.conversation ?? {
        locale,
        screen: FIRST_SCREEN,
        stamp: 0,
        slots: {},
      };
      const outgoing = compose(texts.for(conversation.locale ?? locale));
      const turn = { chat, updateId: undefined, loaded, conversation, outgoing, writes: [] };
      const committed = await transient.commit(turn);
      if (committed.kind !== "done") continue;
      return delivery.send(chat, committed.kept, committed.before, transient.outbox);
    }
    throw new Error("What the bot says first was overtaken too often");
  };
}
