import type { Clock } from "../world/clock.ts";

export interface QueuedUpdate {
  readonly id: number;
  readonly kind: string;
  /** The update as JSON text, frozen at the moment of the event. */
  readonly body: string;
  /** Updates of one queue are delivered by webhook one after another; queues run in parallel. */
  readonly queueId: number;
  /** The chat or person whom it is about; 0 when unknown. */
  readonly ownerId: number;
  /** Unix seconds after which an undelivered update is dropped. */
  readonly expiresAt: number;
}

/** Seconds that an undelivered update is kept: a press 150, an inline query 30, others a day. */
const LIFETIME: Readonly<Record<string, number>> = { callback_query: 150, inline_query: 30 };
const DAY = 24 * 60 * 60;
const MAX_QUEUE = 100_000;

/** Offset of the queue of each kind of update; the person's or chat's id is added. */
const QUEUE_OFFSET: Readonly<Record<string, number>> = {
  callback_query: 3 * 2 ** 33,
  my_chat_member: 5 * 2 ** 33,
  inline_query: 2 ** 33,
};

/** The queue of an update: messages of a chat form one, presses of a person another. */
export function queueIdOf(kind: string, ownerId: number): number {
  return (QUEUE_OFFSET[kind] ?? 0) + ownerId;
}

/**
 * Updates that the bot has not confirmed yet, in order of their ids. An array with a moving head and
 * a set of the living: pushing, confirming and dropping from the middle are all cheap.
 */
export class UpdateQueue {
  #nextId: number;
  #items: QueuedUpdate[] = [];
  #head = 0;
  readonly #alive = new Set<number>();
  readonly #clock: Clock;
  readonly #listeners = new Set<(update: QueuedUpdate) => void>();
  #forgotten: () => void = () => undefined;

  constructor(firstId: number, clock: Clock) {
    this.#nextId = firstId;
    this.#clock = clock;
  }

  get size(): number {
    return this.#alive.size;
  }

  get nextId(): number {
    return this.#nextId;
  }

  onPush(listener: (update: QueuedUpdate) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Called after an update was confirmed or dropped. */
  onForget(listener: () => void): void {
    this.#forgotten = listener;
  }

  /** Queues an update; over 100,000 waiting ones Telegram accepts no more, neither does this. */
  push(kind: string, content: unknown, ownerId: number): QueuedUpdate | undefined {
    const queueId = queueIdOf(kind, ownerId);
    return this.#put(
      kind,
      queueId,
      ownerId,
      (id) => `{"update_id":${id},"${kind}":${JSON.stringify(content)}}`,
    );
  }

  /** Queues an update of any form, with fields as given, in a queue of its own. */
  pushRaw(update: Record<string, unknown>): QueuedUpdate | undefined {
    const kind = Object.keys(update).find((key) => key !== "update_id") ?? "unknown";
    return this.#put(kind, -this.#nextId, 0, (id) => JSON.stringify({ ...update, update_id: id }));
  }

  /** Puts back what a saved state held. */
  restore(updates: readonly QueuedUpdate[], nextId: number): void {
    this.#items = [...updates];
    this.#head = 0;
    for (const { id } of updates) this.#alive.add(id);
    this.#nextId = nextId;
  }

  /** Up to `limit` unexpired updates with ids of at least `from`, oldest first. */
  list(from: number, limit: number): QueuedUpdate[] {
    const now = this.#clock.seconds();
    const found: QueuedUpdate[] = [];
    for (let at = this.#indexOf(from); at < this.#items.length && found.length < limit; at++) {
      const update = this.#items[at] as QueuedUpdate;
      if (!this.#alive.has(update.id)) continue;
      if (update.expiresAt < now) this.forget(update.id);
      else found.push(update);
    }
    return found;
  }

  has(id: number): boolean {
    return this.#alive.has(id);
  }

  forget(id: number): void {
    this.#alive.delete(id);
    this.#forgotten();
    while (this.#head < this.#items.length && !this.#alive.has(this.#at(this.#head).id))
      this.#head++;
    if (this.#head > 1024 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
  }

  /** Confirms everything below `offset`. Returns what was confirmed. */
  confirmBelow(offset: number): QueuedUpdate[] {
    const confirmed = this.#items
      .slice(this.#head, this.#indexOf(offset))
      .filter(({ id }) => this.#alive.has(id));
    for (const { id } of confirmed) this.forget(id);
    return confirmed;
  }

  /** Keeps only the last `count` updates. */
  keepLast(count: number): void {
    const waiting = this.list(0, MAX_QUEUE);
    for (const { id } of waiting.slice(0, Math.max(0, waiting.length - count))) this.forget(id);
  }

  #put(
    kind: string,
    queueId: number,
    ownerId: number,
    body: (id: number) => string,
  ): QueuedUpdate | undefined {
    if (this.#alive.size >= MAX_QUEUE) return undefined;
    const id = this.#nextId++;
    const expiresAt = this.#clock.seconds() + (LIFETIME[kind] ?? DAY);
    const update: QueuedUpdate = { id, kind, body: body(id), queueId, ownerId, expiresAt };
    this.#items.push(update);
    this.#alive.add(id);
    for (const listener of this.#listeners) listener(update);
    return update;
  }

  #at(index: number): QueuedUpdate {
    return this.#items[index] as QueuedUpdate;
  }

  /** Index of the first waiting update with an id of at least `from`. */
  #indexOf(from: number): number {
    let low = this.#head;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#at(middle).id < from) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
