import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mattersOf } from "../../../src/features/contract/dues.ts";
import { dutiesOf, isMet, rungsOf } from "../../../src/features/contract/duties.ts";
import type { Mark, PaymentMark, PaymentState } from "../../../src/features/contract/index.ts";
import type { Contract } from "../../../src/features/contract/record.ts";
import { anyContract, contract, krasnoyarsk } from "./rules/contracts.ts";

const ZONE = "Asia/Krasnoyarsk";
const duties = (one: Contract, marks: readonly Mark[] = []) => dutiesOf(krasnoyarsk, one, marks);
const rungs = (one: Contract) =>
  duties(one).flatMap((duty) =>
    rungsOf(duty, one.startsOn, ZONE).map(({ before, at }) => `${before} ${at.toISOString()}`),
  );
const told: Mark = { code: "employment_registration", doneOn: "2024-01-20", markedBy: null };

describe("reminders of a duty", () => {
  it("of twenty days come a week and a day before, and on the last morning (прил. 6 п. 4.1.1(1))", () => {
    expect(rungs(contract())).toEqual([
      "7 2024-01-28T02:00:00.000Z",
      "1 2024-02-03T02:00:00.000Z",
      "0 2024-02-04T02:00:00.000Z",
    ]);
  });

  it("of three days come each morning (прил. 6 п. 4.1.2(4))", () => {
    expect(rungs(contract({ measure: "own_business" }))).toEqual([
      "2 2024-01-16T02:00:00.000Z",
      "1 2024-01-17T02:00:00.000Z",
      "0 2024-01-18T02:00:00.000Z",
    ]);
  });

  it("are each for another morning of the term, none of them twice", () => {
    fc.assert(
      fc.property(anyContract, (one) => {
        for (const duty of duties(one)) {
          const found = rungsOf(duty, one.startsOn, ZONE);
          expect(new Set(found.map(({ at }) => at.getTime())).size).toBe(found.length);
          expect(found.at(-1)?.before).toBe(0);
          for (const { at } of found) {
            expect(at.getTime()).toBeGreaterThan(Date.parse(`${one.startsOn}T17:00:00Z`));
            expect(at.getTime()).toBeLessThan(Date.parse(`${duty.dueOn}T17:00:00Z`));
          }
        }
      }),
    );
  });
});

describe("a duty", () => {
  it("is met by the record or by a mark", () => {
    const [open] = duties(contract());
    const [marked] = duties(contract(), [told]);
    const [recorded] = duties(contract({}, { registeredOn: "2024-01-20" }));
    expect([open, marked, recorded].map((duty) => duty && isMet(duty))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it("is none of the reports, nor what follows the end", () => {
    expect(duties(contract()).map(({ item }) => item)).toEqual(["employment_registration"]);
    expect(duties(contract({ measure: "other" }))).toEqual([]);
  });
});

describe("what is due by a contract", () => {
  const money = [{ payment: "after_signing", kopecks: 100, months: 1 }];
  const afterJob = [{ payment: "after_first_job", kopecks: 100, months: 3 }];
  const mark = (item: string, state: PaymentState): PaymentMark => ({
    ...{ item, state, paidOn: null, kopecks: 100, clause: null, reason: null },
    ...{ decidedAt: new Date(0), decidedBy: "m" },
  });
  const due = (
    one: Contract,
    today: string,
    { marks = [], payments = [] }: { marks?: Mark[]; payments?: PaymentMark[] } = {},
  ) =>
    mattersOf(one, { marks, payments }, today).map(
      ({ on, what, clause, owner, overdue }) =>
        `${on} ${what.split(".")[1]} ${owner} ${clause}${overdue ? " overdue" : ""}`,
    );

  it("is the recipient's duty until it is met, overdue with its clause from the next day on", () => {
    const duty = "2024-02-04 employment_registration recipient прил. 6 п. 4.1.1(1)";
    expect(due(contract(), "2024-02-04")).toEqual([duty]);
    expect(due(contract(), "2024-02-05")).toEqual([`${duty} overdue`]);
    expect(due(contract(), "2024-02-05", { marks: [told] })).toEqual([]);
    expect(due(contract({ endedOn: "2024-02-10" }), "2024-02-11")).toEqual([]);
  });

  it("is a payment by a clock of its own until it is made or refused (п. 26)", () => {
    const one = contract({}, { registeredOn: "2024-01-20", money });
    const payment = "2024-01-27 first_payment agency п. 26";
    expect(due(one, "2024-01-22")).toEqual([payment]);
    expect(due(one, "2024-01-28")).toEqual([`${payment} overdue`]);
    for (const state of ["paid", "refused"] as const) {
      const payments = [mark("after_signing/1", state)];
      expect(due(one, "2024-01-28", { payments })).toEqual([]);
    }
  });

  it("is a payment after a report only once it is granted (п. 28)", () => {
    const facts = { registeredOn: "2024-01-20", firstJobOn: "2024-03-10", money: afterJob };
    const one = contract({}, facts);
    expect(due(one, "2024-06-01")).toEqual([]);
    const payments = [mark("after_first_job/1", "granted"), mark("after_first_job/2", "paid")];
    expect(due(one, "2024-04-01", { payments })).toEqual([
      "2024-05-26 monthly_payment agency п. 26",
    ]);
  });

  it("is both days of one payment where the texts differ", () => {
    const farm = [{ payment: "farm", kopecks: 100, months: 1 }];
    expect(due(contract({ measure: "household_farm" }, { money: farm }), "2024-01-20")).toEqual([
      "2024-02-01 one_payment_by_contract agency прил. 6 п. 2.3",
      "2024-02-26 one_payment agency п. 26",
    ]);
  });

  it("comes soonest first, whatever the contract", () => {
    fc.assert(
      fc.property(anyContract, (one) => {
        const days = mattersOf(one, { marks: [], payments: [] }, one.startsOn).map(({ on }) => on);
        expect(days).toEqual(days.toSorted());
      }),
    );
  });
});
