import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** What an operator watches. Labels are codes, never people. */
export interface Metrics {
  readonly registry: Registry;
  readonly updates: Counter<"outcome">;
  readonly calls: Counter<"outcome">;
  readonly seconds: Histogram<string>;
  readonly outbox: Gauge<string>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  return {
    registry,
    updates: new Counter({
      name: "opora_updates_total",
      help: "Updates by what became of them",
      labelNames: ["outcome"],
      registers: [registry],
    }),
    calls: new Counter({
      name: "opora_telegram_calls_total",
      help: "Calls to Telegram by what became of them",
      labelNames: ["outcome"],
      registers: [registry],
    }),
    seconds: new Histogram({
      name: "opora_update_seconds",
      help: "From the arrival of an update to its commit",
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers: [registry],
    }),
    outbox: new Gauge({
      name: "opora_outbox_taken_over",
      help: "Calls that the last sweep took over from a holder that let them lie",
      registers: [registry],
    }),
  };
}
