import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Contract } from "../../../../src/features/contract/record.ts";
import {
  agencyDues,
  lastDayOf,
  obligationsOf,
  type PartyDue,
  reportingMonths,
} from "../../../../src/features/contract/rules/index.ts";
import { addDays } from "../../../../src/programs/dates.ts";
import { anyContract, contract, krasnoyarsk } from "./contracts.ts";

const told = ({ item, clause, from, dueOn }: PartyDue) =>
  `${item} (${clause}): ${from ? `${from} - ` : ""}${dueOn}`;
const duties = (one: Contract) => obligationsOf(krasnoyarsk, one);
const dated = (one: Contract) =>
  duties(one)
    .filter(({ dueOn }) => dueOn !== null)
    .map(told);
const short = { endsOn: "2024-03-31" } as const;

describe("the duties of a recipient", () => {
  it("of a job search have their days, the reports among them", () => {
    expect(dated(contract(short))).toEqual([
      "employment_registration (прил. 6 п. 4.1.1(1)): 2024-02-04",
      "monthly_report/2024-01 (п. 28): 2024-02-14",
      "monthly_report/2024-02 (п. 28): 2024-03-14",
      "monthly_report/2024-03 (п. 28): 2024-04-14",
      "incomes_after_end (п. 30(1)): 2024-07-01 - 2024-07-31",
      "answers_on_living_conditions (прил. 6 п. 4.1.5(3)): 2025-03-31",
    ]);
  });

  it("of an own business begin with the costs, where there were any", () => {
    const [first] = duties(contract({ ...short, measure: "own_business" }));
    expect(told(first!)).toBe("business_costs_shown (прил. 6 п. 4.1.2(4)): 2024-01-18");
    expect(first!.onlyIf).toBe("registration_costs_paid");
  });

  it("end with the contract, and their days with it", () => {
    const ended = dated(contract({ ...short, endedOn: "2024-02-10" }));
    expect(ended).toContain("monthly_report/2024-02 (п. 28): 2024-03-14");
    expect(ended).not.toContain("monthly_report/2024-03 (п. 28): 2024-04-14");
    expect(ended).toContain("incomes_after_end (п. 30(1)): 2024-06-01 - 2024-06-30");
  });

  it.each([
    ["п. 34", "change_request", "valid_reason_arose", 14],
    ["п. 36", "tell_about_change", "circumstances_changed", 14],
    ["п. 38", "overpaid_returned", "early_end_notice_received", 30],
    ["п. 36", "tell_business_stopped", "business_stopped", 14],
    ["прил. 6 п. 4.1.2(8)", "business_money_returned", "business_stopped", 30],
    ["п. 36", "tell_training_left", "training_left", 14],
    ["прил. 6 п. 4.1.2(9)", "training_money_returned_business", "training_left", 30],
  ])("%s: %s waits for its event", (clause, code, event, length) => {
    const one = contract({ measure: "own_business" }, { training: true });
    expect(duties(one).find((due) => due.code === code)).toMatchObject({
      ...{ clause, event, length, unit: "calendar", dueOn: null, from: null },
    });
  });

  it("speak of training and business only where there is some", () => {
    const codes = duties(contract()).map(({ code }) => code);
    expect(codes).not.toContain("tell_training_left");
    expect(codes).not.toContain("tell_business_stopped");
  });

  it("are done by what the record tells", () => {
    const done = (registeredOn: string | null) =>
      duties(contract({}, { registeredOn })).find(({ code }) => code === "employment_registration")
        ?.doneOn;
    expect(done(null)).toBeNull();
    expect(done("2024-01-20")).toBe("2024-01-20");
    expect(done("2023-12-01")).toBe("2024-01-15");
  });
});

describe("the dues of the agency", () => {
  it("are the conclusion, the look back and twelve months of monitoring", () => {
    const one = contract({ measure: "household_farm", endsOn: "2024-07-14" });
    const dues = agencyDues(krasnoyarsk, one);
    expect(dues.slice(0, 2).map(told)).toEqual([
      "conclusion (п. 29): 2024-06-15 - 2024-07-14",
      "monitoring_farm/1 (п. 31(3)): 2024-07-15 - 2024-08-14",
    ]);
    expect(dues.find(({ code }) => code === "effectiveness_report")).toMatchObject({
      ...{ clause: "п. 30", owner: "curator", from: "2024-11-01", dueOn: "2024-11-30" },
    });
    expect(told(dues.at(-1)!)).toBe("monitoring_farm/12 (п. 31(3)): 2025-06-15 - 2025-07-14");
    expect(dues.filter(({ code }) => code === "monitoring_farm")).toHaveLength(12);
  });

  it.each([
    ["job_search", "monitoring_job_search", "п. 31(1)"],
    ["own_business", "monitoring_business", "п. 31(2)"],
    ["household_farm", "monitoring_farm", "п. 31(3)"],
    ["other", "monitoring_other", "п. 31(4)"],
  ] as const)("look after %s by a clause of its own", (measure, code, clause) => {
    const looked = agencyDues(krasnoyarsk, contract({ measure })).filter((one) =>
      one.clause.startsWith("п. 31"),
    );
    expect(new Set(looked.map((one) => `${one.code} ${one.clause}`))).toEqual(
      new Set([`${code} ${clause}`]),
    );
  });

  it("let the conclusion of a contract of one month begin with it", () => {
    const one = contract({ startsOn: "2024-02-01", endsOn: "2024-02-29" });
    expect(agencyDues(krasnoyarsk, one).map(told)).toContain(
      "conclusion (п. 29): 2024-02-01 - 2024-02-29",
    );
  });
});

describe("the dues of any contract", () => {
  it("name each thing once, in order, and no day before its event", () => {
    fc.assert(
      fc.property(anyContract, (one) => {
        for (const dues of [obligationsOf(krasnoyarsk, one), agencyDues(krasnoyarsk, one)]) {
          const items = dues.map(({ item }) => item);
          expect(new Set(items).size).toBe(items.length);
          const days = dues.flatMap(({ dueOn }) => dueOn ?? []);
          expect(days).toEqual(days.toSorted());
          for (const { from, dueOn, code } of dues) {
            if (dueOn !== null) expect(dueOn >= one.startsOn).toBe(true);
            if (from !== null) expect(from <= dueOn! && from >= one.startsOn).toBe(true);
            if (code.startsWith("monitoring")) expect(from! > lastDayOf(one)).toBe(true);
          }
        }
      }),
    );
  });

  it("hold every report once, and months that follow each other", () => {
    fc.assert(
      fc.property(anyContract, (one) => {
        const reports = obligationsOf(krasnoyarsk, one).filter(
          ({ code }) => code === "monthly_report",
        );
        expect(reports.map(({ month }) => month)).toEqual(reportingMonths(one));
        const dues = agencyDues(krasnoyarsk, one);
        const looked = dues.filter(({ code }) => code.startsWith("monitoring"));
        for (const [at, { from }] of looked.entries()) {
          expect(from).toBe(addDays(at === 0 ? lastDayOf(one) : looked[at - 1]!.dueOn!, 1));
        }
        expect(looked).toHaveLength(12);
      }),
    );
  });
});
