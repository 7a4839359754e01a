/** The figures of a bed unit, in beds. Free is what is left, and never less than none. */
export interface Figures {
  readonly capacity: number;
  readonly occupied: number;
  /** Kept by accepted holds. */
  readonly held: number;
  readonly outOfUse: number;
}

/** How many beds are free by the figures; whether anybody ever said so is another question. */
export function freeOf({ capacity, occupied, held, outOfUse }: Figures): number {
  return capacity - occupied - held - outOfUse;
}

/** What staff say of a unit, and what a hold does to it. */
export type FigureChange =
  /** `-1` and `+1`: one free bed less or more than there were, whoever counted meanwhile. */
  | { readonly kind: "free_by"; readonly step: 1 | -1 }
  /** A typed number: so many are free now. */
  | { readonly kind: "free"; readonly beds: number }
  /** "All taken". */
  | { readonly kind: "full" }
  /** "As yesterday": the figures are still true. */
  | { readonly kind: "confirmed" }
  | { readonly kind: "out_of_use"; readonly beds: number }
  | { readonly kind: "capacity"; readonly beds: number }
  | HoldStep;

export type HoldStep =
  /** One free bed is kept for somebody. */
  | { readonly kind: "take" }
  /** A kept bed is free again. */
  | { readonly kind: "release" }
  /** Whoever it was kept for is there. */
  | { readonly kind: "occupy" }
  /** Somebody who was there left. */
  | { readonly kind: "vacate" };

export type Refusal = "none_free" | "none_occupied" | "none_held" | "too_many" | "never_said";

/**
 * What a change does, as figures that are set and figures that are moved: moved ones are counted from what
 * the row has by then, so that two at once are two.
 */
export interface Move {
  readonly capacityTo: number | null;
  readonly outOfUseTo: number | null;
  readonly heldBy: number;
  readonly occupiedBy: number;
  /** Set: as many are occupied as leave so many free. */
  readonly freeTo: number | null;
  /** Counts as a confirmation: somebody looked how many are free. */
  readonly confirms: boolean;
  /** Means nothing while nobody ever said how many are free. */
  readonly needsFigure: boolean;
}

const STILL: Move = {
  ...{ capacityTo: null, outOfUseTo: null, heldBy: 0, occupiedBy: 0, freeTo: null },
  ...{ confirms: false, needsFigure: false },
};

export function moveOf(change: FigureChange): Move {
  switch (change.kind) {
    case "free_by":
      return { ...STILL, occupiedBy: -change.step, confirms: true, needsFigure: true };
    case "free":
      return { ...STILL, freeTo: change.beds, confirms: true };
    case "full":
      return { ...STILL, freeTo: 0, confirms: true };
    case "confirmed":
      return { ...STILL, confirms: true, needsFigure: true };
    case "out_of_use":
      return { ...STILL, outOfUseTo: change.beds };
    case "capacity":
      return { ...STILL, capacityTo: change.beds };
    case "take":
      return { ...STILL, heldBy: 1 };
    case "release":
      return { ...STILL, heldBy: -1 };
    case "occupy":
      return { ...STILL, heldBy: -1, occupiedBy: 1 };
    case "vacate":
      return { ...STILL, occupiedBy: -1 };
  }
}

/** The figures after a change, or why it cannot be: none is ever below nought, nor free below it. */
export function figuresAfter(
  before: Figures & { readonly confirmedAt: Date | null },
  change: FigureChange,
):
  | { readonly kind: "changed"; readonly figures: Figures }
  | { readonly kind: "refused"; readonly why: Refusal } {
  const move = moveOf(change);
  if (move.needsFigure && before.confirmedAt === null) {
    return { kind: "refused", why: "never_said" };
  }
  const capacity = move.capacityTo ?? before.capacity;
  const outOfUse = move.outOfUseTo ?? before.outOfUse;
  const held = before.held + move.heldBy;
  const occupied =
    move.freeTo === null
      ? before.occupied + move.occupiedBy
      : capacity - held - outOfUse - move.freeTo;
  const figures = { capacity, occupied, held, outOfUse };
  if (held < 0) return { kind: "refused", why: "none_held" };
  if (occupied < 0) {
    return { kind: "refused", why: move.freeTo === null ? "none_occupied" : "too_many" };
  }
  if (capacity < 0 || outOfUse < 0) return { kind: "refused", why: "too_many" };
  if (freeOf(figures) >= 0) return { kind: "changed", figures };
  return { kind: "refused", why: isMoved(move) ? "none_free" : "too_many" };
}

function isMoved({ heldBy, occupiedBy }: Move): boolean {
  return heldBy !== 0 || occupiedBy !== 0;
}
