import { fromPrisma, PgBoss } from "pg-boss";
import { failuresOf } from "./each.ts";
import type { Log } from "./log.ts";
import type { Transaction } from "./postgres/database.ts";

/** What a job is told: ids only, so that nothing about a person lies in the queue. */
export type JobData = Readonly<Record<string, string>>;

export interface Queue {
  /** Queues a job in the transaction that gives it its reason. */
  add(tx: Transaction, name: string, data: JobData, startAfter: Date): Promise<void>;
  /** Handles the jobs of a name. The handler checks again that the reason holds; it may run twice. */
  work(name: string, handler: (data: JobData) => Promise<void>): Promise<void>;
  /** Runs a job every so often, once over all instances. */
  every(name: string, cron: string, handler: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export interface RunningQueue extends Queue {
  /** Looks for jobs of a name now instead of at the next poll. */
  wake(name: string): void;
}

/** A worker that dies is noticed after this many seconds, and its job runs again elsewhere. */
const HEARTBEAT_SECONDS = 10;
const RETRIES = 20;
/** How soon a job is noticed; what must be said at once does not go through the queue. */
const POLL_SECONDS = 1;

export interface QueueOptions {
  /** Only adds jobs, as the command line does; whoever works takes care of the rest. */
  readonly addsOnly?: boolean;
  /** Told how each job ended, for the figures. */
  readonly onEnd?: (queue: string, outcome: "done" | "failed") => void;
}

/** Starts the queue; it keeps its tables in a schema of its own in the same database. */
export async function startQueue(
  databaseUrl: string,
  log: Log,
  { addsOnly = false, onEnd }: QueueOptions = {},
): Promise<RunningQueue> {
  const cares = { supervise: !addsOnly, schedule: !addsOnly };
  const boss = new PgBoss({ connectionString: databaseUrl, max: 3, ...cares });
  const made = new Map<string, Promise<void>>();
  /** Who works on a name, by its id. */
  const workers = new Map<string, string>();
  // The message may name a row; the code is enough.
  boss.on("error", (error) => log.error("queue_failed", error));
  await boss.start();

  /** Jobs may be added before anybody works on their queue. */
  function make(name: string): Promise<void> {
    const making =
      made.get(name) ??
      boss.createQueue(name, {
        heartbeatSeconds: HEARTBEAT_SECONDS,
        retryLimit: RETRIES,
        retryBackoff: true,
      });
    made.set(name, making);
    making.catch(() => made.delete(name));
    return making;
  }

  /** The queue keeps what a failed job throws: its name only, the rest is for the log. */
  async function attempt(name: string, job: () => Promise<void>): Promise<void> {
    try {
      await job();
    } catch (error) {
      onEnd?.(name, "failed");
      for (const one of failuresOf(error)) log.error("job_failed", one, { code: name });
      throw new Error(`${name} failed`);
    }
    onEnd?.(name, "done");
  }

  function wake(name: string): void {
    const worker = workers.get(name);
    if (worker) boss.notifyWorker(worker);
  }

  /** One job at a time, so that one that fails is the only one to run again. */
  async function takeJobs(name: string, handler: (data: JobData) => Promise<void>): Promise<void> {
    const worker = await boss.work<JobData>(
      name,
      { pollingIntervalSeconds: POLL_SECONDS },
      async (jobs) => {
        // A job is rarely alone: the next one is looked for at once, not a poll later.
        wake(name);
        for (const { data } of jobs) await attempt(name, () => handler(data));
      },
    );
    workers.set(name, worker);
  }

  return {
    async add(tx, name, data, startAfter) {
      await make(name);
      await boss.send(name, data, { startAfter, db: fromPrisma(tx) });
    },
    async work(name, handler) {
      await make(name);
      await takeJobs(name, handler);
    },
    async every(name, cron, handler) {
      await boss.createQueue(name);
      await takeJobs(name, handler);
      await boss.schedule(name, cron);
    },
    wake,
    stop: () => boss.stop({ graceful: true, timeout: 5_000 }),
  };
}
