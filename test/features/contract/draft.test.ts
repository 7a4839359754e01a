import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  contractIn,
  type Draft,
  draftOf,
  EMPTY_DRAFT,
  give,
  nextStep,
  proposedActivities,
  proposedSum,
  type Step,
  type StepValue,
  stepsOf,
} from "../../../src/features/contract/draft.ts";
import type { Contract } from "../../../src/features/contract/record.ts";
import { checkContract } from "../../../src/features/contract/rules/index.ts";
import { anyContract, contract, krasnoyarsk } from "./rules/contracts.ts";

const program = krasnoyarsk;

/** The steps that are asked for, with an answer to each; the rest is answered by what is proposed. */
function fill(answers: Partial<Record<Step, StepValue>>): { draft: Draft; asked: Step[] } {
  let draft = EMPTY_DRAFT;
  const asked: Step[] = [];
  for (let step = nextStep(draft, program); step; step = nextStep(draft, program)) {
    if (asked.length > 30) throw new Error(`No end: ${asked.join(", ")}`);
    asked.push(step);
    const [kind, code = ""] = step.split(":");
    const proposed: StepValue =
      kind === "activities"
        ? proposedActivities(draft, program)
        : kind === "money"
          ? proposedSum(draft, program, code)
          : kind === "months"
            ? 1
            : null;
    draft = give(draft, step, answers[step] ?? proposed, program);
  }
  return { draft, asked };
}

const jobSearch = {
  number: "7",
  startsOn: "2023-05-10",
  measure: "job_search",
  endsOn: "2024-02-09",
  training: false,
  territory: "rest",
} as const;

describe("what is asked for", () => {
  it("of a job search is the register, and no training money without training", () => {
    const { draft, asked } = fill(jobSearch);
    expect(asked).toEqual([
      ...["number", "startsOn", "measure", "endsOn", "training", "registeredOn", "territory"],
      ...["money:after_signing", "money:after_first_job", "activities"],
    ]);
    const recorded = contractIn(draft, program);
    expect(recorded?.record.money).toEqual([
      { payment: "after_signing", kopecks: 1_645_100, months: 1 },
      { payment: "after_first_job", kopecks: 1_645_100, months: 3 },
    ]);
  });

  it("of training are its months and its fee", () => {
    const { asked } = fill({ ...jobSearch, training: true, "money:training_fee": 1_000 });
    expect(asked.slice(-4)).toEqual([
      ...["money:during_training", "months:during_training", "money:training_fee", "activities"],
    ]);
  });

  it("of an own business are the parts of its money, and no territory", () => {
    const { draft, asked } = fill({
      ...{ number: "7", startsOn: "2023-05-10", measure: "own_business", endsOn: "2024-05-09" },
      "part:start_up.premises": 500_000,
    });
    expect(asked.slice(4)).toEqual([
      ...["training", "money:start_up", "part:start_up.registration_costs"],
      ...["part:start_up.premises", "activities"],
    ]);
    expect(draft.money).toEqual([
      {
        ...{ payment: "start_up", kopecks: 25_000_000, months: 1 },
        parts: [{ code: "premises", kopecks: 500_000 }],
      },
    ]);
  });

  it("proposes no sum on a day without rules or for a territory without a minimum", () => {
    const later = { startsOn: "2025-02-03", measure: "own_business", asked: [] } as const;
    expect(proposedSum(later, program, "start_up")).toBeNull();
    const unknown = { ...jobSearch, territory: null, asked: [] };
    expect(proposedSum(unknown, program, "after_signing")).toBeNull();
    expect(proposedSum({ ...jobSearch, asked: [] }, program, "after_signing")).toBe(1_645_100);
  });
});

describe("a changed answer", () => {
  it("takes money and activities along with the measure, and keeps the rest", () => {
    const { draft } = fill(jobSearch);
    const changed = give(draft, "measure", "household_farm", program);
    expect(changed).toMatchObject({ number: "7", endsOn: "2024-02-09", territory: "rest" });
    expect([changed.money, changed.activities]).toEqual([undefined, undefined]);
    expect(nextStep(changed, program)).toBe("training");
    expect(contractIn(changed, program)).toBeUndefined();
    expect(give(draft, "measure", "job_search", program).money).toEqual(draft.money);
  });

  it("takes the money of training along when there is none", () => {
    const { draft } = fill({ ...jobSearch, training: true, "money:training_fee": 1_000 });
    const changed = give(draft, "training", false, program);
    expect(changed.money?.map(({ payment }) => payment)).toEqual([
      ...["after_signing", "after_first_job"],
    ]);
  });

  it("asks for the money of training when there is some now", () => {
    const { draft } = fill(jobSearch);
    expect(nextStep(give(draft, "training", true, program), program)).toBe("money:during_training");
  });
});

describe("a recorded contract", () => {
  it("is the same when nothing of it is corrected, whatever it says", () => {
    fc.assert(
      fc.property(anyContract, (one) => {
        const draft = draftOf(one, program);
        expect(nextStep(draft, program)).toBeUndefined();
        const { programme, measure, startsOn, endsOn, record } = one;
        const same = { programme: program.code, measure, startsOn, endsOn, record };
        expect([programme, contractIn(draft, program)]).toEqual([program.code, same]);
      }),
    );
  });

  it("asks for days that became known meanwhile", () => {
    const steps = stepsOf(draftOf(contract({}, { training: true }), program), program);
    expect(steps).toEqual(
      expect.arrayContaining(["registeredOn", "firstJobOn", "trainingFrom", "pricePapersOn"]),
    );
    expect(stepsOf({ ...EMPTY_DRAFT, ...jobSearch }, program)).not.toContain("firstJobOn");
  });

  it("that was written down with what is proposed breaks no limit", () => {
    const wanted = contractIn(fill(jobSearch).draft, program) as Contract;
    expect(checkContract(program, { ...wanted, endedOn: null }, "2023-05-10")).toEqual([]);
  });
});
