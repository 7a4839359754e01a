/** Whom a unit of beds is for; HSDS calls it the unit of a service capacity. */
export const UNIT_KINDS = [
  "anyone",
  "men",
  "women",
  "families",
  "low_mobility",
  "quarantine",
] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** Beds of one kind in one place. Counts are numbers of beds. */
export interface BedUnit {
  readonly id: string;
  readonly institutionId: string;
  readonly unit: UnitKind;
  readonly capacity: number;
  readonly occupied: number;
  /** Kept by accepted holds. */
  readonly held: number;
  readonly outOfUse: number;
  /** Paid for by the budget; null: not known. */
  readonly funded: number | null;
  readonly note: string | null;
  /** When somebody last said or confirmed the figures; null: nobody ever did. */
  readonly confirmedAt: Date | null;
  /** After so many days the figures are stale: 1 for night shelters, 7 otherwise. */
  readonly confirmEvery: number;
  readonly version: number;
}

/** What may stop a person at the door. A condition that nothing is known of is null. */
export interface Conditions {
  /** none: nobody asks; any: any paper with a name; passport. */
  readonly papers: "none" | "any" | "passport" | null;
  /** A certificate of the police will do instead of papers. */
  readonly policeCertificate: boolean | null;
  readonly fluorography: boolean | null;
  readonly sober: boolean | null;
  readonly ageFrom: number | null;
  readonly ageTo: number | null;
  /** Only people registered in the region. */
  readonly regionOnly: boolean | null;
  readonly longestStayDays: number | null;
}

export const NO_CONDITIONS_KNOWN: Conditions = {
  papers: null,
  policeCertificate: null,
  fluorography: null,
  sober: null,
  ageFrom: null,
  ageTo: null,
  regionOnly: null,
  longestStayDays: null,
};
