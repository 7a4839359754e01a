import type { Condition, Scalar, Value } from "./condition.ts";

/**
 * A form is data. Its position is never stored: it is computed from the answers (position.ts),
 * so going back, changing one answer, resuming after days and a new release all cost nothing.
 */
export interface Form {
  /** Permanent name, also the name of its texts: `forms.<code>.…`. */
  readonly code: string;
  /**
   * Once this is "yes" the outcome is certain and nothing more is asked. Answers already given stay,
   * so that a slip of the finger, taken back, costs nothing.
   */
  readonly ends?: Condition;
  readonly items: readonly Item[];
}

export type Item = Question | Group;

/** Questions asked once for each of a counted set, e.g. for every member of the family. */
export interface Group {
  /** Permanent name; an instance's answer is stored as `<group>.<n>.<question code>`, n from 1. */
  readonly group: string;
  /** The number question that says how many times. */
  readonly count: string;
  /** Subtracted from the count, e.g. 1 when the applicant is asked about apart. */
  readonly less?: number;
  readonly questions: readonly Question[];
}

export interface Question {
  /** Permanent: answers are stored under it, so it is never reused for another meaning. */
  readonly code: string;
  readonly kind: QuestionKind;
  /** The choices of `choice` and `many`, by permanent code, in the order shown. */
  readonly options?: readonly string[];
  /** Asked only when this is "yes". Inside a group, a code without a dot means the same member's. */
  readonly when?: Condition;
  /** "Не знаю" is offered. */
  readonly unknown?: boolean;
  /** The clause or source that the question serves, shown under "why we ask". */
  readonly clause: string;
  /** For `number` (inclusive) and `money` (kopecks, inclusive). */
  readonly min?: number;
  readonly max?: number;
  /** For `date`: a day after today is not understood. */
  readonly past?: true;
}

/**
 * Stored values: `yes_no` "yes"/"no"; `choice` an option; `many` options (may be empty); `number` an
 * integer; `money` integer kopecks; `date` "YYYY-MM-DD"; `town` a GeoNames id. "unknown" for "не знаю".
 */
export type QuestionKind = "yes_no" | "choice" | "many" | "number" | "money" | "date" | "town";

/** Answers by permanent code. */
export type Answers = Readonly<Record<string, Value>>;

/** A question as it is asked now: `code` is the full stored code, `text` the code of its wording. */
export interface Asked {
  readonly code: string;
  readonly text: string;
  readonly question: Question;
  /** Which member of a group, from 1. */
  readonly member?: number;
}

export type Position =
  | { readonly kind: "ask"; readonly asked: Asked; readonly number: number; readonly total: number }
  | { readonly kind: "complete" };

export type { Scalar, Value };
