import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkedBy,
  lastDayOf,
  periodOf,
  reportDays,
  reportingMonths,
} from "../../../../src/features/contract/rules/index.ts";
import {
  addDays,
  addMonths,
  daysBetween,
  lastDayOfMonth,
  monthAfter,
} from "../../../../src/programs/dates.ts";
import { anyContract, contract, edition, krasnoyarsk } from "./contracts.ts";

describe("the reporting months", () => {
  it.each([
    ["the first and the last part-month", { endsOn: "2024-04-01" }, ["01", "02", "03", "04"]],
    ["one day", { endsOn: "2024-01-15" }, ["01"]],
    ["whole months", { startsOn: "2024-02-01", endsOn: "2024-03-31" }, ["02", "03"]],
    ["the months until it ended sooner", { endedOn: "2024-03-31" }, ["01", "02", "03"]],
    ["none when the days are in the wrong order", { endsOn: "2024-01-14" }, []],
  ])("are %s", (_, changes, months) => {
    expect(reportingMonths(contract(changes))).toEqual(months.map((month) => `2024-${month}`));
  });

  it("go over the end of a year and the months of an addendum", () => {
    const months = reportingMonths(contract({ startsOn: "2024-11-30", endsOn: "2025-02-28" }));
    expect(months).toEqual(["2024-11", "2024-12", "2025-01", "2025-02"]);
  });

  it("cover the days of the contract alone", () => {
    const one = contract({ endedOn: "2024-03-05" });
    expect(periodOf(one, "2024-01")).toEqual({ from: "2024-01-15", to: "2024-01-31" });
    expect(periodOf(one, "2024-02")).toEqual({ from: "2024-02-01", to: "2024-02-29" });
    expect(periodOf(one, "2024-03")).toEqual({ from: "2024-03-01", to: "2024-03-05" });
    expect(periodOf(one, "2024-04")).toBeNull();
    expect(periodOf(one, "2023-12")).toBeNull();
  });

  it("are neither missing nor doubled, and their periods tile any contract exactly", () => {
    fc.assert(
      fc.property(anyContract, (one) => {
        const months = reportingMonths(one);
        const periods = months.map((month) => periodOf(one, month)!);
        expect(months).toEqual(months.map((_, at) => monthAfter(months[0]!, at)));
        expect(periods[0]!.from).toBe(one.startsOn);
        expect(periods.at(-1)!.to).toBe(lastDayOf(one));
        for (const [at, period] of periods.entries()) {
          expect(period.from.slice(0, 7)).toBe(months[at]);
          expect(period.to.slice(0, 7)).toBe(months[at]);
          if (at > 0) expect(period.from).toBe(addDays(periods[at - 1]!.to, 1));
        }
      }),
    );
  });
});

describe("every contract day of 2024-2028 with the longest and the shortest terms", () => {
  it("has each month once, from its first day to its last", () => {
    const terms = [1, 2, 5, ...new Set(edition.measures.map(({ maxTermMonths }) => maxTermMonths))];
    const wrong: string[] = [];
    for (let startsOn = "2024-01-01"; startsOn <= "2028-12-31"; startsOn = addDays(startsOn, 1)) {
      for (const months of terms) {
        const endsOn = addDays(addMonths(startsOn, months), -1);
        const term = { startsOn, endsOn, endedOn: null };
        const counted = reportingMonths(term).reduce((days, month) => {
          const { from, to } = periodOf(term, month)!;
          return days + daysBetween(from, to) + 1;
        }, 0);
        const touched = startsOn.endsWith("-01") ? months : months + 1;
        const right =
          counted === daysBetween(startsOn, endsOn) + 1 &&
          new Set(reportingMonths(term)).size === touched;
        if (!right) wrong.push(`${startsOn} ${months}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe("the days of a report", () => {
  it("are the 1st and the 14th of the month after it (п. 28)", () => {
    const days = reportDays(krasnoyarsk, contract(), "2024-01")!;
    expect(days).toMatchObject({
      opensOn: "2024-02-01",
      lastDay: "2024-02-14",
      nextLastDay: "2024-03-14",
      report: { clause: "п. 28", confirmed: true, dayOff: false },
    });
    expect(days.report.readings).toContain("part_months_reported");
  });

  it("leave ten days for the check, from the day on which it was received (п. 28)", () => {
    expect(checkedBy(krasnoyarsk, contract(), "2024-02-20")).toMatchObject({
      due: "2024-03-01",
      clause: "п. 28",
    });
  });

  it("follow the edition of the contract's own day, also in a later year", () => {
    const old = contract({ startsOn: "2024-12-31", endsOn: "2025-09-30" });
    expect(reportDays(krasnoyarsk, old, "2025-05")?.report.confirmed).toBe(true);
    expect(checkedBy(krasnoyarsk, old, "2025-06-10")?.confirmed).toBe(true);
    const later = contract({ startsOn: "2025-01-01", endsOn: "2025-09-30" });
    expect(reportDays(krasnoyarsk, later, "2025-05")?.report.confirmed).toBe(false);
    const before = contract({ startsOn: "2021-10-13" });
    expect(reportDays(krasnoyarsk, before, "2021-11")).toBeNull();
    expect(checkedBy(krasnoyarsk, before, "2021-12-01")).toBeNull();
  });

  it("strictly increase in any contract, each after its month is over", () => {
    fc.assert(
      fc.property(anyContract, (one) => {
        let last = "";
        for (const month of reportingMonths(one)) {
          const days = reportDays(krasnoyarsk, one, month)!;
          expect(days.opensOn > periodOf(one, month)!.to).toBe(true);
          expect(days.opensOn).toBe(addDays(lastDayOfMonth(`${month}-01`, 0), 1));
          expect(days.lastDay > days.opensOn).toBe(true);
          expect(days.lastDay > last).toBe(true);
          expect(days.nextLastDay > days.lastDay).toBe(true);
          last = days.lastDay;
        }
      }),
    );
  });
});
