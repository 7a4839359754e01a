import type { Assessment, Outcome } from "./rules.ts";

/** What is different when the same answers are judged again, by another day's data. */
export interface Recheck {
  readonly before: { readonly date: string; readonly outcome: Outcome };
  readonly now: { readonly date: string; readonly outcome: Outcome };
  /** Codes of reasons that came, went, or are judged otherwise. */
  readonly reasons: readonly string[];
  /** Kopecks; present when the subsistence minimum differs. */
  readonly threshold?: { readonly before: number | null; readonly now: number | null };
}

/** Compares a result that was told with the result of now; undefined when nothing that decides differs. */
export function recheck(before: Assessment, now: Assessment): Recheck | undefined {
  const reasons = differing(before, now);
  const threshold =
    before.threshold.value === now.threshold.value
      ? undefined
      : { before: before.threshold.value, now: now.threshold.value };
  if (before.outcome === now.outcome && reasons.length === 0 && !threshold) return undefined;
  return {
    before: { date: before.date, outcome: before.outcome },
    now: { date: now.date, outcome: now.outcome },
    reasons,
    ...(threshold ? { threshold } : {}),
  };
}

function differing(before: Assessment, now: Assessment): string[] {
  const was = new Map(
    before.reasons.map(({ code, truth, effect }) => [code, `${truth} ${effect}`]),
  );
  const is = new Map(now.reasons.map(({ code, truth, effect }) => [code, `${truth} ${effect}`]));
  return [...new Set([...was.keys(), ...is.keys()])].filter(
    (code) => was.get(code) !== is.get(code),
  );
}
