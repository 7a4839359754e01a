import type { Redis } from "ioredis";
import { type Cells, numberOf, TRANSIENT_HOURS } from "./transient-store.ts";

const TALK = "opora:talk:";
const CALLS = "opora:calls:";
const DUE = "opora:calls-due";
const LEASE_MS = 15_000;
const LIFE_MS = TRANSIENT_HOURS * 3_600_000;

/** One step, so that neither a crash nor another instance comes between the state and what it says. */
const REPLACE = `
  local version = tonumber(redis.call("HGET", KEYS[1], "version") or "0")
  if version ~= tonumber(ARGV[1]) then return false end
  local waited = redis.call("HKEYS", KEYS[2])
  redis.call("HSET", KEYS[1], "version", version + 1, "state", ARGV[2])
  if version == 0 then redis.call("PEXPIRE", KEYS[1], ARGV[3]) end
  for i = 5, #ARGV, 2 do
    redis.call("HSET", KEYS[2], ARGV[i], ARGV[i + 1])
    redis.call("ZADD", KEYS[3], ARGV[4], ARGV[i])
  end
  if #ARGV > 4 then redis.call("PEXPIRE", KEYS[2], ARGV[3]) end
  return waited`;

/** One step, so that two instances never each have a part of what a chat is to hear. */
const TAKE_OVER = `
  local function number(id) return tonumber(string.match(id, "|(%d+)") or 0) end
  local function waits(id)
    local calls = ARGV[4] .. string.match(id, "^(.-)|")
    for _, other in ipairs(redis.call("HKEYS", calls)) do
      local due = redis.call("ZSCORE", KEYS[1], other)
      if due and tonumber(due) > tonumber(ARGV[1]) and number(other) < number(id) then return true end
    end
    return false
  end
  local free = {}
  for _, id in ipairs(redis.call("ZRANGEBYSCORE", KEYS[1], "-inf", ARGV[1], "LIMIT", 0, ARGV[2])) do
    if not waits(id) then table.insert(free, id) end
  end
  for _, id in ipairs(free) do redis.call("ZADD", KEYS[1], ARGV[3], id) end
  return free`;

type Scripts = {
  oporaReplace(...args: (string | number | Buffer)[]): Promise<string[] | null>;
  oporaTakeOver(...args: (string | number)[]): Promise<string[]>;
};

/** Transient conversations in Redis, shared by all instances; they expire by themselves. */
export function redisCells(redis: Redis, now: () => number): Cells {
  redis.defineCommand("oporaReplace", { numberOfKeys: 3, lua: REPLACE });
  redis.defineCommand("oporaTakeOver", { numberOfKeys: 1, lua: TAKE_OVER });
  const scripts = redis as unknown as Scripts;

  return {
    async read(key) {
      const [version, state] = await redis.hmgetBuffer(TALK + key, "version", "state");
      return version && state ? { version: Number(version.toString()), state } : undefined;
    },
    async replace(key, version, state, calls) {
      const waited = await scripts.oporaReplace(
        TALK + key,
        CALLS + key,
        DUE,
        version,
        state,
        LIFE_MS,
        now() + LEASE_MS,
        ...[...calls].flat(),
      );
      return waited ?? undefined;
    },
    async forget(key) {
      await redis.del(TALK + key);
    },
    async removeCall(key, id) {
      await redis
        .multi()
        .hdel(CALLS + key, id)
        .zrem(DUE, id)
        .exec();
    },
    async postponeCall(_key, id, ms) {
      await redis.zadd(DUE, "XX", now() + ms, id);
    },
    async removeCalls(key) {
      const ids = await redis.hkeys(CALLS + key);
      if (ids.length === 0) return;
      await redis
        .multi()
        .del(CALLS + key)
        .zrem(DUE, ...ids)
        .exec();
    },
    async takeOver(limit, leaseMs) {
      const ids = await scripts.oporaTakeOver(DUE, now(), limit, now() + leaseMs, CALLS);
      const ordered = ids.toSorted((a, b) => numberOf(a) - numberOf(b));
      const taken = await Promise.all(
        ordered.map(async (id) => {
          const key = id.slice(0, id.indexOf("|"));
          const call = await redis.hgetBuffer(CALLS + key, id);
          if (!call) await redis.zrem(DUE, id);
          return call && { key, id, call };
        }),
      );
      return taken.filter((one) => one !== null);
    },
  };
}
