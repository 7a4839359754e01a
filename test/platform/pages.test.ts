import { describe, expect, it } from "vitest";
import { pageButtons, pageOf, pageWithin } from "../../src/platform/telegram/pages.ts";

describe("the page that is said", () => {
  it.each([
    [undefined, 0],
    [null, 0],
    [3, 3],
    ["3", 3],
    ["", 0],
    ["x", 0],
    [-1, 0],
    [1.5, 0],
    ["1e9", 0],
    [Number.NaN, 0],
  ])("%s is page %i", (said, page) => {
    expect(pageOf(said)).toBe(page);
  });

  it("is the last one when the list became shorter", () => {
    expect(pageWithin(7, 17, 8)).toBe(2);
    expect(pageWithin(7, 16, 8)).toBe(1);
    expect(pageWithin(7, 0, 8)).toBe(0);
  });

  it("has a button for each page beside it", () => {
    const pages = (page: number, total: number) =>
      pageButtons((key) => key, page, total, 8).map((button) =>
        "argument" in button ? `${button.label} ${button.argument}` : "",
      );
    expect(pages(0, 8)).toEqual([]);
    expect(pages(0, 9)).toEqual(["common:button.next 1"]);
    expect(pages(1, 17)).toEqual(["common:button.previous 0", "common:button.next 2"]);
    expect(pages(2, 17)).toEqual(["common:button.previous 1"]);
  });
});
