export const INSTITUTION_KINDS = [
  "resource_centre",
  "social_protection",
  "shelter",
  "ngo",
  "employment_service",
  "probation",
] as const;
export type InstitutionKind = (typeof INSTITUTION_KINDS)[number];

/** Institutions that take the cases of a town; the others are places to go to. */
export const SERVING_KINDS = [
  "resource_centre",
  "social_protection",
] as const satisfies readonly InstitutionKind[];

/** One that might serve a town. */
export interface Candidate {
  readonly id: string;
  readonly kind: InstitutionKind;
  readonly region: string;
  /** From the town to the institution's. */
  readonly kilometres: number;
  /** Whether a specialist there has the bot. */
  readonly staffed: boolean;
}

/**
 * The institution that serves a town: one where somebody reads the case, the nearest in the region; at
 * the same distance a resource centre, whose very task it is.
 */
export function serving(region: string | null, candidates: readonly Candidate[]): string | null {
  const rank = ({ kind }: Candidate) => (SERVING_KINDS as readonly string[]).indexOf(kind);
  const [best] = candidates
    .filter((one) => one.region === region && rank(one) >= 0)
    .toSorted(
      (a, b) =>
        Number(b.staffed) - Number(a.staffed) ||
        a.kilometres - b.kilometres ||
        rank(a) - rank(b) ||
        (a.id < b.id ? -1 : 1),
    );
  return best?.id ?? null;
}
