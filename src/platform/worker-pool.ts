import { Worker } from "node:worker_threads";

export interface Task<Input> {
  readonly id: number;
  readonly input: Input;
}

export interface Reply {
  readonly id: number;
  readonly value: unknown;
}

export type Done<Output> =
  | { readonly kind: "done"; readonly value: Output }
  /** Too many wait already. */
  | { readonly kind: "busy" }
  /** The worker died of this very task, or did not get done with it in time. */
  | { readonly kind: "lost" };

export interface WorkerPool<Input, Output> {
  run(input: Input): Promise<Done<Output>>;
  close(): Promise<void>;
}

export interface PoolOptions {
  readonly script: URL;
  readonly workers: number;
  /** How many tasks may wait besides those that are worked on. */
  readonly mostWaiting: number;
  readonly timeoutMs: number;
  /** Told when a worker is lost. */
  readonly onLost?: (why: "died" | "timeout", error: unknown) => void;
}

interface Waiting<Input, Output> {
  readonly input: Input;
  readonly settle: (done: Done<Output>) => void;
}

/**
 * Threads for work that would hold up everybody's chats. They start with the first task; one that dies or
 * hangs is replaced, and costs nobody but its own task.
 */
export function createWorkerPool<Input, Output>(options: PoolOptions): WorkerPool<Input, Output> {
  const waiting: Waiting<Input, Output>[] = [];
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  let closed = false;
  let lastId = 0;

  function next(): void {
    if (closed || waiting.length === 0) return;
    const worker = idle.pop() ?? (all.size < options.workers ? start() : undefined);
    const task = worker && waiting.shift();
    if (worker && task) work(worker, task);
  }

  function start(): Worker {
    // Libraries print what they think of a broken file: it would get into the log.
    const worker = new Worker(options.script, { stdout: true, stderr: true });
    worker.stdout.resume();
    worker.stderr.resume();
    // A process that is done with everything else need not wait for its threads.
    worker.unref();
    // One that fails between two tasks ends no process; the next task starts another.
    worker.on("error", () => {});
    worker.on("exit", () => {
      all.delete(worker);
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
    });
    all.add(worker);
    return worker;
  }

  function work(worker: Worker, { input, settle }: Waiting<Input, Output>): void {
    lastId += 1;
    const id = lastId;
    const timer = setTimeout(() => lose("timeout", undefined), options.timeoutMs);
    const died = (error: unknown) => lose("died", error);
    const replied = ({ id: of, value }: Reply) => {
      if (of !== id) return;
      leave();
      idle.push(worker);
      settle({ kind: "done", value: value as Output });
      next();
    };

    function leave(): void {
      clearTimeout(timer);
      worker.off("error", died).off("exit", died).off("message", replied);
    }

    function lose(why: "died" | "timeout", error: unknown): void {
      leave();
      all.delete(worker);
      void worker.terminate();
      options.onLost?.(why, error);
      settle({ kind: "lost" });
      next();
    }

    worker.on("error", died).on("exit", died).on("message", replied);
    worker.postMessage({ id, input } satisfies Task<Input>);
  }

  return {
    run(input) {
      if (closed || waiting.length >= options.mostWaiting) {
        return Promise.resolve({ kind: "busy" });
      }
      return new Promise((settle) => {
        waiting.push({ input, settle });
        next();
      });
    },
    async close() {
      closed = true;
      for (const { settle } of waiting.splice(0)) settle({ kind: "busy" });
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}
