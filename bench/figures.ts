import type { Measured } from "./stage.ts";

/** What a row of the table says of one contender: medians over the rounds. */
export interface Figures {
  readonly name: string;
  /** Updates a second: the median, and the slowest and fastest round. */
  readonly rate: Spread;
  /** Microseconds per update of the contender's process, of PostgreSQL with Redis, and of the load. */
  readonly cpu: Spread;
  readonly servers: number | undefined;
  readonly ours: number;
  /** Milliseconds from an answer to the next question. */
  readonly p50: number;
  readonly p99: number;
  /** Megabytes. */
  readonly memory: number;
}

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function figures(name: string, rounds: readonly Measured[]): Figures {
  const servers = rounds.map((round) => round.servers).filter((one) => one !== undefined);
  return {
    name,
    rate: spread(rounds.map(({ updates, seconds }) => updates / seconds)),
    cpu: spread(rounds.map(({ cpu }) => cpu)),
    servers: servers.length > 0 ? median(servers) : undefined,
    ours: median(rounds.map(({ ours }) => ours)),
    p50: median(rounds.map(({ latencies }) => percentile(latencies, 0.5))),
    p99: median(rounds.map(({ latencies }) => percentile(latencies, 0.99))),
    memory: median(rounds.map(({ memory }) => memory / 2 ** 20)),
  };
}

export function spread(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** The smallest value that at least this share of all values does not exceed. */
export function percentile(values: Float64Array, share: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = values.toSorted();
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] as number;
}
