import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible";

/** What one person may send. Far above what a person does by hand, below what hurts others. */
export const UPDATES_PER_WINDOW = 60;
export const WINDOW_SECONDS = 20;

export type Limit =
  | { readonly kind: "allowed" }
  /** `first` is true once per window: then the person is told. */
  | { readonly kind: "too_fast"; readonly seconds: number; readonly first: boolean };

export type Limiter = (chat: string) => Promise<Limit>;

/** Counts in Redis over all instances; when Redis is away, each instance counts for itself. */
export function createLimiter(
  redis: Redis | undefined,
  keyOf: (chat: string) => string,
  points = UPDATES_PER_WINDOW,
): Limiter {
  const options = { points, duration: WINDOW_SECONDS, keyPrefix: "opora:rate" };
  const memory = new RateLimiterMemory(options);
  const limiter = redis
    ? new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: memory })
    : memory;
  return async (chat) => {
    try {
      await limiter.consume(keyOf(chat));
      return { kind: "allowed" };
    } catch (refused) {
      if (refused instanceof Error) throw refused;
      const { msBeforeNext, consumedPoints } = refused as {
        msBeforeNext: number;
        consumedPoints: number;
      };
      return {
        kind: "too_fast",
        seconds: Math.max(1, Math.ceil(msBeforeNext / 1000)),
        first: consumedPoints === points + 1,
      };
    }
  };
}

export const unlimited: Limiter = async () => ({ kind: "allowed" });
