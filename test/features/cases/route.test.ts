import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMPTY_RECORD } from "../../../src/features/cases/record.ts";
import { planAround, reachOfPlan, routeOf } from "../../../src/features/cases/route.ts";
import { addDays } from "../../../src/programs/dates.ts";
import { readRouteTemplates, routeTemplate } from "../../../src/programs/route-card.ts";

const place = { region: "RU-KYA", timeZone: "Asia/Krasnoyarsk" };
const { steps: template } = routeTemplate(readRouteTemplates(), "RU-KYA");
const codes = template.map(({ code }) => code);

const caseOf = (releaseDate: string | null, more: { ticks?: string[]; opened?: string } = {}) => ({
  record: { ...EMPTY_RECORD, releaseDate },
  ticks: more.ticks ?? [],
  createdAt: new Date(more.opened ?? "2023-01-01T00:00:00Z"),
});

describe("a route card", () => {
  it("is empty before the day of release is known", () => {
    expect(routeOf(caseOf(null, { ticks: ["arrived"] }), place, "2024-03-12")).toEqual([]);
  });

  it("has each step of the template on its day around the release", () => {
    const steps = routeOf(caseOf("2024-05-20"), place, "2024-03-12");
    expect(steps.map(({ code }) => code)).toEqual(codes);
    expect(steps.map(({ dueOn }) => dueOn)).toEqual(
      template.map(({ day }) => addDays("2024-05-20", day)),
    );
  });

  it("has no day before the case was opened, by the clock of the institution", () => {
    // The evening of the 11th in Greenwich is the 12th in Krasnoyarsk.
    const opened = "2024-03-11T20:00:00Z";
    const steps = routeOf(caseOf("2024-03-20", { opened }), place, "2024-03-12");
    expect(steps[0]).toMatchObject({ code: codes[0], dueOn: "2024-03-12" });
    expect(steps.find(({ code }) => code === "arrived")?.dueOn).toBe("2024-03-20");
  });

  it("has nothing left to do before a release that was, but keeps what was done", () => {
    const steps = routeOf(caseOf("2024-03-12", { ticks: [codes[0]!] }), place, "2024-03-12");
    expect(steps[0]).toMatchObject({ code: codes[0], ticked: true });
    const before = template.filter(({ day }) => day < 0).map(({ code }) => code);
    expect(steps.filter(({ code }) => before.includes(code))).toHaveLength(1);
  });

  it("is over a year after the release, but for what was done", () => {
    const ticks = ["arrived"];
    const codesOn = (today: string) =>
      routeOf(caseOf("2023-03-12", { ticks }), place, today).map(({ code }) => code);
    expect(codesOn("2024-03-11")).toContain("settled");
    expect(codesOn("2024-03-13")).toEqual(ticks);
  });

  it("reaches as far from the release as its template does", () => {
    const { before, after } = reachOfPlan("RU-KYA");
    const days = planAround("RU-KYA", "2024-03-12", "2024-03-12").map(({ on }) => on);
    expect([days[0], days.at(-1)]).toEqual([
      addDays("2024-03-12", -before),
      addDays("2024-03-12", after),
    ]);
  });

  it("moves with the day of release; ticks stay, and unknown ones are nothing", () => {
    const ticks = ["arrived", "of_an_older_template"];
    const moved = routeOf(caseOf("2024-04-20", { ticks }), place, "2024-03-12");
    expect(moved.find(({ code }) => code === "arrived")).toMatchObject({
      dueOn: "2024-04-20",
      ticked: true,
    });
    expect(moved).toHaveLength(codes.length);
  });

  it("is in the order of its days, whatever is known", () => {
    const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays("2024-01-01", days));
    fc.assert(
      fc.property(day, day, day, fc.subarray(codes), (release, opened, today, ticks) => {
        const shown = caseOf(release, { ticks, opened: `${opened}T00:00:00Z` });
        const days = routeOf(shown, place, today).map(({ dueOn }) => dueOn);
        expect(days).toEqual(days.toSorted());
        expect(days.every((one) => one >= opened)).toBe(true);
      }),
    );
  });
});
