import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Contract, EMPTY_CONTRACT } from "../../../src/features/contract/index.ts";
import {
  EMPTY_CONTENT,
  monthToReport,
  type Report,
  type ReportCode,
  reportMonths,
} from "../../../src/features/report/index.ts";
import { storedOf, withdrawalOf } from "../../../src/features/report/rules/months.ts";
import { programs } from "../../../src/programs/index.ts";

const program = programs[0]!;
const contract: Contract = {
  ...{ id: "c", caseId: "k", programme: "krasnoyarsk", measure: "job_search", version: 1 },
  ...{ startsOn: "2024-01-15", endsOn: "2024-10-14", endedOn: null },
  record: EMPTY_CONTRACT,
};
const report = (month: string, more: Partial<Report> = {}): Report => ({
  ...{ id: month, caseId: "k", contractId: "c", month, state: "draft", version: 1 },
  ...{ createdAt: new Date(0), submittedAt: null, filedAt: null, openedAt: null },
  ...{ decidedAt: null, decidedBy: null, content: EMPTY_CONTENT },
  ...more,
});
const statuses = (today: string, reports: readonly Report[] = []) =>
  Object.fromEntries(
    reportMonths(program, contract, reports, today).map(({ month, status }) => [
      month,
      status.code,
    ]),
  );

describe("the months of a contract", () => {
  it("are all that it touches, each with its days", () => {
    const months = reportMonths(program, contract, [], "2024-03-12");
    expect(months.map(({ month }) => month)).toEqual([
      ...["2024-01", "2024-02", "2024-03", "2024-04", "2024-05"],
      ...["2024-06", "2024-07", "2024-08", "2024-09", "2024-10"],
    ]);
    expect(months[1]).toMatchObject({
      period: { from: "2024-02-01", to: "2024-02-29" },
      days: { opensOn: "2024-03-01", lastDay: "2024-03-14", nextLastDay: "2024-04-14" },
    });
  });

  it("have the status that the clock gives", () => {
    expect(statuses("2024-03-15", [report("2024-02")])).toMatchObject({
      ...{ "2024-01": "missing", "2024-02": "late", "2024-03": "not_due" },
    });
  });

  it("count in the zone of the region: 23:30 in Norilsk is still the day", () => {
    const filed = (at: string) => report("2024-02", { state: "filed", filedAt: new Date(at) });
    const stored = (at: string) => storedOf(filed(at), program.timeZone).countedOn;
    expect(stored("2024-03-14T16:59:59Z")).toBe("2024-03-14");
    expect(stored("2024-03-14T17:00:00Z")).toBe("2024-03-15");
    const late = (at: string) =>
      reportMonths(program, contract, [filed(at)], "2024-04-01")[1]?.status.late;
    expect(late("2024-03-14T16:59:59Z")).toBe(false);
    expect(late("2024-03-14T17:00:00Z")).toBe(true);
  });

  it("keep a report that was handed in when the contract turns out to have ended before", () => {
    const ended = { ...contract, endedOn: "2024-02-20" };
    const period = { from: "2024-03-01", to: "2024-03-31" };
    const sheet = { period } as Report["content"]["sheet"];
    const handedIn = report("2024-03", { state: "filed", content: { ...EMPTY_CONTENT, sheet } });
    const months = (...reports: Report[]) =>
      reportMonths(program, ended, reports, "2024-05-01").map(({ month }) => month);
    expect(months(handedIn, report("2024-04"))).toEqual(["2024-01", "2024-02", "2024-03"]);
    expect(reportMonths(program, ended, [handedIn], "2024-05-01")[2]?.period).toEqual(period);
  });

  it("let a report be taken back until the curator opened it", () => {
    const filed = report("2024-02", { state: "filed", filedAt: new Date("2024-03-05T05:00:00Z") });
    const kind = (one: Report) => {
      const month = reportMonths(program, contract, [one], "2024-03-06")[1]!;
      return withdrawalOf(month, program, "2024-03-06").kind;
    };
    expect(kind(filed)).toBe("yes");
    expect(kind({ ...filed, openedAt: new Date("2024-03-05T06:00:00Z") })).toBe("opened");
  });
});

describe("the month that the person is led to", () => {
  const led = (today: string, reports: readonly Report[] = []) =>
    monthToReport(reportMonths(program, contract, reports, today), today)?.month;
  const given = (...months: string[]) =>
    months.map((month) => report(month, { state: "filed", filedAt: new Date(`${month}-28`) }));

  it.each([
    ["before the contract", "2024-01-10", [], undefined],
    ["its first month", "2024-01-20", [], "2024-01"],
    ["the one that has just opened", "2024-02-05", [], "2024-01"],
    ["the late one before the one that runs", "2024-02-20", [], "2024-01"],
    ["one that can be in time before one that came to nothing", "2024-03-20", [], "2024-02"],
    [
      "one that came to nothing, where all else is given",
      "2024-04-10",
      given("2024-02", "2024-03"),
      "2024-01",
    ],
    ["the last one that is being checked", "2024-03-10", given("2024-01", "2024-02"), "2024-02"],
    [
      "the one that runs, where all is accepted",
      "2024-03-10",
      ["2024-01", "2024-02"].map((month) => report(month, { state: "accepted" })),
      "2024-03",
    ],
    [
      "one that is on its way before one that came to nothing",
      "2024-03-20",
      [report("2024-02", { state: "submitted" })],
      "2024-02",
    ],
    [
      "one that was returned",
      "2024-03-10",
      [report("2024-01", { state: "returned" }), ...given("2024-02")],
      "2024-01",
    ],
    ["the last one, after the contract", "2024-11-10", given("2024-10"), "2024-09"],
  ] as const)("%s", (_, today, reports, month) => {
    expect(led(today, reports)).toBe(month);
  });

  it("waits for the person whenever any month does", () => {
    const waits: readonly ReportCode[] = ["open", "draft", "returned", "late", "missing"];
    const day = fc
      .integer({ min: 0, max: 400 })
      .map((count) => new Date(Date.UTC(2024, 0, 15 + count)).toISOString().slice(0, 10));
    const states = fc.constantFrom("draft", "submitted", "filed", "returned", "excused" as const);
    const begun = fc.array(
      fc
        .tuple(fc.integer({ min: 1, max: 9 }), states)
        .map(([month, state]) => report(`2024-0${month}`, { state: state as Report["state"] })),
    );
    fc.assert(
      fc.property(day, begun, (today, reports) => {
        const begunBy = reports.filter(({ month }) => `${month}-28` <= today);
        const months = reportMonths(program, contract, begunBy, today);
        const chosen = monthToReport(months, today);
        const some = months.some(({ status }) => waits.includes(status.code));
        if (some) expect([...waits, "submitted"]).toContain(chosen?.status.code);
        expect(chosen).toBeDefined();
      }),
    );
  });
});
