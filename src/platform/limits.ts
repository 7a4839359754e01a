import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";

/** What one person may send. Far above what a person does by hand, below what hurts others. */
export const UPDATES_PER_WINDOW = 60;
export const WINDOW_SECONDS = 20;
/** The pace of a person: so many are counted by each instance alone, without asking Redis. */
const COUNTED_ALONE = 10;

export type Limit =
  | { readonly kind: "allowed" }
  /** `first` is true once per window: then the person is told. */
  | { readonly kind: "too_fast"; readonly seconds: number; readonly first: boolean };

export type Limiter = (chat: string) => Promise<Limit>;

/**
 * Counts a person's pace here and what goes beyond it in Redis over all instances; when Redis is away,
 * each instance counts for itself.
 */
export function createLimiter(
  redis: Redis | undefined,
  keyOf: (chat: string) => string,
  points = UPDATES_PER_WINDOW,
): Limiter {
  const inMemory = (points: number) => new RateLimiterMemory(options(points));
  if (!redis) {
    const limiter = inMemory(points);
    return async (chat) => limitOf(await consumed(limiter, keyOf(chat)), points);
  }
  const alone = inMemory(COUNTED_ALONE);
  const more = points - COUNTED_ALONE;
  const shared = new RateLimiterRedis({
    ...options(more),
    storeClient: redis,
    insuranceLimiter: inMemory(more),
  });
  return async (chat) => {
    const pace = await consumed(alone, chat);
    if (pace.consumedPoints <= COUNTED_ALONE) return { kind: "allowed" };
    return limitOf(await consumed(shared, keyOf(chat)), more);
  };
}

const options = (points: number) => ({
  points,
  duration: WINDOW_SECONDS,
  keyPrefix: "opora:rate",
});

/** The library throws what it counted when it refuses. */
async function consumed(
  limiter: RateLimiterMemory | RateLimiterRedis,
  key: string,
): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key);
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return refused;
    throw refused;
  }
}

function limitOf({ consumedPoints, msBeforeNext }: RateLimiterRes, points: number): Limit {
  if (consumedPoints <= points) return { kind: "allowed" };
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
  return { kind: "too_fast", seconds, first: consumedPoints === points + 1 };
}

export const unlimited: Limiter = async () => ({ kind: "allowed" });
