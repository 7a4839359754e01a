import { Api, Context } from "grammy";
import type { Update, UserFromGetMe } from "grammy/types";
import type { Clock } from "../clock.ts";
import type {
  ApartWrite,
  Committed,
  ConversationStore,
  Loaded,
  Turn,
} from "../conversation/conversation.ts";
import type { TransientStore } from "../conversation/transient-store.ts";
import { Lanes } from "../lanes.ts";
import type { Limiter } from "../limits.ts";
import type { Log } from "../log.ts";
import type { Metrics } from "../metrics.ts";
import { isOutage } from "../postgres/database.ts";
import type { Texts } from "../texts/texts.ts";
import type { Call } from "./client.ts";
import type { Delivery } from "./delivery.ts";
import type { Dialogue } from "./dialogue.ts";
import { cleaned, privateChat } from "./incoming.ts";
import { type Ctx, FIRST_SCREEN, OpenTurn } from "./turn.ts";

/**
 * - `taken`: the update's effect is committed, or it has none: Telegram may forget it.
 * - `later`: the database is away: Telegram keeps it and brings it again.
 */
export type Intake = (update: Update) => Promise<"taken" | "later">;

export interface IntakeDeps {
  readonly me: UserFromGetMe;
  readonly dialogue: Dialogue;
  readonly people: ConversationStore;
  readonly transient: TransientStore;
  readonly delivery: Delivery;
  readonly limiter: Limiter;
  /** Writes rows for somebody of whom nothing is kept; false when they were overtaken. */
  readonly writeApart: (writes: readonly ApartWrite[]) => Promise<boolean>;
  readonly quarantine: (updateId: number, code: string) => Promise<void>;
  readonly texts: Texts;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

type Decided = Turn & { readonly hints: readonly Call[] };

function closed({ turn }: Ctx, update: Update): Decided {
  return { ...turn.close(update.update_id), hints: turn.hints };
}

/** Another instance may be faster a few times in a row; more than this is a fault. */
const TRIES = 8;

export function createIntake(deps: IntakeDeps): { intake: Intake; idle(): Promise<void> } {
  const { people, transient, delivery, dialogue, metrics, log } = deps;
  const lanes = new Lanes();
  const route = dialogue.composer.middleware();

  async function load(chat: string, updateId: number): Promise<Loaded | "repeat"> {
    const kept = await people.load(chat, updateId);
    return kept === "repeat" || kept.person ? kept : transient.load(chat, updateId);
  }

  function open(update: Update, chat: string, loaded: Loaded): Ctx {
    const turn = new OpenTurn(chat, deps.clock(), loaded, deps.texts);
    const api = new Api("collected");
    // Handlers are ordinary grammY; what they send is collected and leaves after the commit.
    api.config.use((_send, method, payload) => {
      turn.outgoing.push({ call: { method, payload: payload as Call["payload"] } });
      return Promise.resolve({ ok: true, result: true as never });
    });
    return Object.assign(new Context(update, api, deps.me), { turn });
  }

  async function decide(update: Update, chat: string, loaded: Loaded): Promise<Decided> {
    const ctx = open(update, chat, loaded);
    try {
      await route(ctx, () => Promise.resolve());
    } catch (error) {
      if (isOutage(error)) throw error;
      return apologise(update, chat, loaded, error);
    }
    return closed(ctx, update);
  }

  /** A fault of ours must not hold the chat: what was kept stays, the person is told, we are told. */
  async function apologise(
    update: Update,
    chat: string,
    loaded: Loaded,
    error: unknown,
  ): Promise<Decided> {
    await setAside(update, error);
    const note = (ctx: Ctx) => dialogue.show(ctx, ctx.turn.t("common:our_fault"));
    let ctx = open(update, chat, loaded);
    try {
      await note(ctx);
    } catch (sameFault) {
      if (isOutage(sameFault)) throw sameFault;
      // The screen itself is at fault: nobody may be left standing on it.
      ctx = open(update, chat, loaded);
      ctx.turn.go(FIRST_SCREEN);
      await note(ctx);
    }
    return closed(ctx, update);
  }

  async function setAside(update: Update, error: unknown): Promise<void> {
    log.error("update_failed", error, { updateId: update.update_id });
    metrics.updates.inc({ outcome: "failed" });
    await deps.quarantine(update.update_id, error instanceof Error ? error.name : "unknown");
  }

  async function take(update: Update, chat: string): Promise<void> {
    let failure: { readonly error: unknown } | undefined;
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const loaded = await load(chat, update.update_id);
      if (loaded === "repeat") return void metrics.updates.inc({ outcome: "repeat" });
      const { hints, ...turn } =
        failure && attempt === TRIES - 1
          ? await apologise(update, chat, loaded, failure.error)
          : await decide(update, chat, loaded);
      const store = loaded.person || turn.enroll ? people : transient;
      let committed: Committed;
      try {
        if (turn.apart?.length && !(await deps.writeApart(turn.apart))) continue;
        // After erasure nothing of the person is left to keep the last words with.
        committed = await store.commit(turn.erase ? { ...turn, outgoing: [] } : turn);
      } catch (error) {
        if (isOutage(error) || attempt === TRIES - 1) throw error;
        // Somebody else may have written the same row first: decided anew, it may well go through.
        failure = { error };
        continue;
      }
      if (committed.kind === "repeat") return void metrics.updates.inc({ outcome: "repeat" });
      if (committed.kind === "stale") continue;
      for (const hint of hints) delivery.hint(hint);
      void delivery.send(chat, committed.kept, committed.before, store.outbox);
      if (turn.enroll) await transient.forget(chat);
      if (turn.erase) await sayGoodbye(turn);
      return void metrics.updates.inc({ outcome: "taken" });
    }
    throw new Error("An update was overtaken too often");
  }

  async function sayGoodbye(turn: Turn): Promise<void> {
    const { enroll: _enroll, erase: _erase, ...rest } = turn;
    const fresh = { ...rest, loaded: await transientStart(turn.chat), writes: [] };
    const committed = await transient.commit(fresh);
    if (committed.kind === "done") {
      void delivery.send(turn.chat, committed.kept, committed.before, transient.outbox);
    }
  }

  async function transientStart(chat: string): Promise<Loaded> {
    await transient.forget(chat);
    return { version: 0, conversation: undefined, person: undefined };
  }

  async function slowDown(update: Update, chat: string, seconds: number): Promise<void> {
    const loaded = await load(chat, update.update_id);
    if (loaded === "repeat") return;
    const turn = new OpenTurn(chat, deps.clock(), loaded, deps.texts);
    const text = turn.t("common:too_fast", { count: seconds });
    const query = update.callback_query;
    delivery.hint(
      query
        ? {
            method: "answerCallbackQuery",
            payload: { callback_query_id: query.id, text, show_alert: true },
          }
        : { method: "sendMessage", payload: { chat_id: chat, text } },
    );
  }

  async function intake(raw: Update): Promise<"taken" | "later"> {
    const arrived = performance.now();
    try {
      const place = privateChat(raw);
      if (!place) return ignored();
      if (raw.my_chat_member) {
        // Blocked: there is nobody to talk to until they come back by themselves.
        if (raw.my_chat_member.new_chat_member.status === "kicked")
          await people.outbox.abandon(place.chat);
        return "taken";
      }
      const limit = await deps.limiter(place.chat);
      if (limit.kind === "too_fast") {
        if (limit.first) await slowDown(raw, place.chat, limit.seconds);
        metrics.updates.inc({ outcome: "too_fast" });
        return "taken";
      }
      await lanes.run(place.chat, () => take(cleaned(raw), place.chat));
      metrics.seconds.observe((performance.now() - arrived) / 1000);
      return "taken";
    } catch (error) {
      return await heldBack(raw, error);
    }
  }

  /** An outage passes, and Telegram brings the update again; what is our fault would only come back. */
  async function heldBack(update: Update, error: unknown): Promise<"taken" | "later"> {
    try {
      if (!isOutage(error)) {
        await setAside(update, error);
        return "taken";
      }
    } catch (notSetAside) {
      log.error("quarantine_failed", notSetAside, { updateId: update.update_id });
    }
    log.error("update_postponed", error, { updateId: update.update_id, code: "outage" });
    metrics.updates.inc({ outcome: "later" });
    return "later";
  }

  function ignored(): "taken" {
    metrics.updates.inc({ outcome: "ignored" });
    return "taken";
  }

  return { intake, idle: () => lanes.idle() };
}
