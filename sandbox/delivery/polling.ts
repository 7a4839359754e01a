import { Refusal } from "../api/refusal.ts";
import { RawJson } from "../api/result.ts";
import type { World } from "../world/world.ts";
import type { QueuedUpdate } from "./queue.ts";

export interface PollRequest {
  readonly offset: number;
  readonly limit: number;
  /** Seconds. */
  readonly timeout: number;
  /** Ends when the caller closed the connection. */
  readonly signal: AbortSignal | undefined;
}

interface WaitingPoll {
  readonly answer: () => void;
  readonly refuse: (description: string) => void;
}

/** Telegram waits this long after the first update for more of them to come. */
const WAKE_MS = 1;
const CONFLICT_SECONDS = 3;
const MAX_ANSWER_BYTES = 1 << 22;
const TERMINATED_BY_POLL =
  "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";

/** getUpdates: one waiting call at a time, updates kept until a later offset confirms them. */
export class Polling {
  readonly #world: World;
  readonly #timeScale: number;
  #waiting: WaitingPoll | undefined;
  #previous = { offset: Number.NaN, at: 0 };
  #nextConflictAt = 0;
  /** Confirmed updates that a fault delivers once more. */
  #again: QueuedUpdate[] = [];
  #late = 0;

  constructor(world: World, timeScale: number) {
    this.#world = world;
    this.#timeScale = timeScale;
  }

  /** Updates that a fault has yet to repeat. */
  get repeating(): number {
    return this.#again.length + this.#late;
  }

  async poll(request: PollRequest): Promise<RawJson> {
    const { queue } = this.#world;
    const now = performance.now();
    let { limit, timeout } = request;
    const age = request.offset === this.#previous.offset ? now - this.#previous.at : 1e9;
    if (age < 3000 && timeout < 3) timeout = 3 * this.#timeScale;
    if (age < 500) limit = 1;
    this.#previous = { offset: request.offset, at: now };

    if (request.offset < 0) queue.keepLast(-request.offset);
    else if (request.offset > 0) this.#confirm(request.offset);
    const from = Math.max(0, request.offset);
    const updates = this.#take(from, limit);
    if (updates.length > 0 || timeout === 0) return answer(updates);
    return this.#wait({ ...request, limit, timeout }, from);
  }

  /** Ends the waiting call with 409. */
  terminate(description: string): void {
    this.#waiting?.refuse(description);
  }

  /** Ends the waiting call with an empty answer, when the server stops. */
  stop(): void {
    this.#waiting?.answer();
  }

  /** A 409: the first at once, further ones within three seconds delayed by as much. */
  async conflict(description: string): Promise<never> {
    const now = performance.now();
    const pause = CONFLICT_SECONDS * 1000 * this.#timeScale;
    if (now < this.#nextConflictAt) await sleep(pause);
    else this.#nextConflictAt = now + pause;
    throw new Refusal(409, description);
  }

  async #wait(request: PollRequest, from: number): Promise<RawJson> {
    this.terminate(TERMINATED_BY_POLL);
    const outcome = await new Promise<string | undefined>((resolve) => {
      let wake: NodeJS.Timeout | undefined;
      const finish = (description?: string) => {
        clearTimeout(timer);
        clearTimeout(wake);
        stopListening();
        request.signal?.removeEventListener("abort", onAbort);
        if (this.#waiting === waiting) this.#waiting = undefined;
        resolve(description);
      };
      const waiting: WaitingPoll = { answer: () => finish(), refuse: finish };
      const timer = setTimeout(() => finish(), request.timeout * 1000);
      const onAbort = () => finish();
      const stopListening = this.#world.queue.onPush(() => {
        wake ??= setTimeout(() => finish(), WAKE_MS);
      });
      request.signal?.addEventListener("abort", onAbort);
      this.#waiting = waiting;
    });
    if (outcome !== undefined) return this.conflict(outcome);
    // A caller that is gone must not use up a repeated update.
    return answer(request.signal?.aborted ? [] : this.#take(from, request.limit));
  }

  #confirm(offset: number): void {
    for (const update of this.#world.queue.confirmBelow(offset)) {
      const fault = this.#world.faults.onUpdate("duplicate", update.kind, update.ownerId);
      if (fault === undefined) continue;
      this.#late++;
      setTimeout(() => this.#repeat(update), fault.afterMs ?? 0).unref();
    }
  }

  #repeat(update: QueuedUpdate): void {
    this.#late--;
    this.#again.push(update);
    this.#waiting?.answer();
  }

  #take(from: number, limit: number): QueuedUpdate[] {
    const again = this.#again.splice(0, limit);
    return [...again, ...this.#world.queue.list(from, limit - again.length)];
  }
}

function answer(updates: readonly QueuedUpdate[]): RawJson {
  let left = MAX_ANSWER_BYTES;
  const bodies: string[] = [];
  for (const { body } of updates) {
    left -= body.length;
    if (left <= 0 && bodies.length > 0) break;
    bodies.push(body);
  }
  return new RawJson(`[${bodies.join(",")}]`);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
