import type { FactsInput } from "../../../src/features/eligibility/facts.ts";
import type { Assessment, Outcome } from "../../../src/features/eligibility/rules.ts";

/** One row of law: how a person who otherwise fits is judged by one rule. */
export interface RuleRow {
  readonly clause: string;
  readonly code: string;
  readonly told: string;
  readonly changes: FactsInput;
  readonly truth: "yes" | "no" | "unknown";
  readonly outcome: Outcome;
  readonly values?: Assessment["reasons"][number]["values"];
}

const row = (
  clause: string,
  code: string,
  told: string,
  changes: FactsInput,
  truth: RuleRow["truth"],
  outcome: Outcome,
  values?: RuleRow["values"],
): RuleRow => ({ clause, code, told, changes, truth, outcome, ...(values ? { values } : {}) });

const ended = (endedOn: string, more: object = {}) => ({
  lastContract: { endedOn, ending: "in_time", measure: "other", ...more } as never,
});
const child = { kin: "child", age: "under_14", income: { total: 0 } } as const;

/** All on 10.05.2023. */
export const ruleRows: readonly RuleRow[] = [
  row("п. 2, 21(3)", "lives_in_region", "lives there", {}, "yes", "likely"),
  row(
    "п. 2, 21(3)",
    "lives_in_region",
    "lives elsewhere",
    { livesInRegion: "no" },
    "no",
    "unlikely",
  ),
  row(
    "п. 2, 21(3)",
    "lives_in_region",
    "not told",
    { livesInRegion: "unknown" },
    "unknown",
    "specialist",
  ),
  row("п. 19", "registration_not_needed", "not registered", { registered: "no" }, "yes", "likely"),
  row("п. 19", "registration_not_needed", "not told", {}, "yes", "likely"),
  row("п. 8", "adult", "of age", {}, "yes", "likely"),
  row("п. 8", "adult", "a minor", { adult: "no" }, "no", "unlikely"),
  row("п. 8", "adult", "not told", { adult: "unknown" }, "unknown", "specialist"),
  row("п. 8", "capacity", "has capacity", {}, "yes", "likely"),
  row("п. 8", "capacity", "has a guardian", { capacity: "no" }, "no", "unlikely"),
  row("п. 21(4)", "no_active_contract", "none", {}, "yes", "likely"),
  row("п. 21(4)", "no_active_contract", "has one", { activeContract: "yes" }, "no", "unlikely"),
  row(
    "п. 21(4)",
    "no_active_contract",
    "not told",
    { activeContract: "unknown" },
    "unknown",
    "specialist",
  ),
  row("п. 39", "earlier_contract", "never had one", {}, "yes", "likely"),
  row(
    "п. 39",
    "earlier_contract",
    "not told",
    { lastContract: "unknown" },
    "unknown",
    "specialist",
  ),
  row(
    "п. 39",
    "waited_since_contract",
    "12 months and a day",
    ended("2022-05-09"),
    "yes",
    "likely",
  ),
  row(
    "п. 39",
    "waited_since_contract",
    "12 months to the day",
    ended("2022-05-10"),
    "unknown",
    "specialist",
    {
      endedOn: "2022-05-10",
      againFrom: "2023-05-11",
    },
  ),
  row("п. 39", "waited_since_contract", "a day less", ended("2022-05-11"), "no", "unlikely", {
    endedOn: "2022-05-11",
    againFrom: "2023-05-12",
  }),
  row(
    "п. 39",
    "waited_since_contract",
    "ended early for a valid reason",
    ended("2023-04-01", { ending: "early_valid_reason" }),
    "yes",
    "likely",
  ),
  row(
    "п. 39",
    "waited_since_contract",
    "ended early otherwise",
    ended("2023-04-01", { ending: "early_other" }),
    "no",
    "unlikely",
  ),
  row(
    "п. 39",
    "waited_since_contract",
    "ended nobody knows how",
    ended("2023-04-01", { ending: "unknown" }),
    "unknown",
    "specialist",
  ),
  row(
    "п. 39",
    "waited_since_contract",
    "ended nobody knows when",
    ended("unknown"),
    "unknown",
    "specialist",
  ),
  row(
    "п. 9",
    "job_search_once_a_year",
    "a valid reason does not lift it",
    ended("2023-04-01", { ending: "early_valid_reason", measure: "job_search" }),
    "no",
    "unlikely",
    {
      endedOn: "2023-04-01",
      jobSearchFrom: "2024-04-02",
    },
  ),
  row(
    "п. 9",
    "job_search_once_a_year",
    "a year later",
    ended("2022-05-09", { measure: "job_search" }),
    "yes",
    "likely",
  ),
  row(
    "п. 9",
    "job_search_once_a_year",
    "an unknown measure",
    ended("2023-04-01", { ending: "early_valid_reason", measure: "unknown" }),
    "unknown",
    "specialist",
  ),
  row(
    "п. 2, 21(3)",
    "income_below_minimum",
    "a kopeck below",
    { income: { total: 4_527_899 } },
    "yes",
    "likely",
    {
      income: 1_509_299,
      threshold: 1_509_300,
    },
  ),
  row(
    "п. 2, 21(3)",
    "income_below_minimum",
    "exactly the minimum",
    { income: { total: 4_527_900 } },
    "no",
    "unlikely",
    {
      income: 1_509_300,
      threshold: 1_509_300,
    },
  ),
  row(
    "п. 2, 21(3)",
    "income_below_minimum",
    "not told",
    { income: "unknown" },
    "unknown",
    "specialist",
  ),
  row(
    "п. 2, 21(3)",
    "income_below_minimum",
    "a territory without a value",
    { territory: "evenkia" },
    "unknown",
    "specialist",
  ),
  row("п. 2, 22", "beyond_control", "a reason", {}, "yes", "likely"),
  row("п. 2, 22", "beyond_control", "none is named", { causes: [] }, "no", "specialist"),
  row("п. 2, 22", "beyond_control", "not told", { causes: "unknown" }, "unknown", "specialist"),
  row(
    "п. 4",
    "members_by_living_together",
    "a brother registered there lives apart",
    { family: [{ kin: "sibling", age: "adult", livesTogether: "no" }] },
    "yes",
    "likely",
    { members: 1 },
  ),
  row("п. 20", "children_first", "a child", { family: [child] }, "yes", "likely"),
  row("п. 9", "children_first_job_search", "a child", { family: [child] }, "yes", "likely"),
  row(
    "п. 13",
    "children_first_other",
    "a child",
    { family: [child], measure: "other" },
    "yes",
    "likely",
  ),
  row(
    "п. 14(2), 21(1)",
    "identity_paper",
    "another paper",
    { identityPaper: "other_identity" },
    "yes",
    "likely",
  ),
  row("п. 14(2), 21(1)", "identity_paper", "none yet", { identityPaper: "none" }, "no", "likely"),
  row(
    "п. 14(2), 21(1)",
    "family_papers",
    "all",
    { family: [child], familyPapers: "yes" },
    "yes",
    "likely",
  ),
  row(
    "п. 14(2), 21(1)",
    "family_papers",
    "some are missing",
    { family: [child], familyPapers: "no" },
    "no",
    "likely",
  ),
  row(
    "п. 14(3), 21(1)",
    "representative_papers",
    "a representative",
    { representative: "yes" },
    "yes",
    "likely",
  ),
  row(
    "п. 14 абз. 7, п. 21(1)",
    "price_papers_business",
    "has them",
    { measure: "own_business", pricePapers: "yes" },
    "yes",
    "likely",
  ),
  row(
    "п. 14 абз. 7, п. 21(1)",
    "price_papers_business",
    "not yet",
    { measure: "own_business", pricePapers: "no" },
    "no",
    "likely",
  ),
  row(
    "п. 14 абз. 8, п. 21(1)",
    "price_papers_farm",
    "not told",
    { measure: "household_farm" },
    "unknown",
    "likely",
  ),
  row("п. 21(2)", "true_data", "always", {}, "yes", "likely"),
  row(
    "прил. 6 п. 1.3",
    "one_measure",
    "no measure chosen",
    { measure: "unknown" },
    "yes",
    "likely",
  ),
  row(
    "прил. 6 п. 4.1.1(1)",
    "employment_registration",
    "registered",
    { employmentService: "yes" },
    "yes",
    "likely",
  ),
  row(
    "прил. 6 п. 4.1.1(1)",
    "employment_registration",
    "not yet",
    { employmentService: "no" },
    "no",
    "likely",
  ),
  row("п. 12", "training", "wanted", { training: "yes" }, "yes", "likely"),
];

/** Terms and money of the measures, kopecks, with 16 451 rubles as the working-age minimum. */
export const measureRows = [
  {
    clause: "п. 9",
    termClause: "п. 7(1)",
    code: "job_search",
    term: 9,
    money: {
      after_signing: 1_645_100,
      after_first_job: 1_645_100,
      during_training: 822_550,
      training_fee: 3_000_000,
    },
  },
  {
    clause: "п. 10",
    termClause: "п. 7(2)",
    code: "own_business",
    term: 12,
    money: { start_up: 25_000_000, training_fee: 3_000_000 },
  },
  {
    clause: "п. 11",
    termClause: "п. 7(2)",
    code: "household_farm",
    term: 12,
    money: { farm: 10_000_000, training_fee: 3_000_000 },
  },
  {
    clause: "п. 13",
    termClause: "п. 7(3)",
    code: "other",
    term: 6,
    money: { monthly_support: 1_645_100 },
  },
] as const;

/** Clauses of payments besides those of their measures. */
export const paymentClauses = ["п. 12"] as const;

/** How incomes are added up and alimony is taken off: income.test.ts. */
export const incomeClause = "п. 3, прил. 5 п. 1.2";
