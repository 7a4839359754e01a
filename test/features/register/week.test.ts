import { describe, expect, it } from "vitest";
import { registerDay, weeksBefore } from "../../../src/features/register/week.ts";

const zone = "Asia/Yekaterinburg";
const at = (text: string) => new Date(`${text}+05:00`);

describe("the day of the register", () => {
  it.each([
    ["2024-03-11T08:59", undefined],
    ["2024-03-11T09:00", "2024-03-11"],
    ["2024-03-11T20:59", "2024-03-11"],
    ["2024-03-11T21:00", undefined],
    ["2024-03-12T09:00", undefined],
    ["2024-03-10T09:00", undefined],
  ])("%s: %s", (now, day) => {
    expect(registerDay(at(now), zone)).toBe(day);
  });

  it("goes by the clock of the institution", () => {
    const now = at("2024-03-11T07:00");
    expect(registerDay(now, "Asia/Kamchatka")).toBe("2024-03-11");
    expect(registerDay(now, "Europe/Kaliningrad")).toBeUndefined();
  });
});

it("the weeks of a picture end on Mondays at nine, and now", () => {
  const wednesday = weeksBefore(at("2024-03-13T15:00"), zone, 4);
  expect(wednesday).toEqual([
    at("2024-02-26T09:00"),
    at("2024-03-04T09:00"),
    at("2024-03-11T09:00"),
    at("2024-03-13T15:00"),
  ]);
  // Before nine the Monday that begins is not over.
  expect(weeksBefore(at("2024-03-11T08:00"), zone, 2)[0]).toEqual(at("2024-03-04T09:00"));
});
