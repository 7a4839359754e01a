import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayIn, dueReminder, remindersOf } from "../../../src/features/report/rules/reminders.ts";
import { addDays, dayOfMonth, lastDayOfMonth } from "../../../src/programs/dates.ts";

const may = { opensOn: "2024-06-01", lastDay: "2024-06-14", nextLastDay: "2024-07-14" };
const NORILSK = "Asia/Krasnoyarsk";

const zone = fc.constantFrom(NORILSK, "Europe/Kaliningrad", "Asia/Almaty", "Europe/Berlin");
const days = fc
  .date({ min: new Date("2024-01-01"), max: new Date("2028-12-31"), noInvalidDate: true })
  .map((date) => {
    const month = `${date.toISOString().slice(0, 7)}-01`;
    return {
      opensOn: addDays(lastDayOfMonth(month, 0), 1),
      lastDay: dayOfMonth(month, 1, 14),
      nextLastDay: dayOfMonth(month, 2, 14),
    };
  });

describe("the reminders of a month's report", () => {
  it("come at nine in the morning of the region, and on the day after to both sides", () => {
    const told = remindersOf(may, NORILSK).map(({ code, at, to }) => [code, at.toISOString(), to]);
    expect(told).toEqual([
      ["open", "2024-06-01T02:00:00.000Z", "person"],
      ["days_7", "2024-06-07T02:00:00.000Z", "person"],
      ["days_3", "2024-06-11T02:00:00.000Z", "person"],
      ["days_1", "2024-06-13T02:00:00.000Z", "person"],
      ["last_day", "2024-06-14T02:00:00.000Z", "person"],
      ["day_after", "2024-06-15T02:00:00.000Z", "both"],
    ]);
  });

  it("are none before the report opens, where it is due soon after", () => {
    const soon = { ...may, lastDay: "2024-06-04" };
    expect(remindersOf(soon, NORILSK).map(({ code }) => code)).toEqual([
      ...["open", "days_3", "days_1", "last_day", "day_after"],
    ]);
  });

  it("follow each other, each under a name of its own, also where clocks are changed", () => {
    fc.assert(
      fc.property(days, zone, (month, timeZone) => {
        const all = remindersOf(month, timeZone);
        expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
        for (const [at, reminder] of all.entries()) {
          expect(reminder.at < reminder.until).toBe(true);
          const next = all[at + 1];
          if (next) expect(reminder.until <= next.at).toBe(true);
          expect(dayIn(timeZone, reminder.at) >= month.opensOn).toBe(true);
        }
      }),
    );
  });

  it("say nothing that is no longer so, and each only in its time, however often one looks", () => {
    const looks = fc.array(fc.integer({ min: 0, max: 24 * 30 }), { maxLength: 60 });
    fc.assert(
      fc.property(days, zone, looks, (month, timeZone, hours) => {
        const all = remindersOf(month, timeZone);
        const from = Date.parse(`${addDays(month.opensOn, -2)}T00:00:00Z`);
        const said = new Map<string, string>();
        for (const hour of hours) {
          const now = new Date(from + hour * 3_600_000);
          const due = dueReminder(all, now);
          if (!due) continue;
          const today = dayIn(timeZone, now);
          if (due.code === "day_after") expect(today > month.lastDay).toBe(true);
          else expect(today <= month.lastDay).toBe(true);
          if (due.code === "last_day") expect(today).toBe(month.lastDay);
          said.set(due.code, today);
        }
        expect(said.size).toBeLessThanOrEqual(all.length);
      }),
    );
  });
});
