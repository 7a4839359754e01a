import { type Figures, freeOf } from "./figures.ts";
import type { BedUnit, Conditions, UnitKind } from "./unit.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Free beds; undefined when nobody ever said how many are taken. */
export function freeBeds(unit: Figures & Pick<BedUnit, "confirmedAt">): number | undefined {
  return unit.confirmedAt === null ? undefined : freeOf(unit);
}

/** How old a figure is. Days are whole days since it was confirmed. */
export type Age =
  | { readonly kind: "fresh"; readonly hours: number }
  | { readonly kind: "stale"; readonly days: number }
  | { readonly kind: "never" };

/** A figure is fresh until its period is over: one day for a night shelter, a week otherwise. */
export function ageOf(
  { confirmedAt, confirmEvery }: Pick<BedUnit, "confirmedAt" | "confirmEvery">,
  now: Date,
): Age {
  if (confirmedAt === null) return { kind: "never" };
  const passed = Math.max(0, now.getTime() - confirmedAt.getTime());
  return passed <= confirmEvery * DAY
    ? { kind: "fresh", hours: Math.floor(passed / HOUR) }
    : { kind: "stale", days: Math.floor(passed / DAY) };
}

/** What a person said of themselves; undefined where they were not asked or skipped it. */
export interface Seeker {
  readonly who?: "man" | "woman" | "children";
  readonly papers?: "any" | "none";
}

/** Those meant for them first. */
const UNITS_FOR: Readonly<Record<NonNullable<Seeker["who"]>, readonly UnitKind[]>> = {
  man: ["men", "anyone", "low_mobility", "quarantine"],
  woman: ["women", "anyone", "low_mobility", "quarantine"],
  children: ["families", "anyone", "women"],
};
/** Beds for a few come last: whoever did not say is rarely one of those. */
const UNITS_FOR_UNKNOWN: readonly UnitKind[] = [
  "anyone",
  "men",
  "women",
  "families",
  "low_mobility",
  "quarantine",
];

/** Whether beds of this kind are for this person at all; unknown counts as yes. */
export function isFor(unit: UnitKind, { who }: Seeker): boolean {
  return who === undefined || UNITS_FOR[who].includes(unit);
}

/** Of units that promise as much, those that are meant for this person come first. */
export function compareUnits(one: UnitKind, other: UnitKind, { who }: Seeker): number {
  const order = who === undefined ? UNITS_FOR_UNKNOWN : UNITS_FOR[who];
  const place = (unit: UnitKind) => (order.includes(unit) ? order.indexOf(unit) : order.length);
  return place(one) - place(other);
}

/** Why a person may be sent away; each has its words in `shelters:stop.<code>`. */
export type Stop = "papers" | "fluorography" | "sober" | "age" | "region" | "quarantine";

/**
 * What may stop this person: certain when what they said breaks a condition, possible when the condition
 * is there and nothing was said about it.
 */
export function stopsOf(
  conditions: Conditions,
  unit: UnitKind,
  { papers }: Seeker,
): { readonly certain: readonly Stop[]; readonly possible: readonly Stop[] } {
  const asked = conditions.papers !== null && conditions.papers !== "none";
  const without = asked && papers === "none";
  const certain: Stop[] = without && conditions.policeCertificate !== true ? ["papers"] : [];
  const possible: Stop[] = [
    ...(asked && certain.length === 0 && (papers !== "any" || conditions.papers === "passport")
      ? (["papers"] as const)
      : []),
    ...(conditions.fluorography ? (["fluorography"] as const) : []),
    ...(conditions.sober ? (["sober"] as const) : []),
    ...(conditions.ageFrom !== null || conditions.ageTo !== null ? (["age"] as const) : []),
    ...(conditions.regionOnly ? (["region"] as const) : []),
    ...(unit === "quarantine" ? (["quarantine"] as const) : []),
  ];
  return { certain, possible };
}

/** Within so many kilometres a free bed comes before a nearer place without one. */
export const REACH_KM = 100;

/** What places are put in order by. */
export interface Rank {
  readonly suits: boolean;
  /** Undefined: nobody ever said. */
  readonly free: number | undefined;
  readonly fresh: boolean;
  readonly kilometres: number;
  readonly name: string;
}

/**
 * The order of an answer: places within reach first; there suitable ones first, then those with a free
 * bed by a fresh figure, then those that may have one by an older figure or by none, then the full ones;
 * the nearest first among equals, and by name at the same distance.
 */
export function compareRank(a: Rank, b: Rank): number {
  return (
    Number(b.kilometres <= REACH_KM) - Number(a.kilometres <= REACH_KM) ||
    Number(b.suits) - Number(a.suits) ||
    (a.kilometres <= REACH_KM ? promise(b) - promise(a) : 0) ||
    a.kilometres - b.kilometres ||
    promise(b) - promise(a) ||
    (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
  );
}

/** 2: a free bed by a fresh figure; 1: perhaps; 0: full by a fresh figure. */
function promise({ free, fresh }: Rank): number {
  if (!fresh || free === undefined) return 1;
  return free > 0 ? 2 : 0;
}
