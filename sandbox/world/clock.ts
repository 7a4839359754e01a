/**
 * `real` runs with the machine, shifted by what `advance` added; `fixed` stands still and moves only
 * when it is told to. The clock rules dates and expiry of messages and updates; waiting for the
 * network (long poll, retries of a webhook) is always real time.
 */
export type ClockOption = { kind: "real" } | { kind: "fixed"; at: number | string | Date };

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Whole seconds since the epoch, as in the Bot API. */
  seconds(): number;
  /** Moves the clock by milliseconds, also backwards. */
  advance(ms: number): void;
  /** Sets the present moment. */
  set(at: number | string | Date): void;
}

export function createClock(option: ClockOption): Clock {
  const running = option.kind === "real";
  const machine = () => (running ? Date.now() : 0);
  let offset = option.kind === "fixed" ? milliseconds(option.at) : 0;
  const now = () => machine() + offset;
  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    advance: (ms) => {
      offset += ms;
    },
    set: (at) => {
      offset = milliseconds(at) - machine();
    },
  };
}

function milliseconds(at: number | string | Date): number {
  const value = typeof at === "number" ? at : new Date(at).getTime();
  if (Number.isNaN(value)) throw new Error(`not a moment: ${String(at)}`);
  return value;
}
