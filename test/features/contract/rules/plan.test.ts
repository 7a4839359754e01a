import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Contract, ContractRecord } from "../../../../src/features/contract/record.ts";
import {
  type PlanItem,
  paymentPlan,
  paymentsAfter,
  reportingMonths,
} from "../../../../src/features/contract/rules/index.ts";
import { monthAfter } from "../../../../src/programs/dates.ts";
import { anyContract, contract, krasnoyarsk } from "./contracts.ts";

const record = {
  money: [
    { payment: "after_signing", kopecks: 1_869_700, months: 1 },
    { payment: "after_first_job", kopecks: 1_869_700, months: 3 },
  ],
};
const search = (more: Partial<ContractRecord> = {}, changes: object = {}): PlanItem[] =>
  paymentPlan(krasnoyarsk, contract(changes, { ...record, ...more }));
const once = (measure: "own_business" | "household_farm", payment: string): PlanItem[] =>
  paymentPlan(
    krasnoyarsk,
    contract({ measure }, { money: [{ payment, kopecks: 5_000_000, months: 1 }] }),
  );
const support = (record: Partial<ContractRecord> = {}, startsOn = "2024-03-10"): PlanItem[] =>
  paymentPlan(
    krasnoyarsk,
    contract(
      { measure: "other", startsOn, endsOn: "2024-09-09" },
      { money: [{ payment: "monthly_support", kopecks: 1_869_700, months: 6 }], ...record },
    ),
  );
const training = (record: Partial<ContractRecord>): PlanItem[] =>
  search({
    training: true,
    money: [
      { payment: "during_training", kopecks: 934_850, months: 2 },
      { payment: "training_fee", kopecks: 3_000_000, months: 1 },
    ],
    ...record,
  });

const daysOf = ({ days }: PlanItem) => days.map(({ due, clause }) => `${due} ${clause}`);
/** "after_first_job/1 2024-05: 2024-06-26 п. 26". */
const told = (items: readonly PlanItem[]) =>
  items.map((one) => `${one.item} ${one.month ?? "-"}: ${daysOf(one).join(", ") || "-"}`);

describe("the payments of the job search (п. 9, 26)", () => {
  it("wait for the employment service, and for the first job", () => {
    const plan = search();
    expect(told(plan)).toEqual([
      "after_signing/1 -: -",
      "after_first_job/1 -: -",
      "after_first_job/2 -: -",
      "after_first_job/3 -: -",
    ]);
    expect(plan.map(({ dependsOn }) => dependsOn)).toEqual([
      { kind: "event", event: "registration" },
      ...Array(3).fill({ kind: "event", event: "first_job" }),
    ]);
    expect(plan.map(({ clauses }) => clauses)).toEqual(Array(4).fill(["п. 9"]));
  });

  it("begin seven days after the registration", () => {
    const [first] = search({ registeredOn: "2024-01-30" });
    expect(first).toMatchObject({ dependsOn: { kind: "none" }, clauses: ["п. 9", "п. 26"] });
    expect(daysOf(first!)).toEqual(["2024-02-06 п. 26"]);
  });

  it("begin seven days after the contract when the registration was sooner", () => {
    const [first] = search({ registeredOn: "2023-12-01" });
    expect(daysOf(first!)).toEqual(["2024-01-22 п. 26"]);
    expect(first!.readings).toContain("first_payment_from_contract");
    const [same] = search({ registeredOn: "2024-01-15" });
    expect(daysOf(same!)).toEqual(["2024-01-22 п. 26"]);
    expect(same!.readings).not.toContain("first_payment_from_contract");
  });

  it("go on for the three months after the first job, with their reports accepted", () => {
    const plan = search({ firstJobOn: "2024-04-20" }).slice(1);
    expect(told(plan)).toEqual([
      "after_first_job/1 2024-05: 2024-06-26 п. 26",
      "after_first_job/2 2024-06: 2024-07-26 п. 26",
      "after_first_job/3 2024-07: 2024-08-26 п. 26",
    ]);
    expect(plan[0]).toMatchObject({
      dependsOn: { kind: "report", month: "2024-05" },
      clauses: ["п. 9", "п. 26"],
      readings: expect.arrayContaining(["payments_after_job_follow_it"]),
    });
  });

  it("belong to the report of their month alone", () => {
    const one = contract({}, { ...record, firstJobOn: "2024-04-20" });
    const carried = (month: string) => told(paymentsAfter(krasnoyarsk, one, month));
    expect(carried("2024-04")).toEqual([]);
    expect(carried("2024-05")).toEqual(["after_first_job/1 2024-05: 2024-06-26 п. 26"]);
  });

  it("are marked where their month lies after the end of the contract", () => {
    const outside = (more: object, changes: object = {}) =>
      search(more, changes).map(({ afterEnd }) => afterEnd);
    expect(outside({ firstJobOn: "2024-08-20" })).toEqual([false, false, false, true]);
    expect(outside({ firstJobOn: "2024-04-20" }, { endedOn: "2024-05-31" })).toEqual([
      ...[false, false, true, true],
    ]);
  });

  it("halve while in training, from its month on (п. 12)", () => {
    expect(told(training({}))).toEqual([
      "during_training/1 -: -",
      "during_training/2 -: -",
      "training_fee/1 -: -",
    ]);
    expect(training({}).map(({ dependsOn }) => dependsOn)).toEqual([
      { kind: "event", event: "training" },
      { kind: "event", event: "training" },
      { kind: "event", event: "price_papers" },
    ]);
    expect(told(training({ trainingFrom: "2024-12-20", pricePapersOn: "2024-02-01" }))).toEqual([
      "during_training/1 2024-12: 2025-01-26 п. 26",
      "during_training/2 2025-01: 2025-02-26 п. 26",
      "training_fee/1 -: 2024-03-02 п. 26",
    ]);
    expect(told(training({ trainingFrom: "2023-11-01" }))[0]).toContain("2024-01: 2024-02-26");
  });

  it("count the fee of training from the contract when the papers came before it", () => {
    const fee = training({ pricePapersOn: "2023-12-01" })[2]!;
    expect(daysOf(fee)).toEqual(["2024-02-14 п. 26"]);
    expect(fee.readings).toContain("training_fee_from_contract");
  });
});

describe("one payment (п. 26 and прил. 6 п. 2.3)", () => {
  it.each([
    ["own_business", "start_up", "п. 10"],
    ["household_farm", "farm", "п. 11"],
  ] as const)("of %s has both days that the texts name", (measure, payment, clause) => {
    const [item, ...rest] = once(measure, payment);
    expect(rest).toEqual([]);
    expect(daysOf(item!)).toEqual(["2024-02-01 прил. 6 п. 2.3", "2024-02-26 п. 26"]);
    expect(item).toMatchObject({
      ...{ dependsOn: { kind: "none" }, month: null },
      clauses: [clause, "прил. 6 п. 2.3", "п. 26"],
      readings: ["one_payment_two_days"],
    });
  });

  it("holds the whole of six months for costly goods (п. 13)", () => {
    const [item, ...rest] = support({ atOnce: true });
    expect(rest).toEqual([]);
    expect(item).toMatchObject({ item: "monthly_support/1", kopecks: 6 * 1_869_700 });
    expect(daysOf(item!)).toEqual(["2024-04-01 прил. 6 п. 2.3", "2024-04-26 п. 26"]);
  });
});

describe("monthly payments of other measures (п. 13, 26)", () => {
  it("begin on the 1st without a report, and follow the reports from the first on", () => {
    const plan = support();
    expect(told(plan)).toEqual([
      "monthly_support/1 -: 2024-04-01 п. 26",
      "monthly_support/2 2024-03: 2024-04-26 п. 26",
      "monthly_support/3 2024-04: 2024-05-26 п. 26",
      "monthly_support/4 2024-05: 2024-06-26 п. 26",
      "monthly_support/5 2024-06: 2024-07-26 п. 26",
      "monthly_support/6 2024-07: 2024-08-26 п. 26",
    ]);
    expect(plan[0]!.dependsOn).toEqual({ kind: "none" });
    expect(plan[5]!.dependsOn).toEqual({ kind: "report", month: "2024-07" });
    expect(plan[1]!.readings).toContain("payments_follow_reports");
  });
});

describe("a plan", () => {
  it("is told as not confirmed where no edition is known to hold", () => {
    expect(search({}, { startsOn: "2025-01-01" })[0]!.confirmed).toBe(false);
    expect(search()[0]!.confirmed).toBe(true);
    expect(search({ firstJobOn: "2025-03-01" }, { endsOn: "2025-10-01" })[1]).toMatchObject({
      ...{ confirmed: true, month: "2025-04" },
    });
  });

  it("still has every sum where no rules name the payment", () => {
    const before = search({}, { startsOn: "2021-10-13" });
    expect(before.map(({ kopecks }) => kopecks)).toEqual(Array(4).fill(1_869_700));
    expect(before[0]).toMatchObject({ dependsOn: { kind: "unknown" }, days: [], clauses: [] });
  });

  const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0);
  const startOf = ({ startsOn }: Contract) => startsOn.slice(0, 7);

  it("sums up to the terms of any contract, each payment once", () => {
    fc.assert(
      fc.property(anyContract, (one) => {
        const plan = paymentPlan(krasnoyarsk, one);
        const promised = one.record.money.map(({ kopecks, months }) => kopecks * months);
        expect(sum(plan.map(({ kopecks }) => kopecks))).toBe(sum(promised));
        expect(new Set(plan.map(({ item }) => item)).size).toBe(plan.length);
      }),
    );
  });

  it("has no day before what it follows from, and rising months for each payment", () => {
    fc.assert(
      fc.property(anyContract, (one) => {
        const months = reportingMonths(one);
        for (const term of one.record.money) {
          const items = paymentPlan(krasnoyarsk, one).filter(
            (item) => item.payment === term.payment,
          );
          const carried = items.flatMap(({ month }) => month ?? []);
          expect(carried).toEqual(carried.map((_, at) => monthAfter(carried[0]!, at)));
          for (const { month, days, dependsOn, afterEnd } of items) {
            for (const day of days) {
              expect(day.due! > one.startsOn).toBe(true);
              expect(day.due! > day.eventDate).toBe(true);
            }
            if (month !== null) {
              expect(month >= startOf(one)).toBe(true);
              expect(afterEnd).toBe(!months.includes(month));
              expect(days).toHaveLength(1);
            }
            expect(days.length === 0).toBe(dependsOn.kind === "event");
          }
        }
      }),
    );
  });
});
