/**
 * What is known of the person of a case. It is one sealed document: a field that nothing is known of is
 * null, so a field added by a later release is null in an older record.
 */
export interface CaseRecord {
  readonly name: string | null;
  readonly yearOfBirth: number | null;
  /** "YYYY-MM-DD". */
  readonly releaseDate: string | null;
  /** From where they are released. */
  readonly releasedFrom: string | null;
  /** Where they go, or are: GeoNames id. */
  readonly town: number | null;
  readonly address: string | null;
  /** Digits with "+": "+79130000000". */
  readonly relativePhone: string | null;
  /** Codes of needs, most urgent first; named by `triage:need.<code>`. */
  readonly needs: readonly string[];
  /** The day on which the application for a social contract was handed in. */
  readonly appliedOn: string | null;
  /** The day on which the social contract was concluded. */
  readonly contractOn: string | null;
  /** Why the case has the status that it has. */
  readonly reason: string | null;
}

export const EMPTY_RECORD: CaseRecord = {
  name: null,
  yearOfBirth: null,
  releaseDate: null,
  releasedFrom: null,
  town: null,
  address: null,
  relativePhone: null,
  needs: [],
  appliedOn: null,
  contractOn: null,
  reason: null,
};

/** The fields that are asked for and edited one by one, in the order of the form. */
export const CASE_FIELDS = [
  "name",
  "yearOfBirth",
  "releaseDate",
  "releasedFrom",
  "town",
  "address",
  "relativePhone",
  "needs",
] as const;

/** The needs that a specialist marks, most urgent first. */
export const CASE_NEEDS = [
  "bed",
  "food",
  "clothes",
  "papers",
  "registration",
  "medical",
  "insurance",
  "work",
  "training",
  "benefits",
  "pension",
  "disability",
  "legal",
  "home",
  "family",
  "talk",
  "housing",
  "social_contract",
] as const;

/** What becomes known only later. */
export const LATER_FIELDS = ["appliedOn", "contractOn"] as const;

export type CaseField = (typeof CASE_FIELDS)[number] | (typeof LATER_FIELDS)[number];
export type FieldValue = string | number | readonly string[] | null;

export function isCaseField(text: string): text is CaseField {
  return ([...CASE_FIELDS, ...LATER_FIELDS] as readonly string[]).includes(text);
}

/** A case cannot be opened without these: whoever opens the invitation confirms the year of birth. */
export const NEEDED_FIELDS: readonly CaseField[] = ["name", "yearOfBirth"];
