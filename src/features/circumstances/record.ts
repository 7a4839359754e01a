/** What changes or ends a contract, and what is written around its end. */
export const KINDS = [
  "valid_reason",
  "change",
  "early_end",
  "agreed_end",
  "conclusion",
  "effectiveness",
  "monitoring",
] as const;
export type Kind = (typeof KINDS)[number];

export interface Paper {
  /** Id of the kept file. */
  readonly id: string;
  readonly name: string;
}

/** How one activity of the programme went, as the curator sees it (п. 29). */
export type Done = "yes" | "partly" | "no";

/** What was found in one month of the monitoring (п. 31). */
export interface Found {
  readonly doneOn: string;
  readonly found: "yes" | "no" | "unknown";
  readonly ways: readonly string[];
}

/** The sealed part. A field that a later release adds is missing in an older row: see `EMPTY_BODY`. */
export interface Body {
  /** Code of the pack: which valid reason, change or ground. */
  readonly what: string;
  /** In the words of whoever told it. */
  readonly text: string;
  /** What a request by п. 34 asks for. */
  readonly asks: "change" | "extend" | null;
  readonly papers: readonly Paper[];
  /** The day on which each step was done, "YYYY-MM-DD", by the code of its clock. */
  readonly days: Readonly<Record<string, string>>;
  readonly decision: "yes" | "no" | null;
  /** The recipient did not sign the addendum. */
  readonly unsigned: boolean;
  /** The new last day by the addendum. */
  readonly until: string | null;
  /** The day on which a ground of п. 35 arose: aid stops by it (п. 37). */
  readonly aroseOn: string | null;
  /** Of the months after the end, "YYYY-MM": integer kopecks of the family (п. 30(1)). */
  readonly incomes: Readonly<Record<string, number>>;
  /** Of the family in the three months before the application, together; kopecks, null: not known here. */
  readonly before: number | null;
  /** How the recipient lives now, in their own words. */
  readonly living: string | null;
  /** Whether to extend, or to conclude a new contract; null: nothing is said. */
  readonly useful: boolean | null;
  /** By the place of the activity in the programme. */
  readonly activities: readonly Done[];
  /** By the number of the month after the end. */
  readonly months: Readonly<Record<string, Found>>;
}

export const EMPTY_BODY: Body = {
  what: "",
  text: "",
  asks: null,
  papers: [],
  days: {},
  decision: null,
  unsigned: false,
  until: null,
  aroseOn: null,
  incomes: {},
  before: null,
  living: null,
  useful: null,
  activities: [],
  months: {},
};

export interface Circumstance {
  readonly id: string;
  readonly contractId: string;
  readonly kind: Kind;
  /** The day from which the first limit counts, "YYYY-MM-DD". */
  readonly happenedOn: string;
  readonly body: Body;
  /** Of what was read; a change names it. */
  readonly version: number;
}
