import { describe, expect, it } from "vitest";
import { readBeds, readNote } from "../../../src/features/counting/reading.ts";

describe("a typed number of beds", () => {
  it.each([
    ["12", 12],
    [" 0 ", 0],
    ["Свободно 12", 12],
    ["12 мест.", 12],
    ["бос 7 төсек", 7],
    ["99999", 99_999],
  ])("%s is %i", (text, beds) => {
    expect(readBeds(text)).toBe(beds);
  });

  it.each(["", "много", "-3", "−3", "+2", "1,5", "2.5", "3 или 4", "100000", "12/28"])(
    "%s is none",
    (text) => {
      expect(readBeds(text)).toBeUndefined();
    },
  );
});

it("a note is kept on one line, unless it is empty or too long", () => {
  expect(readNote("  Второй этаж,\n без лифта ")).toBe("Второй этаж, без лифта");
  expect(readNote(" \n ")).toBeUndefined();
  expect(readNote("а".repeat(300))).toHaveLength(300);
  expect(readNote("а".repeat(301))).toBeUndefined();
});
