import { queueIdOf } from "./delivery/queue.ts";
import { createRandom, type Random } from "./world/random.ts";

/** What goes wrong. The first six act on calls of the bot, the others on updates to it. */
export type FaultEffect =
  /** 429 with `retryAfter` seconds; the call is not executed. */
  | { readonly kind: "too-many-requests"; readonly retryAfter: number }
  /** 500 or 502; the call is not executed. */
  | { readonly kind: "server-error"; readonly status: 500 | 502 }
  /** The connection breaks and the call is not executed. */
  | { readonly kind: "reset-before" }
  /** The call takes effect, then the connection breaks: the bot does not learn it. */
  | { readonly kind: "reset-after" }
  /** The answer comes `ms` later. */
  | { readonly kind: "delay"; readonly ms: number }
  /** 403 "bot was blocked by the user". */
  | { readonly kind: "blocked" }
  /** The update comes again with the same update_id, `afterMs` after its delivery (default 0). */
  | { readonly kind: "duplicate"; readonly afterMs?: number }
  /** The update waits until one of another queue has overtaken it, at most `ms` (default 100). */
  | { readonly kind: "reorder"; readonly ms?: number }
  /** The same press comes again under a new update_id. */
  | { readonly kind: "press-again" }
  /** The webhook's answer is lost: Telegram takes it for a failure and sends the update again. */
  | { readonly kind: "webhook-answer-lost" };

/** A fault and what it acts on. Without `probability` it acts `times` times (default 1). */
export interface FaultRule {
  readonly effect: FaultEffect;
  /** How often at most; with a probability the default is without end. */
  readonly times?: number;
  /** 0 to 1: acts on this part of what matches, chosen by the seed. */
  readonly probability?: number;
  /** Lets this many matches pass first. */
  readonly skip?: number;
  /**
   * Names of methods (calls) or kinds of update (updates), without regard to case. Default: all of
   * them except getUpdates, which a polling bot calls all the time.
   */
  readonly method?: string | readonly string[];
  readonly chatId?: number;
}

export interface ActiveFault extends FaultRule {
  readonly id: number;
  /** How often it has acted. */
  readonly acted: number;
}

const ON_CALLS = [
  "too-many-requests",
  "server-error",
  "reset-before",
  "reset-after",
  "delay",
  "blocked",
] as const;
const REORDER_MS = 100;

interface Rule {
  readonly id: number;
  readonly rule: FaultRule;
  readonly methods: ReadonlySet<string> | undefined;
  readonly random: Random;
  left: number;
  skip: number;
  acted: number;
}

interface Held {
  readonly queueId: number;
  readonly release: () => void;
}

/** Faults on demand, repeatable: each rule draws from its own series of the seed. */
export class Faults {
  #rules: Rule[] = [];
  #lastId = 0;
  #held: Held[] = [];
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  add(rule: FaultRule): number {
    const id = ++this.#lastId;
    const names = rule.method === undefined ? undefined : [rule.method].flat();
    this.#rules.push({
      id,
      rule,
      methods: names && new Set(names.map((name) => name.toLowerCase())),
      random: createRandom(this.#seed * 1009 + id),
      left: rule.times ?? (rule.probability === undefined ? 1 : Number.POSITIVE_INFINITY),
      skip: rule.skip ?? 0,
      acted: 0,
    });
    return id;
  }

  remove(id: number): boolean {
    const before = this.#rules.length;
    this.#rules = this.#rules.filter((rule) => rule.id !== id);
    return this.#rules.length < before;
  }

  clear(): void {
    this.#rules = [];
  }

  list(): ActiveFault[] {
    return this.#rules.map(({ id, rule, acted }) => ({ id, ...rule, acted }));
  }

  /** The fault of this call, when one acts. */
  onCall(method: string, chatId: number): FaultEffect | undefined {
    if (this.#rules.length === 0) return undefined;
    return this.#draw(ON_CALLS, method, chatId);
  }

  /** Whether (and how) an update's delivery goes wrong in one of these ways. */
  onUpdate<K extends "duplicate" | "press-again" | "webhook-answer-lost">(
    kind: K,
    update: string,
    ownerId: number,
  ): Extract<FaultEffect, { kind: K }> | undefined {
    if (this.#rules.length === 0) return undefined;
    return this.#draw([kind], update, ownerId) as Extract<FaultEffect, { kind: K }> | undefined;
  }

  /** Queues an update through `push` now, or after one of another queue when reordering acts. */
  pass(kind: string, ownerId: number, push: () => unknown): void {
    if (this.#rules.length === 0 && this.#held.length === 0) {
      push();
      return;
    }
    const effect = this.#draw(["reorder"], kind, ownerId);
    const queueId = queueIdOf(kind, ownerId);
    // A queue keeps its own order: only updates of other queues overtake.
    const isBehindHeld = this.#held.some((held) => held.queueId === queueId);
    if (effect?.kind === "reorder" || isBehindHeld) {
      this.#hold(queueId, push, effect?.kind === "reorder" ? effect.ms : undefined);
      return;
    }
    push();
    for (const held of [...this.#held]) held.release();
  }

  /** Updates held back by reordering. */
  get holding(): number {
    return this.#held.length;
  }

  #hold(queueId: number, push: () => unknown, ms = REORDER_MS): void {
    const held: Held = {
      queueId,
      release: () => {
        clearTimeout(timer);
        this.#held = this.#held.filter((other) => other !== held);
        push();
      },
    };
    const timer = setTimeout(() => {
      const elders = this.#held.slice(0, this.#held.indexOf(held) + 1);
      for (const elder of elders.filter((other) => other.queueId === queueId)) elder.release();
    }, ms);
    timer.unref();
    this.#held.push(held);
  }

  #draw(
    kinds: readonly FaultEffect["kind"][],
    method: string,
    chatId: number,
  ): FaultEffect | undefined {
    const name = method.toLowerCase();
    for (const entry of this.#rules) {
      const { rule } = entry;
      if (!kinds.includes(rule.effect.kind)) continue;
      if (entry.methods === undefined ? name === "getupdates" : !entry.methods.has(name)) continue;
      if (rule.chatId !== undefined && rule.chatId !== chatId) continue;
      if (entry.left <= 0) continue;
      if (entry.skip > 0) {
        entry.skip--;
        continue;
      }
      if (rule.probability !== undefined && entry.random.next() >= rule.probability) continue;
      entry.left--;
      entry.acted++;
      return rule.effect;
    }
    return undefined;
  }
}
