import type { Cell, Relation } from "../../../src/features/suppression/index.ts";

const MOST = 40;

/**
 * Which values a withheld cell may have, for somebody who tries all whole numbers: knows the printed cells
 * and the relations, nothing else. It shares no code with the rule.
 * @returns as many as `enough` at most
 */
export function possible(
  target: string,
  cells: readonly Cell[],
  relations: readonly Relation[],
  secret: ReadonlySet<string>,
  enough: number,
): number[] {
  const known = new Map(
    cells.filter(({ id }) => !secret.has(id)).map(({ id, value }) => [id, value] as const),
  );
  const unknown = [...secret].filter((id) => id !== target);
  const found: number[] = [];
  for (let value = 0; value <= MOST && found.length < enough; value += 1) {
    if (fits(new Map([...known, [target, value]]), unknown)) found.push(value);
  }
  return found;

  /** Whether the rest can be filled in so that everything adds up. */
  function fits(given: ReadonlyMap<string, number>, rest: readonly string[]): boolean {
    const range = new Map(rest.map((id) => [id, { low: 0, high: MOST * 4 }]));
    const low = (id: string) => given.get(id) ?? range.get(id)!.low;
    const high = (id: string) => given.get(id) ?? range.get(id)!.high;
    let changed = true;
    while (changed) {
      changed = false;
      for (const { kind, total, parts } of relations) {
        const lows = parts.reduce((sum, id) => sum + low(id), 0);
        const highs = parts.reduce((sum, id) => sum + high(id), 0);
        const least = kind === "sum" ? lows : Math.max(...parts.map(low));
        if (!within(total, least, highs)) return false;
        for (const part of parts) {
          const most = kind === "sum" ? high(total) - (lows - low(part)) : high(total);
          if (!within(part, low(total) - (highs - high(part)), most)) return false;
        }
      }
    }
    const [next, ...others] = rest.filter((id) => low(id) < high(id));
    if (next === undefined) return true;
    const closed = new Map([...given, ...rest.map((id) => [id, low(id)] as const)]);
    for (const id of [next, ...others]) closed.delete(id);
    for (let value = low(next); value <= high(next); value += 1) {
      if (fits(new Map([...closed, [next, value]]), others)) return true;
    }
    return false;

    function within(id: string, least: number, most: number): boolean {
      const fixed = given.get(id);
      if (fixed !== undefined) return fixed >= least && fixed <= most;
      const now = range.get(id)!;
      if (least > now.low || most < now.high) {
        range.set(id, { low: Math.max(now.low, least), high: Math.min(now.high, most) });
        changed = true;
      }
      return low(id) <= high(id);
    }
  }
}
