import type { FieldKind } from "../../programs/fieldwork.ts";

/** Work outside of the institution, as it is counted. */
export interface Trip {
  readonly id: string;
  readonly kind: FieldKind;
  /** "YYYY-MM-DD"; of a letter, the day on which it was received. */
  readonly day: string;
  readonly institutionId: string;
  /** The member who went, consulted, or received the letter. */
  readonly staffId: string;
  /** Of a patrol, a code of `fieldworkData.places`; of a visit or consultation, the prison by name. */
  readonly place: string | null;
  /** People found or advised. */
  readonly people: number;
  /** Codes of `fieldworkData.topics`. */
  readonly topics: readonly string[];
  /** Where so many of the people went, by codes of `fieldworkData.outcomes`. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Of a letter: "YYYY-MM-DD", and the member. */
  readonly answeredOn: string | null;
  readonly answeredBy: string | null;
  readonly recordedAt: Date;
  /** Of what was read: a change names it. */
  readonly version: number;
}

export type NewTrip = Pick<
  Trip,
  "id" | "kind" | "day" | "institutionId" | "staffId" | "recordedAt"
> &
  Partial<Pick<Trip, "place" | "people" | "topics" | "outcomes">>;

/** So many people at most are found, advised or sent somewhere in one trip. */
export const MOST_PEOPLE = 999;
