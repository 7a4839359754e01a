import type { Condition } from "./condition.ts";
import type { Form, Question } from "./form.ts";

/**
 * The social contract check, Krasnoyarsk krai. A clause is a clause of the procedure in the edition
 * of 14.10.2021 ("прил." one of its forms). The day of application is not asked: it is today.
 */

/** Towns whose territory follows from the list of territories itself; for others it is asked. */
export const townsWithKnownTerritory = [
  1497337, // Norilsk
  2022572, // Khatanga
  1485997, // Yeniseysk
  1500607, // Lesosibirsk
  1502026, // Krasnoyarsk
] as const;

/** The thirteen territories of the krai with a subsistence minimum of their own. */
export const territories = [
  "norilsk",
  "khatanga",
  "taimyr",
  "evenkia",
  "turukhansky",
  "severo_yeniseysky",
  "yeniseysk",
  "lesosibirsk",
  "yeniseysky",
  "boguchansky",
  "motyginsky",
  "kezhemsky",
  "rest",
] as const;

/** Kinds of income, прил. 3 §9. */
export const incomeKinds = ["work", "pension", "social", "alimony", "other"] as const;

/** The four measures of п. 8. */
export const measures = ["job_search", "own_business", "household_farm", "other"] as const;

/** The applicant and 14 more: a larger household is told to ask the specialist. */
export const mostPeople = 15;

/** Ten million roubles in three months: more is a slip of the finger. */
const mostKopecks = 1_000_000_000;

const withFamily: Condition = { is: ["household", "family"] };

const wants = (...wanted: (typeof measures)[number][]): Condition => ({ in: ["measure", wanted] });

const childUnder14: Condition = {
  any: Array.from({ length: mostPeople - 1 }, (_, index) => ({
    is: [`member.${index + 1}.age`, "under_14"] as const,
  })),
};

/** One question for the kinds, then one sum for each kind that was named. */
function incomes(prefix: string): Question[] {
  return [
    {
      code: `${prefix}_kinds`,
      kind: "many",
      options: incomeKinds,
      unknown: true,
      clause: "п. 3, прил. 3 §9",
    },
    ...incomeKinds.map(
      (kind): Question => ({
        code: `${prefix}_${kind}`,
        kind: "money",
        when: { has: [`${prefix}_kinds`, kind] },
        unknown: true,
        clause: "п. 3, прил. 3 §9",
        min: 0,
        max: mostKopecks,
      }),
    ),
  ];
}

export const socialContract: Form = {
  code: "social_contract",
  ends: { any: [{ is: ["lives_in_krai", "no"] }, { is: ["active_contract", "yes"] }] },
  items: [
    { code: "lives_in_krai", kind: "yes_no", unknown: true, clause: "п. 2, 14, 19" },
    { code: "town", kind: "town", unknown: true, clause: "п. 9" },
    {
      code: "territory",
      kind: "choice",
      options: territories,
      when: {
        any: [{ not: { known: "town" } }, { not: { in: ["town", townsWithKnownTerritory] } }],
      },
      unknown: true,
      clause: "п. 2, 9",
    },
    { code: "adult", kind: "yes_no", unknown: true, clause: "п. 8" },
    { code: "active_contract", kind: "yes_no", unknown: true, clause: "п. 21(4)" },
    { code: "had_contract", kind: "yes_no", unknown: true, clause: "п. 9, 39" },
    {
      code: "contract_ended_on",
      kind: "date",
      when: { is: ["had_contract", "yes"] },
      unknown: true,
      clause: "п. 9, 39",
      past: true,
    },
    {
      code: "contract_ended_how",
      kind: "choice",
      options: ["in_time", "early_valid_reason", "early_other"],
      when: { is: ["had_contract", "yes"] },
      unknown: true,
      clause: "п. 39",
    },
    {
      code: "contract_measure",
      kind: "choice",
      options: measures,
      when: { is: ["had_contract", "yes"] },
      unknown: true,
      clause: "п. 9",
    },
    { code: "household", kind: "choice", options: ["alone", "family"], clause: "п. 2, 4" },
    { code: "people", kind: "number", when: withFamily, clause: "п. 4", min: 2, max: mostPeople },
    ...incomes("own_income"),
    {
      group: "member",
      count: "people",
      less: 1,
      questions: [
        {
          code: "kin",
          kind: "choice",
          options: ["spouse", "child", "parent", "sibling", "other_relative", "not_relative"],
          clause: "п. 4, прил. 3 §8",
        },
        {
          code: "age",
          kind: "choice",
          options: ["under_14", "14_17", "adult"],
          clause: "п. 14(2), прил. 3 §8",
        },
        {
          code: "works",
          kind: "yes_no",
          when: { in: ["age", ["14_17", "adult"]] },
          unknown: true,
          clause: "п. 22, прил. 5 §1.1",
        },
        ...incomes("income"),
      ],
    },
    {
      code: "alimony_withheld",
      kind: "choice",
      options: ["no", "by_writ", "without_writ"],
      unknown: true,
      clause: "прил. 5 §1.2",
    },
    {
      code: "alimony_withheld_sum",
      kind: "money",
      when: { is: ["alimony_withheld", "by_writ"] },
      unknown: true,
      clause: "прил. 5 §1.2",
      min: 0,
      max: mostKopecks,
    },
    {
      code: "low_income_reasons",
      kind: "many",
      options: [
        "health",
        "employer_closed",
        "no_childcare",
        "no_vacancies",
        "low_pay",
        "released",
        "other",
      ],
      unknown: true,
      clause: "п. 2, 22",
    },
    { code: "measure", kind: "choice", options: measures, unknown: true, clause: "п. 7, 8" },
    {
      code: "employment_service",
      kind: "yes_no",
      when: wants("job_search"),
      unknown: true,
      clause: "п. 9",
    },
    {
      code: "training",
      kind: "yes_no",
      when: wants("job_search", "own_business", "household_farm"),
      unknown: true,
      clause: "п. 12",
    },
    {
      code: "identity_paper",
      kind: "choice",
      options: ["passport", "other_identity", "none"],
      clause: "п. 14(2), 21(1)",
    },
    {
      code: "family_papers",
      kind: "yes_no",
      when: withFamily,
      unknown: true,
      clause: "п. 14(2), 21(1)",
    },
    {
      code: "foreign_birth_certificate",
      kind: "yes_no",
      when: childUnder14,
      unknown: true,
      clause: "п. 14(2)",
    },
    { code: "representative", kind: "yes_no", clause: "п. 14(3)" },
    { code: "snils", kind: "yes_no", unknown: true, clause: "п. 14(4), 18" },
    {
      code: "price_papers",
      kind: "yes_no",
      when: wants("own_business", "household_farm"),
      clause: "п. 14, 21(1)",
    },
  ],
};
