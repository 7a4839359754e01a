import type { Value } from "../form.ts";

/** What a typed answer was taken for. */
export type Parsed<T extends Value = Value> =
  | { readonly kind: "value"; readonly value: T }
  /** It can mean several things: the person chooses one. */
  | { readonly kind: "choose"; readonly options: readonly T[] }
  | NotUnderstood;

/** `code` names the sentence under `forms-common.not_understood`, `values` fill it. */
export interface NotUnderstood {
  readonly kind: "not_understood";
  readonly code: NotUnderstoodCode;
  readonly values?: Readonly<Record<string, number>>;
}

export const notUnderstoodCodes = [
  "empty",
  "yes_no",
  "choice",
  "many",
  "number",
  "number_too_small",
  "number_too_big",
  "money",
  "money_unclear",
  "money_per_month",
  "money_negative",
  "money_currency",
  "money_too_big",
  "money_too_small",
  "date",
  "date_no_day",
  "date_impossible",
  "date_future",
  "town",
  "unknown_not_offered",
] as const;

export type NotUnderstoodCode = (typeof notUnderstoodCodes)[number];

export interface ParseContext {
  /** The person's own day, "YYYY-MM-DD". */
  readonly today: string;
  /** How the options are written on the buttons that the person sees. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Looks a town up by name. */
  readonly findTown?: (text: string) => TownFound;
}

export type TownFound =
  | { readonly kind: "one"; readonly town: { readonly id: number } }
  | { readonly kind: "several"; readonly towns: readonly { readonly id: number }[] }
  | { readonly kind: "none" };

export const value = <T extends Value>(found: T): Parsed<T> => ({ kind: "value", value: found });

export const notUnderstood = (
  code: NotUnderstoodCode,
  values?: NotUnderstood["values"],
): NotUnderstood => ({ kind: "not_understood", code, ...(values && { values }) });

/** One reading is the answer; several are offered, the smallest first. */
export function oneOf<T extends string | number>(readings: readonly T[]): Parsed<T> | undefined {
  const distinct = [...new Set(readings)].sort((a, b) => (a < b ? -1 : 1));
  if (distinct.length === 0) return undefined;
  return distinct.length === 1 ? value(distinct[0]!) : { kind: "choose", options: distinct };
}
