import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";

/** What one person may send. Far above what a person does by hand, below what hurts others. */
export const UPDATES_PER_WINDOW = 60;
export const WINDOW_SECONDS = 20;
/** This part of them each instance counts alone: at a person's pace Redis is never asked. */
const COUNTED_ALONE = 1 / 3;

export type Limit =
  | { readonly kind: "allowed" }
  /** `first` is true once per window: then the person is told. */
  | { readonly kind: "too_fast"; readonly seconds: number; readonly first: boolean };

export type Limiter = (chat: string) => Promise<Limit>;

const ALLOWED: Limit = { kind: "allowed" };

/**
 * Counts a person's pace here and what goes beyond it in Redis over all instances; when Redis is away,
 * each instance counts for itself.
 */
export function createLimiter(
  redis: Redis | undefined,
  keyOf: (chat: string) => string,
  points = UPDATES_PER_WINDOW,
): Limiter {
  const most = Math.floor(points * COUNTED_ALONE);
  const beyond = points - most;
  const options = { points: beyond, duration: WINDOW_SECONDS, keyPrefix: "opora:rate" };
  const memory = new RateLimiterMemory(options);
  const limiter = redis
    ? new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: memory })
    : memory;
  const alone = new Pace();
  return async (chat) => {
    if (alone.next(chat, performance.now()) <= most) return ALLOWED;
    try {
      await limiter.consume(keyOf(chat));
      return ALLOWED;
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      return {
        kind: "too_fast",
        seconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)),
        first: refused.consumedPoints === beyond + 1,
      };
    }
  };
}

/** How often each chat was heard in the present window, which is the same for all chats. */
class Pace {
  #heard = new Map<string, number>();
  #endsAt = 0;

  /** @param now milliseconds of any steady clock. */
  next(chat: string, now: number): number {
    if (now >= this.#endsAt) {
      this.#heard = new Map();
      this.#endsAt = now + WINDOW_SECONDS * 1000;
    }
    const times = (this.#heard.get(chat) ?? 0) + 1;
    this.#heard.set(chat, times);
    return times;
  }
}

export const unlimited: Limiter = async () => ALLOWED;
