import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CHECK_ACTIONS,
  changesOf,
  checkRung,
  gapsOf,
  mayCheck,
  nextWish,
  undecidedOf,
  WISHES,
  wants,
} from "../../../src/features/checking/rules.ts";
import { reportDays } from "../../../src/features/contract/rules/index.ts";
import {
  dueReminder,
  type Line,
  REMINDERS,
  REPORT_STATUSES,
  remindersOf,
} from "../../../src/features/report/index.ts";
import { addDays } from "../../../src/programs/dates.ts";
import { programByCode } from "../../../src/programs/index.ts";

describe("what a curator may do", () => {
  // "accept return" means: these and nothing else; payments wait, nothing was called missing.
  it.each([
    ["not_due", ""],
    ["open", "excuse"],
    ["draft", "excuse"],
    ["submitted", ""],
    ["filed", "accept return"],
    ["returned", ""],
    ["accepted", "pay"],
    ["late", "excuse call_missing"],
    ["missing", "excuse call_missing"],
    ["excused", ""],
  ] as const)("%s: %s", (code, wanted) => {
    const state = { code, undecided: 1, called: false };
    expect(CHECK_ACTIONS.filter((action) => mayCheck(state, action)).join(" ")).toBe(wanted);
  });

  it("nothing is decided twice", () => {
    for (const code of REPORT_STATUSES) {
      const state = { code, undecided: 0, called: true };
      expect(mayCheck(state, "pay")).toBe(false);
      expect(mayCheck(state, "call_missing")).toBe(false);
    }
  });

  it("a payment waits until somebody decided on it", () => {
    const items = [{ item: "after_first_job/1" }, { item: "after_first_job/2" }] as never[];
    expect(undecidedOf(items, [{ item: "after_first_job/1" }])).toEqual([items[1]]);
  });
});

const activities = ["a1", "a2"].map((code) => ({
  ...{ code, title: `Пункт ${code}` },
  ...{ until: null, body: null, responsible: null },
}));
const done = (activity: string): Line => ({
  ...{ section: "done", id: `d${activity}`, position: 1, activity, title: `Пункт ${activity}` },
  text: "Сделано",
});
const notDone = (activity: string): Line => ({
  ...{ section: "not_done", id: `n${activity}`, position: 1, activity, title: `Пункт ${activity}` },
  reason: "Болел",
});
const cost = (id: string, kopecks: number | null): Line => ({
  ...{ section: "spending", id, position: 1, activity: "a1", title: "Пункт a1", item: id, kopecks },
});

describe("what a curator should look at", () => {
  it("an activity without a word, a cost without a sum or a receipt, a receipt that was tried again", () => {
    const lines = [done("a1"), cost("Обувь", 150_000), cost("Проезд", null), cost("Хлеб", 100)];
    const receipts = [
      { fileId: "1", lineId: "Обувь", repeated: true },
      { fileId: "1", lineId: "Проезд", repeated: false },
    ];
    const doubted = [
      { lineId: "Обувь", doubts: ["another_month", "above_money"] as const },
      { lineId: "Хлеб", doubts: [] },
    ];
    expect(gapsOf(activities, lines, receipts, doubted)).toEqual([
      { kind: "activity", title: "Пункт a2" },
      { kind: "no_sum", item: "Проезд" },
      { kind: "no_receipt", count: 1, kopecks: 100 },
      { kind: "doubted", doubt: "another_month", item: "Обувь" },
      { kind: "doubted", doubt: "above_money", item: "Обувь" },
      { kind: "repeated", count: 1 },
    ]);
  });

  it("nothing, where everything is named and proven", () => {
    expect(gapsOf(activities, [done("a1"), notDone("a2")], [], [])).toEqual([]);
  });

  it("what became of an activity since the month before", () => {
    expect(changesOf([done("a1"), notDone("a2")], [notDone("a1"), done("a2")])).toEqual([
      { title: "Пункт a1", now: "not_done" },
      { title: "Пункт a2", now: "done" },
    ]);
    expect(changesOf([done("a1")], [done("a1"), done("a2")])).toEqual([]);
  });
});

describe("the ladder of a check (п. 28: ten days)", () => {
  it.each([
    [0, undefined],
    [4, undefined],
    [5, "day_5"],
    [7, "day_5"],
    [8, "day_8"],
    [9, "day_8"],
    [10, "last_day"],
    [11, "overdue"],
    [17, "overdue"],
    [18, undefined],
  ])("day %i: %s", (passed, rung) => {
    const today = addDays("2024-06-03", passed);
    expect(checkRung("2024-06-03", "2024-06-13", today)).toBe(rung);
  });
});

describe("what a person wishes to hear", () => {
  it.each([
    ["all", REMINDERS.join(" ")],
    ["few", "days_3 last_day"],
    ["none", ""],
  ])("%s: %s", (wish, rungs) => {
    expect(REMINDERS.filter((rung) => wants(wish, rung)).join(" ")).toBe(rungs);
  });

  it("a button leads through all of them and back", () => {
    let wish = WISHES[0] as string;
    const seen = WISHES.map(() => {
      wish = nextWish(wish);
      return wish;
    });
    expect(new Set(seen)).toEqual(new Set(WISHES));
    expect(wish).toBe(WISHES[0]);
  });
});

describe("the ladder of a report, whatever the clock does", () => {
  const program = programByCode("krasnoyarsk");
  const days =
    program && reportDays(program, { startsOn: "2024-01-15", measure: "job_search" }, "2024-05");
  const rungs = remindersOf(days!, program!.timeZone);
  const from = new Date("2024-05-25T00:00:00Z").getTime();
  const anyMoments = fc.array(fc.integer({ min: 0, max: 40 * 24 * 60 }), { maxLength: 200 });

  /** What a round writes at these moments, in this order: its occasion is written once. */
  function said(moments: readonly number[], handedIn = Number.POSITIVE_INFINITY): string[] {
    const once = new Set<string>();
    for (const minute of moments) {
      const rung = dueReminder(rungs, new Date(from + minute * 60_000));
      if (rung && minute < handedIn) once.add(rung.code);
    }
    return [...once];
  }

  it("says each rung at most once, forwards, backwards and after restarts", () => {
    fc.assert(
      fc.property(anyMoments, (moments) => {
        const all = said(moments);
        expect(new Set(all).size).toBe(all.length);
        expect(said([...moments, ...moments.toReversed()])).toEqual(all);
      }),
    );
  });

  it("says nothing after it is handed in", () => {
    fc.assert(
      fc.property(anyMoments, fc.integer({ min: 0, max: 40 * 24 * 60 }), (moments, handedIn) => {
        const later = moments.filter((minute) => minute >= handedIn);
        expect(said(later, handedIn)).toEqual([]);
      }),
    );
  });

  it("says all of it when the clock runs on", () => {
    const everyTenMinutes = Array.from({ length: 40 * 24 * 6 }, (_, at) => at * 10);
    expect(said(everyTenMinutes)).toEqual([...REMINDERS]);
  });
});
