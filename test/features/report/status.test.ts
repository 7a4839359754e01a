import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  PERSON_ACTIONS,
  type PersonAction,
  personMay,
  REPORT_STATES,
  REPORT_STATUSES,
  type ReportCode,
  type ReportState,
  type StoredReport,
  statusOf,
  withdrawal,
} from "../../../src/features/report/rules/status.ts";

/** The report for May 2024. */
const days = { opensOn: "2024-06-01", lastDay: "2024-06-14", nextLastDay: "2024-07-14" };

/** The days on which something changes, and their neighbours. */
const DAYS = [
  "2024-05-31",
  "2024-06-01",
  "2024-06-14",
  "2024-06-15",
  "2024-07-14",
  "2024-07-15",
] as const;

const stored = (state: ReportState, more: Partial<StoredReport> = {}): StoredReport => ({
  ...{ state, countedOn: null, returnedBefore: false, calledMissing: false },
  ...more,
});

const always = (status: string) => Array.from(DAYS, () => status);

/** What is stored against the day; "+" stands for late. */
type Row = readonly [what: string, stored: StoredReport | undefined, seen: readonly string[]];
const rows: readonly Row[] = [
  ["nothing", undefined, ["not_due", "open", "open", "late+", "late+", "missing+"]],
  ["draft", stored("draft"), ["not_due", "draft", "draft", "late+", "late+", "missing+"]],
  [
    "draft, no report came by the curator's word",
    stored("draft", { calledMissing: true }),
    always("missing+"),
  ],
  [
    "submitted, on its way",
    stored("submitted"),
    ["submitted", "submitted", "submitted", "submitted+", "submitted+", "submitted+"],
  ],
  ["filed in time", stored("filed", { countedOn: "2024-06-14" }), always("filed")],
  ["filed a day late", stored("filed", { countedOn: "2024-06-15" }), always("filed+")],
  [
    "returned",
    stored("returned", { countedOn: "2024-06-10", returnedBefore: true }),
    always("returned"),
  ],
  [
    "corrected and on its way",
    stored("submitted", { countedOn: "2024-06-10", returnedBefore: true }),
    always("submitted"),
  ],
  ["accepted", stored("accepted", { countedOn: "2024-06-14" }), always("accepted")],
  ["accepted though late", stored("accepted", { countedOn: "2024-06-20" }), always("accepted+")],
  ["excused", stored("excused"), always("excused")],
];

describe("the status of a report (п. 28)", () => {
  it.each(rows)("%s", (_, report, expected) => {
    const seen = DAYS.map((today) => {
      const { code, late } = statusOf(report, days, today);
      return `${code}${late ? "+" : ""}`;
    });
    expect(seen).toEqual(expected);
  });

  it("has a row for every state", () => {
    const states = new Set(rows.flatMap(([, report]) => report?.state ?? []));
    expect([...states].sort()).toEqual([...REPORT_STATES].sort());
  });

  it("only grows worse while nothing is handed in", () => {
    const order: ReportCode[] = ["not_due", "open", "draft", "late", "missing"];
    const day = fc
      .integer({ min: 0, max: 120 })
      .map((count) => new Date(Date.UTC(2024, 3, 1 + count)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, fc.boolean(), (one, other, begun) => {
        const [earlier = "", later = ""] = [one, other].sort();
        const at = (today: string) =>
          order.indexOf(statusOf(begun ? stored("draft") : undefined, days, today).code);
        expect(at(earlier)).toBeLessThanOrEqual(at(later));
      }),
    );
  });
});

describe("what the person may do", () => {
  const table: Readonly<Record<ReportCode, readonly PersonAction[]>> = {
    not_due: ["fill"],
    open: ["fill", "submit"],
    draft: ["fill", "submit"],
    submitted: ["withdraw"],
    filed: ["withdraw"],
    returned: ["fill", "submit"],
    accepted: [],
    late: ["fill", "submit"],
    missing: ["fill", "submit"],
    excused: [],
  };
  const cells = REPORT_STATUSES.flatMap((code) =>
    PERSON_ACTIONS.map((action) => ({ code, action, allowed: table[code].includes(action) })),
  );

  it.each(cells)("$code: $action is $allowed", ({ code, action, allowed }) => {
    expect(personMay(code, action)).toBe(allowed);
  });
});

describe("taking a report back", () => {
  const inTime = { countedOn: "2024-06-10" };
  it.each([
    ["what was never handed in", stored("draft"), false, "2024-06-05", { kind: "no" }],
    ["what is not there", undefined, false, "2024-06-05", { kind: "no" }],
    ["what is accepted", stored("accepted", inTime), true, "2024-06-12", { kind: "no" }],
    [
      "what waits to be sent",
      stored("submitted"),
      false,
      "2024-06-05",
      { kind: "yes", to: "draft" },
    ],
    [
      "what is filed, until the last safe day",
      stored("filed", inTime),
      false,
      "2024-06-14",
      { kind: "yes", to: "draft" },
    ],
    [
      "what counted in time, once it would come late",
      stored("filed", inTime),
      false,
      "2024-06-15",
      { kind: "would_be_late" },
    ],
    [
      "what came late anyway",
      stored("filed", { countedOn: "2024-06-16" }),
      false,
      "2024-06-20",
      { kind: "yes", to: "draft" },
    ],
    ["what the curator opened", stored("filed", inTime), true, "2024-06-12", { kind: "opened" }],
    [
      "a correction, also after the last safe day",
      stored("submitted", { ...inTime, returnedBefore: true }),
      false,
      "2024-06-25",
      { kind: "yes", to: "returned" },
    ],
  ] as const)("%s", (_, report, opened, today, expected) => {
    expect(withdrawal(report, opened, days, today)).toEqual(expected);
  });
});
