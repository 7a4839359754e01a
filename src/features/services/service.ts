import type { Case } from "../cases/index.ts";

/** One help that was rendered, as it is counted. */
export interface Service {
  readonly id: bigint;
  /** A code of `serviceData.kinds`. */
  readonly kind: string;
  /** "YYYY-MM-DD". */
  readonly day: string;
  readonly institutionId: string;
  /** The member who rendered it; null: it followed from what nobody of the staff did. */
  readonly staffId: string | null;
  /** null: people without a name. */
  readonly caseId: string | null;
  /** 1, or how many people without a name. */
  readonly people: number;
  /** How many of them were released from prison by that day. */
  readonly released: number;
  readonly source: string;
  readonly tripId: string | null;
  readonly recordedAt: Date;
  /** Of what was read: a correction names it. */
  readonly version: number;
}

/**
 * For whom a service was:
 * - `case`: the person of a case, who is counted once for each kind, over all cases and institutions;
 * - `nameless`: so many people whose names nobody asked. Nobody can tell whether they are the same as
 *   others, so they add up: five people found on two evenings are ten.
 */
export type Whom =
  | {
      readonly kind: "case";
      readonly case: Pick<Case, "id" | "record">;
      /** Whether they were released from prison; left out: as the record of the case says. */
      readonly released?: boolean;
    }
  | { readonly kind: "nameless"; readonly people: number; readonly released: number };

export interface NewService {
  readonly kind: string;
  /** "YYYY-MM-DD". */
  readonly day: string;
  readonly institutionId: string;
  readonly staffId: string | null;
  readonly whom: Whom;
  /**
   * What it follows from, such as "hold:ID" or "message:ID". The same source is recorded once, whoever
   * tells of it and how often.
   */
  readonly source: string;
  readonly tripId?: string;
  readonly at: Date;
}

/** Whether the person of a case was released from prison by a day, as far as the record says. */
export function wasReleased({ releaseDate }: Case["record"], day: string): boolean {
  return releaseDate !== null && releaseDate <= day;
}
