/** One call of the bot as it was made and answered. */
export interface CallRecord {
  /** Number of the call, from 1; use the last one seen as the cursor. */
  readonly seq: number;
  readonly method: string;
  /** Arguments as received; files by name and size. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch, by the world's clock. */
  readonly at: number;
  readonly ms: number;
  readonly status: number;
  readonly ok: boolean;
  readonly result?: unknown;
  readonly description?: string;
  /** A fault that acted on the call. */
  readonly fault?: string;
  /** The call came as the answer to a webhook request. */
  readonly viaWebhook?: true;
}

const KEPT = 20_000;

/** What the bot called, oldest first; without recording only counts and the last moment. */
export class CallLog {
  readonly recording: boolean;
  /** Calls made, getUpdates left out. */
  count = 0;
  /** Calls being executed, getUpdates left out. */
  running = 0;
  /** Real milliseconds of the end of the last call, for "nothing has happened for a while". */
  lastAt = 0;
  #records: CallRecord[] = [];

  constructor(recording: boolean) {
    this.recording = recording;
  }

  add(record: Omit<CallRecord, "seq">): void {
    const seq = (this.#records.at(-1)?.seq ?? 0) + 1;
    this.#records.push({ seq, ...record });
    if (this.#records.length > 2 * KEPT) this.#records.splice(0, KEPT);
  }

  /** Calls after `cursor`, of one method when it is named; getUpdates only when it is named. */
  since(cursor: number, method?: string): CallRecord[] {
    const first = this.#records[0]?.seq ?? 1;
    return this.#records
      .slice(Math.max(0, cursor + 1 - first))
      .filter((record) =>
        method === undefined ? record.method !== "getUpdates" : record.method === method,
      );
  }

  get cursor(): number {
    return this.#records.at(-1)?.seq ?? 0;
  }
}
