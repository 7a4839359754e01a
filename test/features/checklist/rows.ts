import type { Item } from "../../../src/features/checklist/rules.ts";
import type { FactsInput } from "../../../src/features/eligibility/facts.ts";

/** One row for each paper of the edition: whose application has it, and whose has not. */
export interface PaperRow {
  readonly clause: string | null;
  readonly code: string;
  readonly who: Item["who"];
  readonly needed: FactsInput;
  /** Left out where everybody needs it. */
  readonly notNeeded?: FactsInput;
}

const withChild: FactsInput = { family: [{ kin: "child", age: "under_14" }] };
const withSpouse: FactsInput = { family: [{ kin: "spouse", age: "adult" }] };
const studies: FactsInput = { training: "yes", measure: "own_business" };
const studiesWithoutPay: FactsInput = { training: "yes", measure: "other" };

const row = (
  clause: string | null,
  code: string,
  who: Item["who"],
  needed: FactsInput = {},
  notNeeded?: FactsInput,
): PaperRow => ({ clause, code, who, needed, ...(notNeeded ? { notNeeded } : {}) });

export const paperRows: readonly PaperRow[] = [
  row(
    null,
    "release_certificate",
    "person",
    { identityPaper: "none" },
    { identityPaper: "passport" },
  ),
  row(
    null,
    "own_birth_certificate",
    "person",
    { identityPaper: "none" },
    { identityPaper: "other_identity" },
  ),
  row(null, "passport", "person", { identityPaper: "none" }, { identityPaper: "passport" }),
  row(null, "registration", "person", { registered: "no" }, { registered: "yes" }),
  row("п. 14(4), 18", "snils", "person_or_agency"),
  row(null, "health_insurance", "person", { identityPaper: "none" }, { identityPaper: "passport" }),
  row("п. 14(2)", "identity", "person"),
  row("п. 14(2)", "family_identity", "person", withSpouse, withChild),
  row("п. 14(2)", "birth_certificates", "person", withChild, withSpouse),
  row(
    "п. 14(2)",
    "birth_certificate_translation",
    "person",
    { ...withChild, foreignBirthCertificate: "yes" },
    { ...withChild, foreignBirthCertificate: "no" },
  ),
  row(
    "п. 14(3)",
    "power_of_attorney",
    "person",
    { representative: "yes" },
    { representative: "no" },
  ),
  row(
    "п. 14(3)",
    "representative_identity",
    "person",
    { representative: "yes" },
    { representative: "no" },
  ),
  row("п. 14 абз. 6, п. 12, 18", "training_price", "person_or_agency", studies, studiesWithoutPay),
  row(
    "п. 14 абз. 7",
    "business_prices",
    "person",
    { measure: "own_business" },
    { measure: "job_search" },
  ),
  row(
    "п. 14 абз. 8",
    "farm_prices",
    "person",
    { measure: "household_farm" },
    { measure: "own_business" },
  ),
  row("прил. 3 §3, п. 26", "bank_account", "tell"),
  row("прил. 3 §8", "family_details", "tell", withSpouse, { family: [] }),
  row("прил. 3 §9", "incomes", "tell"),
  row("прил. 3 §10", "property", "tell"),
  row("прил. 3 §10", "land_plot", "tell", { measure: "household_farm" }, { measure: "other" }),
  row("прил. 3 §2", "training_place", "tell", studies, studiesWithoutPay),
  row("п. 14(1), прил. 3", "application", "person"),
  row("п. 19", "registration_details", "agency"),
  row("п. 19", "residents", "agency"),
  row("п. 4, 19", "utility_payments", "agency", withSpouse, { family: [] }),
  row("п. 18", "training_licence", "agency", studies, studiesWithoutPay),
  row("п. 14, прил. 3 §9", "income_certificates", "nobody"),
  row("п. 14, прил. 3 §10", "property_papers", "nobody"),
];

/** п. 15, 16: what makes a copy good, by way of handing in. */
export const wayRows = [
  { clause: "п. 15", code: "in_person", plainCopy: true, byPostOnly: false },
  { clause: "п. 15", code: "mfc", plainCopy: true, byPostOnly: false },
  { clause: "п. 15", code: "post", plainCopy: false, byPostOnly: true },
  { clause: "п. 15, 16", code: "epgu", plainCopy: false, byPostOnly: false },
  { clause: "п. 15, 16", code: "regional_portal", plainCopy: false, byPostOnly: false },
] as const;
