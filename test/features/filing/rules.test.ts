import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isAlarming,
  isReceivable,
  momentOn,
  nextTry,
  paperReminders,
  planOf,
} from "../../../src/features/filing/rules.ts";

const at = (text: string) => new Date(text);
const MINUTE = 60_000;
/** п. 28: before the 15th, so the last safe day is the 14th. */
const march = { lastDay: "2024-04-14", timeZone: "Asia/Krasnoyarsk" };

describe("the way of a report (п. 28)", () => {
  const email = "otchet@uszn.example";
  it.each([
    [{ email, botFilingAct: null }, true, { way: "email", to: email }],
    [{ email, botFilingAct: null }, false, { way: "printed", why: "no_mail" }],
    [{ email: null, botFilingAct: null }, true, { way: "printed", why: "no_address" }],
    [{ email: null, botFilingAct: null }, false, { way: "printed", why: "no_address" }],
    [{ email, botFilingAct: "№ 7" }, true, { way: "bot", act: "№ 7" }],
    [{ email: null, botFilingAct: "№ 7" }, false, { way: "bot", act: "№ 7" }],
  ] as const)("of %j with mail %s is %j", (institution, canMail, plan) => {
    expect(planOf(institution, canMail)).toEqual(plan);
  });
});

describe("tries", () => {
  it("come sooner at first and every half an hour later, for a week", () => {
    const since = at("2024-04-02T05:00:00Z");
    let now = since;
    const pauses: number[] = [];
    for (let attempts = 1; ; attempts += 1) {
      const next = nextTry(attempts, since, now);
      if (!next) break;
      pauses.push((next.getTime() - now.getTime()) / MINUTE);
      now = next;
    }
    expect(pauses.slice(0, 6)).toEqual([1, 5, 10, 15, 30, 30]);
    expect(new Set(pauses.slice(4))).toEqual(new Set([30]));
    const days = (now.getTime() - since.getTime()) / (24 * 60 * MINUTE);
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThanOrEqual(7);
  });
});

describe("an alarm", () => {
  it.each([
    // Far from the last safe day an outage is waited out.
    ["2024-04-02T05:00:00+07:00", "2024-04-12T23:59:00+07:00", false],
    // Less than two days before it: after half an hour, for greylisting takes minutes.
    ["2024-04-12T12:00:00+07:00", "2024-04-13T00:00:00+07:00", true],
    ["2024-04-13T12:00:00+07:00", "2024-04-13T12:29:00+07:00", false],
    ["2024-04-13T12:00:00+07:00", "2024-04-13T12:30:00+07:00", true],
    // On the last evening at once.
    ["2024-04-14T20:59:00+07:00", "2024-04-14T21:00:00+07:00", false],
    ["2024-04-14T21:00:00+07:00", "2024-04-14T21:00:01+07:00", true],
    // A late report is in a hurry too.
    ["2024-04-20T12:00:00+07:00", "2024-04-20T12:00:01+07:00", true],
  ])("for a letter since %s, at %s: %s", (since, now, is) => {
    expect(isAlarming(at(since), march, at(now))).toBe(is);
  });

  it("of a correction, which has no last day, comes after a day", () => {
    const since = at("2024-05-20T12:00:00+07:00");
    const days = { lastDay: null, timeZone: march.timeZone };
    expect(isAlarming(since, days, at("2024-05-21T11:59:00+07:00"))).toBe(false);
    expect(isAlarming(since, days, at("2024-05-21T12:00:00+07:00"))).toBe(true);
  });

  it("once it is due it stays due, whatever the zone", () => {
    const zones = ["Asia/Krasnoyarsk", "Europe/Kaliningrad", "Asia/Kamchatka", "UTC"];
    const moments = fc.integer({ min: Date.UTC(2024, 2, 20), max: Date.UTC(2024, 4, 10) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, moments, moments, (timeZone, a, b, c) => {
        const [since, now, later] = [a, b, c].toSorted((x, y) => x - y).map((ms) => new Date(ms));
        const days = { ...march, timeZone };
        if (isAlarming(since!, days, now!)) expect(isAlarming(since!, days, later!)).toBe(true);
      }),
    );
  });
});

describe("the day of a paper", () => {
  const limits = { opensOn: "2024-04-01", today: "2024-04-09" };
  it.each([
    ["2024-03-31", false],
    ["2024-04-01", true],
    ["2024-04-09", true],
    ["2024-04-10", false],
  ])("%s: %s", (day, is) => expect(isReceivable(day, limits)).toBe(is));

  it("is that day where the institution is, and never in the future", () => {
    const zone = "Asia/Krasnoyarsk";
    const now = at("2024-04-09T08:00:00+07:00");
    expect(momentOn("2024-04-08", zone, now)).toEqual(at("2024-04-08T12:00:00+07:00"));
    expect(momentOn("2024-04-09", zone, now)).toEqual(now);
  });
});

describe("a paper that has to be brought", () => {
  it("is spoken of on both last safe days, and to the specialist the day after", () => {
    const now = at("2024-04-02T10:00:00+07:00");
    expect(paperReminders(march, "2024-04-02", now)).toEqual({
      person: [at("2024-04-13T09:00:00+07:00"), at("2024-04-14T09:00:00+07:00")],
      staff: at("2024-04-15T09:00:00+07:00"),
    });
  });

  it("in the middle of the last day it is spoken of tomorrow", () => {
    const now = at("2024-04-14T10:00:00+07:00");
    const tomorrow = at("2024-04-15T09:00:00+07:00");
    expect(paperReminders(march, "2024-04-14", now)).toEqual({
      person: [tomorrow],
      staff: tomorrow,
    });
  });

  it("when it is late already, the next morning", () => {
    const now = at("2024-04-20T10:00:00+07:00");
    const tomorrow = at("2024-04-21T09:00:00+07:00");
    expect(paperReminders(march, "2024-04-20", now)).toEqual({
      person: [tomorrow],
      staff: tomorrow,
    });
  });
});
