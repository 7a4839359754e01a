import type { World } from "../world/world.ts";
import type { QueuedUpdate } from "./queue.ts";
import {
  failed,
  WebhookClient,
  type WebhookOutcome,
  type WebhookSettings,
} from "./webhook-client.ts";

export interface WebhookOptions {
  /** Milliseconds without an answer that count as a failure; Telegram's are 60,000. */
  readonly timeoutMs: number;
  /** Multiplies the pauses between tries: 1 is Telegram's pace. */
  readonly timeScale: number;
}

/** A request that a webhook's answer asks for. */
export type AnswerCall = (method: string, fields: Record<string, unknown>) => void;

interface UpdateState {
  readonly update: QueuedUpdate;
  fails: number;
  /** Seconds of the last pause. */
  delay: number;
  repeated: boolean;
}

interface Queue {
  readonly id: number;
  readonly states: UpdateState[];
}

const MAX_RESEND_SECONDS = 60;
const MAX_RETRY_AFTER = 3600;
/** HTTP 410 for this long removes the webhook, seconds. */
const GONE_SECONDS = 23 * 60 * 60;

/**
 * Sends waiting updates to the bot's webhook: one at a time per queue, queues in parallel over at
 * most `maxConnections` connections, twice as many updates loaded. A failing update holds up its own
 * queue only; it is tried again at once, then after 2, 4, 8 ... seconds, until it expires.
 */
export class WebhookSender {
  lastError: { readonly at: number; readonly message: string } | undefined;
  readonly settings: WebhookSettings;
  readonly #world: World;
  readonly #options: WebhookOptions;
  readonly #call: AnswerCall;
  readonly #onGone: () => void;
  readonly #client: WebhookClient;
  readonly #queues = new Map<number, Queue>();
  #ready: Queue[] = [];
  #loaded = 0;
  #active = 0;
  #late = 0;
  #loadFrom = 0;
  #goneSince: number | undefined;
  #stopped = false;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #stopListening: () => void;

  constructor(
    world: World,
    settings: WebhookSettings,
    options: WebhookOptions,
    call: AnswerCall,
    onGone: () => void,
  ) {
    this.#world = world;
    this.settings = settings;
    this.#options = options;
    this.#call = call;
    this.#onGone = onGone;
    this.#client = new WebhookClient(settings, options.timeoutMs);
    this.#stopListening = world.queue.onPush(() => this.#work());
    setImmediate(() => this.#work());
  }

  /** Requests under way, and repeats that are still to come. */
  get busy(): number {
    return this.#active + this.#late;
  }

  /** Stops sending; unanswered updates stay in the queue. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopListening();
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#client.close();
  }

  #work(): void {
    if (this.#stopped) return;
    this.#load();
    while (this.#active < this.settings.maxConnections) {
      const queue = this.#ready.shift();
      if (queue === undefined) break;
      const state = queue.states[0] as UpdateState;
      if (!this.#world.queue.has(state.update.id)) this.#finish(queue);
      else void this.#deliver(queue, state);
    }
  }

  #load(): void {
    const room = 2 * this.settings.maxConnections - this.#loaded;
    if (room <= 0 || this.#loadFrom >= this.#world.queue.nextId) return;
    for (const update of this.#world.queue.list(this.#loadFrom, room)) {
      this.#loadFrom = update.id + 1;
      this.#loaded++;
      const state: UpdateState = { update, fails: 0, delay: 1, repeated: false };
      const queue = this.#queues.get(update.queueId);
      if (queue !== undefined) queue.states.push(state);
      else {
        const fresh: Queue = { id: update.queueId, states: [state] };
        this.#queues.set(fresh.id, fresh);
        this.#ready.push(fresh);
      }
    }
  }

  async #deliver(queue: Queue, state: UpdateState): Promise<void> {
    this.#active++;
    const outcome = await this.#send(state.update);
    this.#active--;
    if (this.#stopped) return;
    if (outcome.kind === "taken") this.#delivered(queue, state);
    else this.#failed(queue, state, outcome);
    this.#work();
  }

  #delivered(queue: Queue, state: UpdateState): void {
    const { update } = state;
    const { faults } = this.#world;
    const fault = state.repeated
      ? undefined
      : faults.onUpdate("duplicate", update.kind, update.ownerId);
    const afterMs = fault?.afterMs ?? 0;
    if (fault !== undefined && afterMs === 0) {
      state.repeated = true;
      this.#ready.push(queue);
      return;
    }
    this.#finish(queue);
    if (fault === undefined) return;
    this.#late++;
    this.#later(afterMs, async () => {
      await this.#send(update);
      this.#late--;
    });
  }

  #failed(
    queue: Queue,
    state: UpdateState,
    outcome: Extract<WebhookOutcome, { kind: "failed" }>,
  ): void {
    const { clock, random } = this.#world;
    this.lastError = { at: clock.seconds(), message: outcome.error };
    let pause = Math.min(MAX_RETRY_AFTER, Math.max(0, outcome.retryAfter));
    if (pause === 0 && state.fails > 0) {
      const cap = MAX_RESEND_SECONDS + random.below(MAX_RESEND_SECONDS + 1);
      state.delay = Math.min(cap, state.delay * 2);
      pause = state.delay;
    }
    state.fails++;
    if (clock.seconds() + pause > state.update.expiresAt) {
      this.#finish(queue);
      return;
    }
    this.#later(pause * 1000 * this.#options.timeScale, () => {
      this.#ready.push(queue);
      this.#work();
    });
  }

  /** Drops the first update of a queue, delivered or expired, and goes on to the next. */
  #finish(queue: Queue): void {
    const state = queue.states.shift() as UpdateState;
    this.#loaded--;
    this.#world.queue.forget(state.update.id);
    if (queue.states.length === 0) this.#queues.delete(queue.id);
    else this.#ready.push(queue);
    this.#load();
  }

  #later(ms: number, task: () => unknown): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      task();
    }, ms);
    this.#timers.add(timer);
  }

  async #send(update: QueuedUpdate): Promise<WebhookOutcome> {
    const outcome = await this.#client.send(update.body);
    const lost = this.#world.faults.onUpdate("webhook-answer-lost", update.kind, update.ownerId);
    if (lost !== undefined) return failed("Webhook connection closed");
    this.#noteGone(outcome.kind === "failed" && outcome.gone);
    // The result of a call that came as an answer is seen by nobody.
    if (outcome.kind === "taken" && outcome.call !== undefined) {
      this.#call(outcome.call.method, outcome.call.fields);
    }
    return outcome;
  }

  #noteGone(gone: boolean): void {
    const now = this.#world.clock.seconds();
    if (!gone) this.#goneSince = undefined;
    else if (this.#goneSince === undefined) this.#goneSince = now;
    else if (now - this.#goneSince > GONE_SECONDS) this.#onGone();
  }
}
