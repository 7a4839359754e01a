import type { Kept, Outbox, Outgoing } from "../conversation/conversation.ts";
import { Lanes } from "../lanes.ts";
import type { Log } from "../log.ts";
import type { Metrics } from "../metrics.ts";
import { isOutage } from "../postgres/database.ts";
import type { Call, CallResult, File, TelegramClient } from "./client.ts";

/** Makes the bytes of a document when it is sent, from what the outbox keeps of it. */
export type DocumentMakers = Readonly<Record<string, (data: unknown) => Promise<File>>>;

/**
 * Notes that Telegram has a message and how it numbers it, by the kind that `Outgoing.onSent` names.
 * It may be told of the same message again, and after a crash of a second copy of it.
 */
export type SentNotes = Readonly<
  Record<string, (id: string, sent: { chat: string; messageId: number }) => Promise<void>>
>;

export interface Delivery {
  /** Sends what a commit has kept, in order per chat. Never throws: what fails stays in the outbox. */
  send(
    chat: string,
    kept: readonly Kept[],
    before: readonly string[],
    outbox: Outbox,
  ): Promise<void>;
  /** Sends once, without a promise: answers to presses, whose loss costs nothing. */
  hint(call: Call): void;
  /** Takes over and sends what others let lie. */
  sweep(): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

export interface DeliveryDeps {
  readonly client: TelegramClient;
  readonly outboxes: readonly Outbox[];
  readonly documents: DocumentMakers;
  readonly sentNotes?: SentNotes;
  readonly log: Log;
  readonly metrics: Metrics;
}

const SWEEP_SIZE = 100;
const LONGEST_WAIT_SECONDS = 60;
/** Together less than a lease, so that nobody takes the call over meanwhile. */
const TELL_TRIES = 40;
const TELL_PAUSE_MS = 250;

export function createDelivery({
  client,
  outboxes,
  documents,
  sentNotes = {},
  log,
  metrics,
}: DeliveryDeps): Delivery {
  const lanes = new Lanes();
  const finished = new RecentCalls();
  const hints = new Set<Promise<unknown>>();

  async function attempt({ call, document, orSend }: Outgoing): Promise<CallResult> {
    const file = document && (await documents[document.kind]?.(document.data));
    const result = await client.call(
      call,
      file && document ? { field: document.field, file } : undefined,
    );
    if (result.kind !== "refused" || !call.method.startsWith("editMessage")) return result;
    // The edit took effect before: the message says already what it should.
    if (result.description.includes("message is not modified"))
      return { kind: "done", result: true };
    if (!orSend) return result;
    const { message_id: _gone, ...payload } = call.payload;
    return client.call({ method: "sendMessage", payload });
  }

  async function note(chat: string, { onSent }: Outgoing, messageId: number | undefined) {
    if (!onSent || messageId === undefined) return;
    try {
      await sentNotes[onSent.kind]?.(onSent.id, { chat, messageId });
    } catch (error) {
      if (isOutage(error)) throw error;
      // What was said must not be said again over a fault of ours.
      log.error("sent_not_noted", error);
    }
  }

  async function deliver(chat: string, kept: readonly Kept[], outbox: Outbox): Promise<void> {
    for (const [at, one] of kept.entries()) {
      // Said before by this very process, but the database could not be told.
      const result: CallResult = finished.has(one.id)
        ? { kind: "done", result: { message_id: finished.get(one.id) } }
        : await attempt(one.outgoing);
      metrics.calls.inc({ outcome: result.kind });
      if (result.kind === "later") {
        const seconds = Math.max(result.seconds, Math.min(2 ** one.attempts, LONGEST_WAIT_SECONDS));
        log.warn("call_postponed", {
          method: one.outgoing.call.method,
          code: result.code,
          seconds,
        });
        // Nothing overtakes: the rest of this chat waits with it.
        await outbox.postpone(
          kept.slice(at).map(({ id }) => id),
          seconds,
        );
        return;
      }
      if (result.kind === "unreachable") {
        const first = await outbox.abandon(chat);
        if (first) log.info("person_unreachable", { code: result.code });
        for (const { id } of kept.slice(at)) finished.add(id);
        return;
      }
      if (result.kind === "refused") {
        log.warn("call_refused", {
          method: one.outgoing.call.method,
          code: reason(result.description),
        });
      }
      const messageId = result.kind === "done" ? numberOf(result.result) : undefined;
      finished.add(one.id, messageId);
      await stubbornly(() => note(chat, one.outgoing, messageId));
      await stubbornly(() => outbox.done(one.id));
    }
  }

  function send(
    chat: string,
    kept: readonly Kept[],
    before: readonly string[],
    outbox: Outbox,
  ): Promise<void> {
    return lanes.run(chat, async () => {
      try {
        // Another instance still has something to say in this chat: the sweep keeps the order.
        const overtaking = before.some((id) => !finished.has(id));
        if (overtaking)
          await outbox.postpone(
            kept.map(({ id }) => id),
            0,
          );
        else await deliver(chat, kept, outbox);
      } catch (error) {
        log.error("delivery_failed", error, { code: isOutage(error) ? "outage" : "fault" });
      }
    });
  }

  return {
    send: (chat, kept, before, outbox) =>
      kept.length === 0 ? Promise.resolve() : send(chat, kept, before, outbox),
    hint(call) {
      const sent = client.call(call).finally(() => hints.delete(sent));
      hints.add(sent);
    },
    async sweep() {
      for (const outbox of outboxes) {
        const taken = await outbox.takeOver(SWEEP_SIZE);
        metrics.outbox.set(taken.length);
        await Promise.all(taken.map(({ chat, kept }) => send(chat, kept, [], outbox)));
      }
    },
    async idle() {
      await lanes.idle();
      await Promise.allSettled(hints);
    },
  };
}

/** Telegram has the call: forgetting that over a short outage would say it twice. */
async function stubbornly(tell: () => Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await tell();
    } catch (error) {
      if (attempt === TELL_TRIES || !isOutage(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, TELL_PAUSE_MS));
    }
  }
}

/** Telegram's description names no person, but may quote the message; its first words are enough. */
function reason(description: string): string {
  return description.replace(/^Bad Request: /, "").slice(0, 40);
}

/** How Telegram numbers the message that a call made; undefined for a call that makes none. */
function numberOf(result: unknown): number | undefined {
  const number = (result as { message_id?: unknown } | undefined)?.message_id;
  return typeof number === "number" ? number : undefined;
}

/**
 * Remembers calls that were made, with the number of the message, for a while: two generations, the
 * older is dropped as a whole.
 */
class RecentCalls {
  #young = new Map<string, number | undefined>();
  #old = new Map<string, number | undefined>();

  add(id: string, messageId?: number): void {
    if (this.#young.size >= 5_000) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(id, messageId);
  }

  has(id: string): boolean {
    return this.#young.has(id) || this.#old.has(id);
  }

  get(id: string): number | undefined {
    return this.#young.get(id) ?? this.#old.get(id);
  }
}
