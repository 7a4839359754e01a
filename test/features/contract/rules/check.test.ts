import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Contract, ContractRecord } from "../../../../src/features/contract/record.ts";
import {
  checkContract,
  extendedTo,
  extensionOf,
  PROBLEM_CODES,
  type Problem,
  partLimits,
} from "../../../../src/features/contract/rules/index.ts";
import { addDays } from "../../../../src/programs/dates.ts";
import { anyContract, contract, krasnoyarsk } from "./contracts.ts";

/** Contracts of 2023, when the minimum of the working-age of most of the krai was 16 451 rubles. */
const dated = { startsOn: "2023-03-10", endsOn: "2023-12-09" } as const;
const minimum = 1_645_100;

const search = (changes: object = {}, record: Partial<ContractRecord> = {}): Contract =>
  contract(
    { ...dated, ...changes },
    {
      territory: "rest",
      money: [
        { payment: "after_signing", kopecks: minimum, months: 1 },
        { payment: "after_first_job", kopecks: minimum, months: 3 },
      ],
      ...record,
    },
  );
const start = (kopecks: number, record: Partial<ContractRecord> = {}): Contract =>
  contract(
    { ...dated, measure: "own_business", endsOn: "2024-03-09" },
    { money: [{ payment: "start_up", kopecks, months: 1 }], ...record },
  );
const farm = (kopecks: number, endsOn = "2024-03-09"): Contract =>
  contract(
    { ...dated, measure: "household_farm", endsOn },
    { money: [{ payment: "farm", kopecks, months: 1 }] },
  );
const support = (kopecks: number, months: number, endsOn = "2023-09-09"): Contract =>
  contract(
    { ...dated, measure: "other", endsOn },
    { territory: "rest", money: [{ payment: "monthly_support", kopecks, months }] },
  );
const learning = (kopecks: number, months: number): Contract =>
  search(
    {},
    {
      training: true,
      money: [
        { payment: "after_signing", kopecks: minimum, months: 1 },
        { payment: "after_first_job", kopecks: minimum, months: 3 },
        { payment: "during_training", kopecks, months },
      ],
    },
  );
const fee = (kopecks: number, training: boolean): Contract => {
  const one = farm(10_000_000);
  const money = [...one.record.money, { payment: "training_fee", kopecks, months: 1 }];
  return { ...one, record: { ...one.record, training, money } };
};

const check = (one: Contract, today = "2024-06-01"): Problem[] =>
  checkContract(krasnoyarsk, one, today);

interface Row {
  readonly clause: string | null;
  readonly told: string;
  readonly one: Contract;
  readonly kind: Problem["kind"];
  readonly code: Problem["code"];
  readonly values?: Problem["values"];
}
const against = (clause: string, told: string, one: Contract, code: Problem["code"], values = {}) =>
  ({ clause, told, one, kind: "against", code, values }) satisfies Row;
const incomplete = (clause: string, told: string, one: Contract, code: Problem["code"]) =>
  ({ clause, told, one, kind: "incomplete", code }) satisfies Row;
const unknown = (clause: string | null, told: string, one: Contract, code: Problem["code"]) =>
  ({ clause, told, one, kind: "unknown", code }) satisfies Row;

const rows: readonly Row[] = [
  against(
    "п. 7(1)",
    "ten months of job search",
    search({ endsOn: "2023-12-11" }),
    "term_too_long",
    {
      ...{ on: "2023-12-11", limitOn: "2023-12-10", limitMonths: 9 },
    },
  ),
  against("п. 7(2)", "a farm of a year and a day", farm(1, "2024-03-11"), "term_too_long"),
  against(
    "п. 7(2)",
    "a business of two years",
    { ...start(1), endsOn: "2025-03-09" },
    "term_too_long",
  ),
  against(
    "п. 7(3)",
    "support of half a year and a day",
    support(minimum, 6, "2023-09-11"),
    "term_too_long",
  ),
  against(
    "п. 7 абз. 5",
    "an activity after the end",
    search({}, { activities: [activity("2023-12-10")] }),
    "activity_outside_term",
    { on: "2023-12-10", title: "Учиться" },
  ),
  against(
    "п. 7 абз. 5",
    "an activity before the contract",
    search({}, { activities: [activity("2023-03-09")] }),
    "activity_outside_term",
  ),
  against(
    "п. 9",
    "more than the minimum",
    search(
      {},
      {
        money: [
          { payment: "after_signing", kopecks: minimum + 1, months: 1 },
          { payment: "after_first_job", kopecks: minimum, months: 3 },
        ],
      },
    ),
    "amount_too_high",
    { payment: "after_signing", kopecks: minimum + 1, limitKopecks: minimum },
  ),
  against(
    "п. 9",
    "less than the minimum",
    search(
      {},
      {
        money: [
          { payment: "after_signing", kopecks: minimum, months: 1 },
          { payment: "after_first_job", kopecks: minimum - 1, months: 3 },
        ],
      },
    ),
    "amount_too_low",
    { payment: "after_first_job" },
  ),
  against(
    "п. 9",
    "four months after the job",
    search(
      {},
      {
        money: [
          { payment: "after_signing", kopecks: minimum, months: 1 },
          { payment: "after_first_job", kopecks: minimum, months: 4 },
        ],
      },
    ),
    "too_many_months",
    { payment: "after_first_job", months: 4, limitMonths: 3 },
  ),
  against(
    "п. 9",
    "two months after the job",
    search(
      {},
      {
        money: [
          { payment: "after_signing", kopecks: minimum, months: 1 },
          { payment: "after_first_job", kopecks: minimum, months: 2 },
        ],
      },
    ),
    "too_few_months",
  ),
  against(
    "п. 9",
    "nothing after the job",
    search({}, { money: [{ payment: "after_signing", kopecks: minimum, months: 1 }] }),
    "payment_missing",
    { payment: "after_first_job" },
  ),
  against(
    "п. 9",
    "one payment twice",
    search(
      {},
      {
        money: [
          { payment: "after_signing", kopecks: minimum, months: 1 },
          { payment: "after_signing", kopecks: minimum, months: 1 },
          { payment: "after_first_job", kopecks: minimum, months: 3 },
        ],
      },
    ),
    "payment_twice",
  ),
  against(
    "п. 9",
    "money of another measure",
    search(
      {},
      {
        money: [
          { payment: "after_signing", kopecks: minimum, months: 1 },
          { payment: "after_first_job", kopecks: minimum, months: 3 },
          { payment: "farm", kopecks: 1, months: 1 },
        ],
      },
    ),
    "payment_of_other_measure",
    { payment: "farm" },
  ),
  against("п. 10", "more than 250 000", start(25_000_001), "amount_too_high", {
    limitKopecks: 25_000_000,
  }),
  against(
    "п. 10",
    "the one payment twice",
    start(1, { money: [{ payment: "start_up", kopecks: 1, months: 2 }] }),
    "too_many_months",
  ),
  against(
    "п. 10",
    "more than 5 percent for registering",
    start(1, {
      money: [
        {
          payment: "start_up",
          kopecks: 10_000_000,
          months: 1,
          parts: [{ code: "registration_costs", kopecks: 500_001 }],
        },
      ],
    }),
    "part_too_high",
    { part: "registration_costs", percent: 5, limitKopecks: 500_000, kopecks: 500_001 },
  ),
  against(
    "п. 10",
    "more than 15 percent for rooms",
    start(1, {
      money: [
        {
          payment: "start_up",
          kopecks: 10_000_000,
          months: 1,
          parts: [{ code: "premises", kopecks: 1_500_001 }],
        },
      ],
    }),
    "part_too_high",
    { part: "premises", percent: 15 },
  ),
  against("п. 11", "more than 100 000", farm(10_000_001), "amount_too_high"),
  against("п. 12", "more than half while in training", learning(822_551, 3), "amount_too_high", {
    limitKopecks: 822_550,
  }),
  against("п. 12", "four months of training", learning(822_550, 4), "too_many_months"),
  against("п. 12", "a fee of more than 30 000", fee(3_000_001, true), "amount_too_high"),
  against("п. 12", "a fee without training", fee(3_000_000, false), "payment_without_training"),
  against("п. 13", "seven months of support", support(minimum, 7), "too_many_months"),
  against("п. 13", "no month of support", support(minimum, 0), "too_few_months", {
    limitMonths: 1,
  }),
  against("п. 13", "support below the minimum", support(minimum - 100, 6), "amount_too_low"),
  against(
    "п. 33",
    "an extension of more than half",
    search({ endsOn: "2024-04-25" }, { extendedFrom: "2023-12-09" }),
    "extension_too_long",
    { on: "2024-04-25", limitOn: "2024-04-24" },
  ),
  incomplete(
    "п. 33",
    "an extension that ends sooner",
    search({}, { extendedFrom: "2023-12-09" }),
    "extended_outside_term",
  ),
  incomplete("прил. 6", "no number", search({}, { number: " " }), "number_missing"),
  incomplete(
    "прил. 6 п. 5.1",
    "a day to come",
    search({ startsOn: "2023-12-08" }),
    "starts_in_future",
  ),
  incomplete(
    "прил. 6 п. 5.1",
    "an end before the start",
    search({ endsOn: "2023-03-09" }),
    "ends_before_start",
  ),
  incomplete(
    "прил. 6 п. 5.1",
    "ended before it began",
    search({ endedOn: "2023-03-09" }),
    "ended_outside_term",
  ),
  incomplete(
    "прил. 6 п. 5.1",
    "ended after its term",
    search({ endedOn: "2023-12-10" }),
    "ended_outside_term",
  ),
  incomplete("прил. 6 п. 2.1", "no money", search({}, { money: [] }), "money_missing"),
  incomplete("п. 23", "no activities", search({}, { activities: [] }), "activities_missing"),
  unknown("п. 9", "no territory", search({}, { territory: null }), "territory_not_told"),
  unknown(
    "п. 9",
    "a territory without a row",
    search({}, { territory: "norilsk" }),
    "minimum_unknown",
  ),
  unknown(
    "п. 13",
    "a year without a row",
    { ...support(1, 6), startsOn: "2024-01-09", endsOn: "2024-07-08" },
    "minimum_unknown",
  ),
  unknown(
    null,
    "a day without an edition",
    search({ startsOn: "2025-01-01", endsOn: "2025-09-30" }),
    "edition_not_confirmed",
  ),
  unknown(
    null,
    "a day before the first edition",
    search({ startsOn: "2021-10-13", endsOn: "2022-01-01" }),
    "edition_unknown",
  ),
];

function activity(until: string) {
  return { code: "a2", title: "Учиться", until, body: null, responsible: null };
}

describe("a contract against its clauses", () => {
  it.each(rows)("$clause: $told", ({ clause, one, kind, code, values = {} }) => {
    const today = code === "starts_in_future" ? "2023-12-07" : "2026-06-01";
    const found = check(one, today).find((problem) => problem.code === code);
    expect(found).toMatchObject({ kind, clause, values });
  });

  it("has a row for each problem that there can be", () => {
    const rest = PROBLEM_CODES.filter((code) => !rows.some((row) => row.code === code));
    expect(rest).toEqual(["measure_unknown"]);
  });

  it.each([
    ["nine months of job search", search()],
    ["nine months by the same number", search({ endsOn: "2023-12-10" })],
    [
      "a term that was extended by half",
      search({ endsOn: "2024-04-24" }, { extendedFrom: "2023-12-09" }),
    ],
    ["training within its limits", learning(822_550, 3)],
    [
      "less for a business, within its parts",
      start(1, {
        money: [
          {
            ...{ payment: "start_up", kopecks: 10_000_000, months: 1 },
            parts: [
              { code: "registration_costs", kopecks: 500_000 },
              { code: "premises", kopecks: 1_500_000 },
            ],
          },
        ],
      }),
    ],
    ["the whole of 250 000", start(25_000_000)],
    ["the whole of 100 000 with the whole fee", fee(3_000_000, true)],
    ["six months of support", support(minimum, 6)],
    ["one month of support", support(minimum, 1)],
    ["an activity on the last day", search({}, { activities: [activity("2023-12-09")] })],
    ["one that ended on its first day", search({ endedOn: "2023-03-10" })],
    ["one that ended on its last day", search({ endedOn: "2023-12-09" })],
  ])("is right with %s", (_, one) => {
    expect(check(one)).toEqual([]);
  });

  it("says nothing against limits of a day whose edition is not known", () => {
    const wild = search({ startsOn: "2025-02-01", endsOn: "2027-01-31" });
    expect(check(wild, "2027-06-01")).toEqual([
      {
        kind: "unknown",
        code: "edition_not_confirmed",
        clause: null,
        values: { edition: "2021-10-14", untilOn: "2025-01-01" },
      },
    ]);
  });

  it("compares with the minimum of the territory in the year of the contract", () => {
    const taimyr = (kopecks: number, startsOn: string, endsOn: string) =>
      check({
        ...support(kopecks, 3),
        ...{ startsOn, endsOn },
        record: { ...support(kopecks, 3).record, territory: "taimyr" },
      });
    expect(taimyr(2_646_400, "2023-12-31", "2024-03-30")).toEqual([]);
    expect(taimyr(2_836_700, "2024-01-01", "2024-03-30")).toEqual([]);
    expect(taimyr(2_646_400, "2024-01-01", "2024-03-30")[0]?.code).toBe("amount_too_low");
  });

  it("is never silently right: with an unknown day there is always a word of it", () => {
    fc.assert(
      fc.property(anyContract, (one) => {
        const codes = check(one, "2030-01-01").map(({ kind }) => kind);
        if (one.startsOn >= "2025-01-01") expect(codes).toContain("unknown");
        if (one.startsOn >= "2025-01-01") expect(codes).not.toContain("against");
      }),
    );
  });
});

describe("an extension (п. 33)", () => {
  it("takes along what was to last as long as the contract (п. 34)", () => {
    const activity = contract().record.activities[0]!;
    const activities = ["2024-10-14", "2024-03-01", null].map((until) => ({ ...activity, until }));
    const after = extendedTo(contract({}, { activities }), "2024-12-01");
    expect(after.record.activities.map(({ until }) => until)).toEqual([
      "2024-12-01",
      "2024-03-01",
      null,
    ]);
    expect([after.endsOn, after.record.extendedFrom]).toEqual(["2024-12-01", "2024-10-14"]);
  });

  it.each([
    ["half of six months", "2024-02-01", "2024-07-31", "2024-10-31"],
    ["half of six months, by the same number", "2024-01-15", "2024-07-15", "2024-10-15"],
    ["half of nine months: four and 15 days", "2024-01-15", "2024-10-14", "2025-03-01"],
    ["half of a year", "2024-01-01", "2024-12-31", "2025-06-30"],
    ["half of one month", "2024-02-01", "2024-02-29", "2024-03-15"],
    ["half of 45 days", "2024-01-01", "2024-02-14", "2024-03-07"],
    ["over the end of February", "2023-09-01", "2024-02-29", "2024-05-31"],
  ])("is at most %s", (_, startsOn, endsOn, until) => {
    expect(extensionOf(krasnoyarsk, contract({ startsOn, endsOn }))).toEqual({
      ...{ kind: "may", until, clause: "п. 33", reading: "half_month_is_fifteen_days" },
    });
  });

  it("is given once", () => {
    expect(extensionOf(krasnoyarsk, contract({}, { extendedFrom: "2024-06-14" }))).toEqual({
      ...{ kind: "no_more", clause: "п. 33" },
    });
  });

  it("has no limit that is known for a day without an edition", () => {
    expect(extensionOf(krasnoyarsk, contract({ startsOn: "2025-01-01" })).kind).toBe("unknown");
  });

  it("that is the longest one is right, and a day more is not", () => {
    fc.assert(
      fc.property(anyContract, (any) => {
        const first = { ...any, endedOn: null, record: { ...any.record, extendedFrom: null } };
        const may = extensionOf(krasnoyarsk, first);
        if (may.kind !== "may") return;
        const extended = (endsOn: string) =>
          check(
            { ...first, endsOn, record: { ...first.record, extendedFrom: first.endsOn } },
            "2030-01-01",
          ).some(({ code }) => code === "extension_too_long");
        expect(may.until > first.endsOn).toBe(true);
        expect(extended(may.until)).toBe(false);
        expect(extended(addDays(may.until, 1))).toBe(true);
      }),
    );
  });
});

describe("the parts of a payment", () => {
  it("are limited by what the contract gives (п. 10)", () => {
    expect(partLimits(krasnoyarsk, start(20_000_000))).toEqual([
      {
        payment: "start_up",
        part: "registration_costs",
        percent: 5,
        clause: "п. 10",
        kopecks: 1_000_000,
      },
      { payment: "start_up", part: "premises", percent: 15, clause: "п. 10", kopecks: 3_000_000 },
    ]);
    expect(partLimits(krasnoyarsk, search())).toEqual([]);
    expect(partLimits(krasnoyarsk, { ...start(1), startsOn: "2025-01-01" })).toEqual([]);
  });
});
