import type { Log } from "../log.ts";
import { createWorkerPool } from "../worker-pool.ts";
import type { Taken } from "./take.ts";
import type { TakeTask } from "./worker.ts";

export type { Refusal, Taken } from "./take.ts";

/** Makes pictures and documents that people send fit to be kept, and reads the codes on them. */
export interface Images {
  /**
   * @param wanted the QR codes that are looked for: the search ends at the first one; none: no search
   * @returns `busy`: too many pictures wait; the same may go well in a minute
   */
  take(bytes: Uint8Array, wanted?: RegExp): Promise<Taken | { readonly kind: "busy" }>;
  close(): Promise<void>;
}

export interface ImagesOptions {
  readonly log: Pick<Log, "error">;
  readonly workers?: number;
  readonly mostWaiting?: number;
  readonly timeoutMs?: number;
}

/** Pictures are worked on by a thread of their own: while it works, the chats go on. */
export function createImages({
  log,
  workers = 1,
  mostWaiting = 20,
  timeoutMs = 20_000,
}: ImagesOptions): Images {
  const pool = createWorkerPool<TakeTask, Taken>({
    script: new URL("./worker.ts", import.meta.url),
    ...{ workers, mostWaiting, timeoutMs },
    onLost: (code, error) => log.error("image_worker_lost", error, { code }),
  });
  return {
    async take(bytes, wanted) {
      const done = await pool.run({ bytes, ...(wanted ? { wanted } : {}) });
      if (done.kind === "done") return done.value;
      return done.kind === "busy" ? done : { kind: "refused", why: "broken" };
    },
    close: () => pool.close(),
  };
}
