import { type Cells, numberOf, TRANSIENT_HOURS } from "./transient-store.ts";

interface Cell {
  version: number;
  state: Buffer;
  readonly until: number;
}

interface WaitingCall {
  readonly key: string;
  readonly call: Buffer;
  dueAt: number;
}

/** Transient conversations in memory: for one process, forgotten when it ends. */
export function memoryCells(now: () => number): Cells {
  const cells = new Map<string, Cell>();
  const calls = new Map<string, WaitingCall>();

  function alive(key: string): Cell | undefined {
    const cell = cells.get(key);
    if (cell && cell.until > now()) return cell;
    cells.delete(key);
    return undefined;
  }

  return {
    async read(key) {
      const cell = alive(key);
      return cell && { version: cell.version, state: cell.state };
    },
    async replace(key, version, state, fresh) {
      const cell = alive(key);
      if ((cell?.version ?? 0) !== version) return undefined;
      const waited = [...calls].filter(([, call]) => call.key === key).map(([id]) => id);
      const until = cell?.until ?? now() + TRANSIENT_HOURS * 3_600_000;
      cells.set(key, { version: version + 1, state, until });
      for (const [id, call] of fresh) calls.set(id, { key, call, dueAt: now() + 15_000 });
      return waited;
    },
    async forget(key) {
      cells.delete(key);
    },
    async removeCall(_key, id) {
      calls.delete(id);
    },
    async postponeCall(_key, id, ms) {
      const waiting = calls.get(id);
      if (waiting) waiting.dueAt = now() + ms;
    },
    async removeCalls(key) {
      for (const [id, waiting] of calls) if (waiting.key === key) calls.delete(id);
    },
    async takeOver(limit, leaseMs) {
      const held = (key: string, before: number) =>
        [...calls].some(
          ([id, call]) => call.key === key && call.dueAt > now() && numberOf(id) < before,
        );
      const due = [...calls]
        .filter(([id, call]) => call.dueAt <= now() && !held(call.key, numberOf(id)))
        .toSorted(([a], [b]) => numberOf(a) - numberOf(b));
      return due.slice(0, limit).map(([id, waiting]) => {
        waiting.dueAt = now() + leaseMs;
        return { key: waiting.key, id, call: waiting.call };
      });
    },
  };
}
