import { describe, expect, it } from "vitest";
import { type Due, due, dueAfterApplication } from "../../../src/features/deadlines/rules.ts";
import { programs } from "../../../src/programs/index.ts";
import { clockRows } from "./rows.ts";

const krasnoyarsk = programs[0]!;
const edition = krasnoyarsk.editions[0]!;

function listOf(event: string, on: string, measure?: "job_search" | "own_business"): Due[] {
  const answer = due(krasnoyarsk, event, on, { measure });
  if (answer.kind !== "due") throw new Error(answer.kind);
  return [...answer.list];
}

const one = (event: string, on: string, code: string): Due =>
  listOf(event, on).find((found) => found.code === code)!;

describe("due dates by clause", () => {
  it.each(clockRows)("$clause: $code, $event on $on", ({ clause, code, event, on, due, from }) => {
    expect(one(event, on, code)).toMatchObject({ clause, due, from: from ?? null });
  });

  it("has a row for every clock of the edition", () => {
    expect(edition.clocks.map(({ code }) => code).sort()).toEqual(
      clockRows.map(({ code }) => code).sort(),
    );
  });
});

describe("the last day", () => {
  it("is not moved from a day off, but is marked as one", () => {
    expect(
      one("application_received", "2024-02-22", "decision_or_check_with_notice"),
    ).toMatchObject({
      due: "2024-03-03",
      dayOff: true,
    });
    expect(one("reporting_month", "2024-01-10", "monthly_report")).toMatchObject({
      due: "2024-02-14",
      dayOff: false,
    });
  });

  it("cannot be called a day off in a year without a calendar", () => {
    expect(one("reporting_month", "2026-12-10", "monthly_report").dayOff).toBeNull();
  });

  it("is a working Saturday where a day was moved to it", () => {
    expect(one("application_left_at_mfc", "2024-04-26", "mfc_hands_over").due).toBe("2024-04-27");
  });

  it("is preliminary when working days reach a year without an official calendar", () => {
    expect(one("application_left_at_mfc", "2026-12-29", "mfc_hands_over").preliminary).toBe(false);
    const across = one("application_left_at_mfc", "2026-12-30", "mfc_hands_over");
    expect(across).toMatchObject({ due: "2027-01-01", preliminary: true });
  });

  it("is not preliminary for calendar days of such a year", () => {
    expect(one("report_received", "2027-03-01", "report_checked").preliminary).toBe(false);
  });
});

describe("what concerns a measure", () => {
  it("leaves out the clocks of other measures", () => {
    const codes = listOf("contract_concluded", "2024-02-15", "job_search").map(({ code }) => code);
    expect(codes).toEqual([
      "first_payment_registered_before",
      "employment_registration",
      "first_report",
    ]);
  });

  it("shows both days of the one payment, which the procedure and the form name", () => {
    const days = listOf("contract_concluded", "2024-02-15", "own_business")
      .filter(({ readings }) => readings.includes("one_payment_two_days"))
      .map(({ due }) => due);
    expect(days).toEqual(["2024-03-01", "2024-03-26"]);
  });
});

describe("what is not known", () => {
  it("names the events when there is no such one", () => {
    const answer = due(krasnoyarsk, "nothing", "2024-01-01");
    expect(answer.kind === "unknown_event" && answer.events).toContain("report_received");
  });

  it("has no due dates before the first edition", () => {
    expect(due(krasnoyarsk, "report_received", "2021-10-13").kind).toBe("no_edition");
  });

  it("marks a date after the period of the edition as not confirmed", () => {
    expect(one("report_received", "2024-12-31", "report_checked").confirmed).toBe(true);
    expect(one("report_received", "2025-01-01", "report_checked").confirmed).toBe(false);
  });
});

describe("after an application", () => {
  const chain = dueAfterApplication(krasnoyarsk, "2024-02-20", "job_search");
  const find = (code: string) => chain.find((found) => found.code === code);

  it("counts each step from the last day of the one before", () => {
    expect(find("decision_or_check_with_notice")).toMatchObject({
      due: "2024-03-01",
      assumed: false,
    });
    expect(find("interview")).toMatchObject({ due: "2024-03-11", assumed: true });
    expect(find("contract_concluded")).toMatchObject({ due: "2024-05-01", assumed: true });
    expect(find("employment_registration")).toMatchObject({ due: "2024-05-21", assumed: true });
  });

  it("counts requests from the registration, which is due on the same day", () => {
    expect(find("requests_registration_residents")).toMatchObject({
      due: "2024-02-25",
      assumed: false,
    });
  });

  it("leaves out what depends on a measure that is not known", () => {
    const unknown = dueAfterApplication(krasnoyarsk, "2024-02-20", undefined);
    expect(unknown.filter(({ measures }) => measures)).toEqual([]);
  });
});
