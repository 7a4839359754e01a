import { describe, expect, it } from "vitest";
import {
  agencyDues,
  checkContract,
  checkedBy,
  extensionOf,
  obligationsOf,
  offeredActivities,
  paymentPlan,
  reportDays,
} from "../../../../src/features/contract/rules/index.ts";
import { loadPrograms, type Program } from "../../../../src/programs/index.ts";
import { edition as editionSchema } from "../../../../src/programs/schema.ts";
import { contract, edition } from "./contracts.ts";

/** A made-up programme of another region, from a folder like those in src/programs. */
const elsewhere = loadPrograms(new URL("../elsewhere", import.meta.url).pathname)[0]!;

/** 8.02.2024 is a Thursday; 23.02.2024 is a holiday. */
const one = contract(
  { programme: "made_up", startsOn: "2024-02-08", endsOn: "2024-06-07" },
  {
    territory: "all",
    firstJobOn: "2024-03-20",
    money: [
      { payment: "after_signing", kopecks: 500_000, months: 1 },
      { payment: "after_first_job", kopecks: 400_000, months: 2 },
    ],
  },
);
const told = (program: Program) =>
  obligationsOf(program, one).map(({ item, clause, dueOn }) => `${item} (${clause}): ${dueOn}`);

describe("a programme of another region is a folder of data", () => {
  it("has other days of the report, of its check and of payments", () => {
    expect(told(elsewhere)).toEqual([
      "monthly_report/2024-02 (п. 4): 2024-03-05",
      "monthly_report/2024-03 (п. 4): 2024-04-05",
      "monthly_report/2024-04 (п. 4): 2024-05-05",
      "monthly_report/2024-05 (п. 4): 2024-06-05",
      "monthly_report/2024-06 (п. 4): 2024-07-05",
    ]);
    expect(reportDays(elsewhere, one, "2024-02")).toMatchObject({
      ...{ opensOn: "2024-03-01", lastDay: "2024-03-05", nextLastDay: "2024-04-05" },
    });
    // Working days: the 23rd is a holiday, then comes a weekend.
    expect(checkedBy(elsewhere, one, "2024-02-22")).toMatchObject({ due: "2024-02-28" });
    expect(
      paymentPlan(elsewhere, one).map(({ item, month, days }) => [item, month, days[0]?.due]),
    ).toEqual([
      ["after_signing/1", null, "2024-02-13"],
      ["after_first_job/1", "2024-03", "2024-04-20"],
      ["after_first_job/2", "2024-04", "2024-05-20"],
    ]);
  });

  it("has the 3rd as well, by one number", () => {
    const [held] = elsewhere.editions;
    const clocks = held!.clocks.map((clock) =>
      clock.code === "monthly_report"
        ? {
            ...clock,
            limit: { day: 3, monthsAfter: 1, before: false, unit: "day_of_month" as const },
          }
        : clock,
    );
    const third = { ...elsewhere, editions: [{ ...held!, clocks }] };
    expect(told(third)[0]).toBe("monthly_report/2024-02 (п. 4): 2024-03-03");
  });

  it("has other limits, and is right within them", () => {
    expect(checkContract(elsewhere, one, "2024-02-08")).toEqual([]);
    const wrong = checkContract(elsewhere, { ...one, endsOn: "2024-06-09" }, "2024-02-08");
    expect(wrong).toMatchObject([{ code: "term_too_long", clause: "п. 2" }]);
    // A third of four months: a month and ten days.
    expect(extensionOf(elsewhere, one)).toMatchObject({ until: "2024-07-17", clause: "п. 6" });
    expect(offeredActivities(elsewhere, one).map(({ title }) => title)).toEqual(["Искать работу"]);
  });

  it("looks after a recipient for another time", () => {
    const after = agencyDues(elsewhere, one);
    expect(after.map(({ item, from, dueOn }) => [item, from, dueOn])).toEqual([
      ["conclusion", "2024-04-08", "2024-06-07"],
      ["monitoring_job_search/1", "2024-06-08", "2024-07-07"],
      ["monitoring_job_search/2", "2024-07-08", "2024-08-07"],
      ["effectiveness_report", "2024-08-01", "2024-08-31"],
      ["monitoring_job_search/3", "2024-08-08", "2024-09-07"],
    ]);
  });

  it.each([
    [
      "a clock of a payment",
      { measures: [{ ...edition.measures[0], money: [payment("nobody")] }] },
    ],
    ["a reading", { readings: [] }],
    ["a clock that another one stands for", { clocks: edition.clocks.slice(0, -30) }],
  ])("is refused when %s leads nowhere", (_, wrong) => {
    expect(editionSchema.safeParse(edition).success).toBe(true);
    expect(editionSchema.safeParse({ ...edition, ...wrong }).error?.issues[0]?.message).toMatch(
      /names "\w+", which is not there/,
    );
  });
});

function payment(first: string) {
  const [one] = edition.measures[0]!.money;
  return { ...one, schedule: { ...one!.schedule, first: [first] } };
}
