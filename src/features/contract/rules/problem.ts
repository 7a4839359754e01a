/** Every problem that a contract can have; its words are `contract-check:<code>`. */
export const PROBLEM_CODES = [
  // incomplete
  "number_missing",
  "starts_in_future",
  "ends_before_start",
  "ended_outside_term",
  "extended_outside_term",
  "activities_missing",
  "money_missing",
  // against
  "term_too_long",
  "extension_too_long",
  "activity_outside_term",
  "payment_of_other_measure",
  "payment_without_training",
  "payment_twice",
  "payment_missing",
  "too_many_months",
  "too_few_months",
  "amount_too_high",
  "amount_too_low",
  "part_too_high",
  // unknown
  "edition_unknown",
  "edition_not_confirmed",
  "measure_unknown",
  "territory_not_told",
  "minimum_unknown",
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

export interface Problem {
  /**
   * `incomplete`: the record cannot be right like this. `against`: a limit of the clause is broken.
   * `unknown`: it could not be checked, for the rules or a figure of that day are not known.
   */
  readonly kind: "incomplete" | "against" | "unknown";
  readonly code: ProblemCode;
  /** null: it is about no clause. */
  readonly clause: string | null;
  /** For the wording. Money is integer kopecks; `payment` and `part` are codes of the pack. */
  readonly values: ProblemValues;
}

export interface ProblemValues {
  readonly on?: string;
  readonly limitOn?: string;
  readonly untilOn?: string;
  readonly months?: number;
  readonly limitMonths?: number;
  readonly kopecks?: number;
  readonly limitKopecks?: number;
  readonly percent?: number;
  readonly payment?: string;
  readonly part?: string;
  readonly measure?: string;
  readonly edition?: string;
  /** Of an activity. */
  readonly title?: string;
}

const problem =
  (kind: Problem["kind"]) =>
  (code: ProblemCode, clause: string | null, values: ProblemValues = {}): Problem => ({
    ...{ kind, code, clause, values },
  });

export const incomplete = problem("incomplete");
export const against = problem("against");
export const unknown = problem("unknown");
