import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mattersOf } from "../../../src/features/circumstances/dues.ts";
import {
  type Body,
  type Circumstance,
  EMPTY_BODY,
  type Kind,
} from "../../../src/features/circumstances/record.ts";
import {
  type Act,
  actsOf,
  afterAct,
  checkNewEnd,
  earliestOf,
  stateOf,
} from "../../../src/features/circumstances/rules/acts.ts";
import {
  endDues,
  incomeMonths,
  nextIncome,
  openEndDues,
} from "../../../src/features/circumstances/rules/end.ts";
import {
  aidStopsOn,
  coversMonth,
  openSteps,
  type Step,
  stepsOf,
  toTell,
} from "../../../src/features/circumstances/rules/steps.ts";
import { addDays } from "../../../src/programs/dates.ts";
import { anyContract, contract, edition, krasnoyarsk } from "../contract/rules/contracts.ts";

/** Of the nine months from 15.01.2024. */
const nine = contract();

function one(kind: Kind, happenedOn: string, body: Partial<Body> = {}): Circumstance {
  return {
    id: "1",
    contractId: "1",
    kind,
    happenedOn,
    version: 1,
    body: { ...EMPTY_BODY, ...body },
  };
}

/** What becomes of it after these acts, each with its day. */
function having(of: Circumstance, ...acts: readonly (readonly [Act, string])[]): Circumstance {
  let body = of.body;
  for (const [act, day] of acts) body = afterAct({ ...of, body }, act, day);
  return { ...of, body };
}

const told = ({ code, clause, dueOn, doneOn }: Step) =>
  `${code} (${clause}): ${dueOn ?? "?"}${doneOn ? ` done ${doneOn}` : ""}`;
const steps = (of: Circumstance, on = nine) => stepsOf(krasnoyarsk, on, of).map(told);
const acts = (of: Circumstance, on = nine) => actsOf(krasnoyarsk, on, of);
const state = (of: Circumstance, on = nine) => stateOf(krasnoyarsk, on, of);

const ill = one("valid_reason", "2024-03-01", { what: "grave_illness", asks: "extend" });

describe("a valid reason (п. 34)", () => {
  it("is asked about within two weeks, later days are not known yet", () => {
    expect(steps(ill)).toEqual([
      "change_request (п. 34): 2024-03-15",
      "change_decision (п. 34): ?",
      "change_notice (п. 34): ?",
      "change_interview (п. 34): ?",
      "addendum_concluded (п. 34): ?",
      "head_signs_addendum (п. 34): ?",
    ]);
    expect(acts(ill)).toEqual(["received"]);
    expect(state(ill)).toBe("told");
  });

  it("takes away the ground to refuse a payment from its month to that of the addendum (п. 28)", () => {
    const months = (of: Circumstance) =>
      ["2024-02", "2024-03", "2024-04", "2024-05"].filter((month) => coversMonth(of, month));
    const asked = having(ill, ["received", "2024-03-10"]);
    const yes = having(asked, ["approve", "2024-03-18"]);
    expect(months(asked)).toEqual([]);
    expect(months(having(asked, ["refuse", "2024-03-18"]))).toEqual([]);
    expect(months(yes)).toEqual(["2024-03", "2024-04", "2024-05"]);
    expect(months(having(yes, ["signed", "2024-04-01"]))).toEqual(["2024-03", "2024-04"]);
    expect(months(having(yes, ["unsigned", "2024-03-31"]))).toEqual(["2024-03"]);
    expect(months(one("change", "2024-03-01", { decision: "yes" }))).toEqual([]);
  });

  it("is decided on in 10 days, told of in 5, talked about in 10, signed in a month, by the head in 10", () => {
    const yes = having(ill, ["received", "2024-03-10"], ["approve", "2024-03-18"]);
    const later = having(yes, ["noticed", "2024-03-20"], ["signed", "2024-04-01"]);
    expect(steps(later)).toEqual([
      "change_request (п. 34): 2024-03-15 done 2024-03-10",
      "change_decision (п. 34): 2024-03-20 done 2024-03-18",
      "change_notice (п. 34): 2024-03-23 done 2024-03-20",
      "change_interview (п. 34): 2024-03-30",
      "addendum_concluded (п. 34): 2024-04-18 done 2024-04-01",
      "head_signs_addendum (п. 34): 2024-04-11",
    ]);
    expect(acts(later)).toEqual(["interviewed", "head_signed"]);
    const done = having(later, ["interviewed", "2024-03-25"], ["head_signed", "2024-04-05"]);
    expect(acts(done)).toEqual([]);
    expect(state(done)).toBe("done");
  });

  it("that is none is refused: only the notice is left", () => {
    const no = having(ill, ["received", "2024-03-10"], ["refuse", "2024-03-20"]);
    expect(acts(no)).toEqual(["noticed"]);
    expect(steps(no)).toHaveLength(3);
    expect(state(having(no, ["noticed", "2024-03-21"]))).toBe("refused");
  });

  it("extends nothing without a signed addendum", () => {
    const yes = having(ill, ["received", "2024-03-10"], ["approve", "2024-03-18"]);
    const unsigned = having(yes, ["noticed", "2024-03-19"], ["unsigned", "2024-04-18"]);
    expect(unsigned.body).toMatchObject({ unsigned: true, until: null });
    expect(acts(unsigned)).toEqual(["interviewed"]);
  });

  it("that comes after two weeks can still be asked about", () => {
    const late = having(ill, ["received", "2024-04-01"]);
    const [first] = stepsOf(krasnoyarsk, nine, late);
    expect(first!.doneOn! > first!.dueOn!).toBe(true);
    expect(acts(late)).toEqual(["approve", "refuse"]);
  });

  it("names no step before the one that it follows", () => {
    const yes = having(ill, ["received", "2024-03-10"], ["approve", "2024-03-18"]);
    expect(earliestOf(ill, "received")).toBe("2024-03-01");
    expect(earliestOf(yes, "noticed")).toBe("2024-03-18");
    expect(earliestOf(yes, "signed")).toBe("2024-03-18");
  });
});

describe("an extension (п. 33)", () => {
  it("is at most half of the first term: nine months become thirteen and a half", () => {
    expect(checkNewEnd(krasnoyarsk, nine, "2025-03-01")).toEqual({ kind: "ok" });
    expect(checkNewEnd(krasnoyarsk, nine, "2025-03-02")).toEqual({
      ...{ kind: "too_late", until: "2025-03-01", clause: "п. 33" },
    });
    expect(checkNewEnd(krasnoyarsk, nine, "2024-10-14")).toEqual({ kind: "not_later" });
  });

  it("happens once", () => {
    const extended = contract({ endsOn: "2024-12-01" }, { extendedFrom: "2024-10-14" });
    expect(checkNewEnd(krasnoyarsk, extended, "2024-12-02").kind).toBe("no_more");
    const received = having(ill, ["received", "2024-03-10"]);
    expect(acts(received, extended)).toEqual(["refuse"]);
    const plan = { ...received, body: { ...received.body, asks: "change" as const } };
    expect(acts(plan, extended)).toEqual(["approve", "refuse"]);
  });

  it("is not checked where the rules of the contract's day are not known", () => {
    const unknown = contract({ startsOn: "2026-01-15", endsOn: "2026-10-14" });
    expect(checkNewEnd(krasnoyarsk, unknown, "2028-01-01")).toEqual({ kind: "ok" });
  });
});

describe("what must be told (п. 36)", () => {
  it("is what the law lists for the measure: its grounds, and family, incomes and property", () => {
    expect(toTell(krasnoyarsk, nine).map(({ code }) => code)).toEqual([
      ...["household", "incomes", "property"],
      ...["misuse", "left_region", "activities_not_done", "internship_ended"],
      ...["work_ability_lost", "service_or_sentence"],
    ]);
    const trained = contract({ measure: "own_business" }, { training: true });
    expect(toTell(krasnoyarsk, trained).map(({ code }) => code)).toEqual([
      ...["household", "incomes", "property"],
      ...["misuse", "left_region", "activities_not_done", "training_left", "business_stopped"],
      ...["self_employment_stopped", "service_or_sentence"],
    ]);
  });

  it("is told in two weeks; money for a business that was given up goes back in 30 days", () => {
    expect(steps(one("change", "2024-03-01", { what: "household" }))).toEqual([
      "tell_about_change (п. 36): 2024-03-15",
    ]);
    const business = contract({ measure: "own_business" });
    const stopped = one("change", "2024-03-01", { what: "business_stopped" });
    expect(steps(stopped, business)).toEqual([
      "tell_about_change (п. 36): 2024-03-15",
      "business_money_returned (прил. 6 п. 4.1.2(8)): 2024-03-31",
    ]);
    // Whether it was by own will nobody knows here: nobody is overdue with it.
    expect(openSteps(stepsOf(krasnoyarsk, business, stopped))).toHaveLength(1);
  });
});

describe("an early end (п. 35, 37, 38)", () => {
  it.each(edition.contract.endings.list.map(({ code, clause, notice }) => [clause, code, notice]))(
    "by %s (%s) is decided on in 10 days; the notice of 5 days: %s",
    (_clause, code, notice) => {
      const ground = one("early_end", "2024-03-01", { what: String(code) });
      expect(openSteps(stepsOf(krasnoyarsk, nine, ground)).map(told)).toEqual([
        "early_end_decision (п. 35): 2024-03-11",
      ]);
      const ended = having(ground, ["end", "2024-03-05"]);
      expect(openSteps(stepsOf(krasnoyarsk, nine, ended)).map(told)).toEqual(
        notice ? ["early_end_notice (п. 37): 2024-03-10"] : [],
      );
      expect(acts(ended)).toEqual(notice ? ["noticed"] : []);
      expect(acts(having(ground, ["keep", "2024-03-05"]))).toEqual([]);
    },
  );

  it("stops aid on the first of the month after its ground arose", () => {
    expect(aidStopsOn(krasnoyarsk, nine, "2024-02-29")).toEqual({
      ...{ day: "2024-03-01", clause: "п. 37" },
    });
    expect(aidStopsOn(krasnoyarsk, nine, "2024-12-01")?.day).toBe("2025-01-01");
  });

  it("has what was overpaid returned 30 days after the notice was received", () => {
    const ground = one("early_end", "2024-03-01", { what: "false_data" });
    const received = having(
      ground,
      ["end", "2024-03-05"],
      ["noticed", "2024-03-06"],
      ["notice_received", "2024-03-12"],
    );
    expect(steps(received).at(-1)).toBe("overpaid_returned (п. 38): 2024-04-11");
    expect(acts(received)).toEqual([]);
  });
});

describe("the end of a contract (п. 29-31)", () => {
  const dues = (on = nine) =>
    endDues(krasnoyarsk, on).map(
      ({ item, clause, from, dueOn }) => `${item} (${clause}): ${from} - ${dueOn}`,
    );

  it("has a conclusion, a report in the fourth month, twelve looks and the incomes of three months", () => {
    const all = dues();
    expect(all[0]).toBe("conclusion (п. 29): 2024-09-15 - 2024-10-14");
    expect(all).toContain("effectiveness_report (п. 30): 2025-02-01 - 2025-02-28");
    expect(all).toContain("incomes_after_end (п. 30(1)): 2025-02-01 - 2025-02-28");
    expect(all.filter((one) => one.startsWith("monitoring_job_search"))).toHaveLength(12);
    expect(incomeMonths(nine)).toEqual(["2024-11", "2024-12", "2025-01"]);
  });

  it("asks for nothing before its time, and for nothing that was done", () => {
    const now = (known: readonly Circumstance[], today: string) =>
      openEndDues(krasnoyarsk, nine, known, today).map(({ item }) => item);
    expect(now([], "2024-09-14")).toEqual([]);
    expect(now([], "2024-09-15")).toEqual(["conclusion"]);
    const concluded = one("conclusion", "2024-10-01", { days: { conclusion: "2024-10-01" } });
    expect(now([concluded], "2024-10-16")).toEqual(["monitoring_job_search/1"]);
    const found = { doneOn: "2024-11-01", found: "yes", ways: [] } as const;
    const looked = one("monitoring", "2024-10-14", {
      months: { "1": found, "2": found, "3": found, "4": found },
    });
    const incomes = { "2024-11": 0, "2024-12": 1_500_000, "2025-01": 2_000_000 };
    const told = one("effectiveness", "2024-10-14", { incomes });
    expect(nextIncome(nine, told.body)).toBeUndefined();
    expect(now([concluded, looked], "2025-02-10").toSorted()).toEqual([
      "effectiveness_report",
      "incomes_after_end",
    ]);
    expect(now([concluded, looked, told], "2025-02-10")).toEqual(["effectiveness_report"]);
  });

  it("is without a conclusion when it came early", () => {
    const early = contract({ endedOn: "2024-06-10" });
    expect(openEndDues(krasnoyarsk, early, [], "2024-07-11").map(({ code }) => code)).not.toContain(
      "conclusion",
    );
  });

  it("names a day and a clause for whatever is due, and what was done is due no more", () => {
    fc.assert(
      fc.property(anyContract, fc.integer({ min: -60, max: 500 }), (any, days) => {
        const today = addDays(any.endsOn, days);
        const matters = mattersOf(krasnoyarsk, any, [ill], today);
        for (const { on, clause, overdue } of matters) {
          expect(clause).toMatch(/^п(рил)?\. /);
          expect(overdue).toBe(on < today);
        }
        expect(matters.map(({ on }) => on)).toEqual(matters.map(({ on }) => on).toSorted());
      }),
    );
  });
});
