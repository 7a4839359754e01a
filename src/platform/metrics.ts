import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** What an operator watches; what to do about each is in `docs/operating.md`. Labels are codes, never people. */
export interface Metrics {
  readonly registry: Registry;
  readonly updates: Counter<"outcome">;
  readonly calls: Counter<"outcome">;
  readonly jobs: Counter<"queue" | "outcome">;
  readonly letters: Counter<"outcome">;
  readonly seconds: Histogram<string>;
  readonly outbox: Gauge<string>;
  /** As it is in the database: the same from each process. */
  readonly backlog: {
    readonly calls: Gauge<string>;
    readonly lateSeconds: Gauge<string>;
    readonly setAside: Gauge<string>;
    readonly lateJobs: Gauge<string>;
    readonly failedJobs: Gauge<string>;
  };
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers });
  return {
    registry,
    updates: counter("opora_updates_total", "Updates by what became of them", "outcome"),
    calls: counter(
      "opora_telegram_calls_total",
      "Calls to Telegram by what became of them",
      "outcome",
    ),
    jobs: counter("opora_jobs_total", "Jobs that ran, by how they ended", "queue", "outcome"),
    letters: counter(
      "opora_letters_total",
      "Letters to institutions by what became of them",
      "outcome",
    ),
    seconds: new Histogram({
      name: "opora_update_seconds",
      help: "From the arrival of an update to its commit",
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers,
    }),
    outbox: gauge(
      "opora_outbox_taken_over",
      "Calls that the last sweep took over from a holder that let them lie",
    ),
    backlog: {
      calls: gauge("opora_outbox_calls", "Calls to Telegram that are not made yet"),
      lateSeconds: gauge(
        "opora_outbox_late_seconds",
        "How long the oldest of them is past its time",
      ),
      setAside: gauge("opora_updates_set_aside", "Updates that a fault of ours could not handle"),
      lateJobs: gauge("opora_jobs_late", "Jobs that should have begun more than a minute ago"),
      failedJobs: gauge("opora_jobs_failed", "Jobs that were given up"),
    },
  };
}
