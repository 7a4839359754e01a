import type { Payment } from "./schema.ts";

/**
 * A payment in kopecks; a share of the minimum is rounded down.
 * @param workingAge the working-age minimum in kopecks; null: not known, and then a share of it is not
 */
export function amountOf({ amount }: Pick<Payment, "amount">, workingAge: number | null) {
  if ("rubles" in amount) return amount.rubles * 100;
  return workingAge === null ? null : shareOf(workingAge, amount.workingAgeMinimum);
}

/** A share of kopecks that is limited in percent, rounded down. */
export function percentOf(kopecks: number, percent: number): number {
  return shareOf(kopecks, [percent, 100]);
}

function shareOf(kopecks: number, [share, of]: readonly [number, number]): number {
  return Math.floor((kopecks * share) / of);
}
