import { addDays, addMonths, daysBetween } from "../../../programs/dates.ts";
import type { Program } from "../../../programs/index.ts";
import type { Contract } from "../record.ts";
import { lawOf } from "./law.ts";

export type Extension =
  /** Until this day at the latest. */
  | {
      readonly kind: "may";
      readonly until: string;
      readonly clause: string;
      readonly reading: string;
    }
  /** It was extended already. */
  | { readonly kind: "no_more"; readonly clause: string }
  /** No edition is known to hold on the contract's day. */
  | { readonly kind: "unknown" };

type Extended = Pick<Contract, "startsOn" | "endsOn"> & {
  readonly record: Pick<Contract["record"], "extendedFrom">;
};

/** How far a contract may be extended for a valid reason: once, by half of its first term (п. 33). */
export function extensionOf(program: Program, contract: Extended): Extension {
  const law = lawOf(program, contract);
  if (!law?.confirmed) return { kind: "unknown" };
  const { clause, share, reading } = law.edition.contract.extension;
  if (contract.record.extendedFrom !== null) return { kind: "no_more", clause };
  const { startsOn, endsOn } = contract;
  return { kind: "may", until: longestExtension({ startsOn, endsOn }, share), clause, reading };
}

/**
 * What an addendum makes of a contract: the programme is extended with it (п. 34), so that what was to last
 * as long as the contract still does.
 */
export function extendedTo(
  { endsOn, record }: Pick<Contract, "endsOn" | "record">,
  until: string,
): Pick<Contract, "endsOn" | "record"> {
  const activities = record.activities.map((one) =>
    one.until === endsOn ? { ...one, until } : one,
  );
  return { endsOn: until, record: { ...record, activities, extendedFrom: endsOn } };
}

/**
 * The last day to which a share of a term may extend it. Half a month is 15 days; a term that is not in
 * whole months is halved by its days (`half_month_is_fifteen_days`).
 */
export function longestExtension(
  first: Pick<Contract, "startsOn" | "endsOn">,
  [share, of]: readonly [number, number],
): string {
  const { startsOn, endsOn } = first;
  const months = wholeMonths(startsOn, endsOn);
  if (months === null) {
    const days = daysBetween(startsOn, endsOn) + 1;
    return addDays(endsOn, Math.floor((days * share) / of));
  }
  const whole = addMonths(addDays(endsOn, 1), Math.floor((months * share) / of));
  const rest = Math.floor((((months * share) % of) * 30) / of);
  return addDays(whole, rest - 1);
}

/** How many months a term is, by the same number or by the day before it; null: not whole months. */
function wholeMonths(startsOn: string, endsOn: string): number | null {
  for (let months = 1; ; months += 1) {
    const same = addMonths(startsOn, months);
    if (endsOn === same || endsOn === addDays(same, -1)) return months;
    if (endsOn < same) return null;
  }
}
