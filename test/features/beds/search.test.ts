import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BedSearch,
  PAPERS_CODES,
  readSearch,
  seekerOf,
  WHO_CODES,
  withAnswer,
  writeSearch,
} from "../../../src/features/beds/search.ts";
import { buttonData } from "../../../src/platform/telegram/screen.ts";

const degrees = (most: number) =>
  fc.integer({ min: -most * 1000, max: most * 1000 }).map((value) => value / 1000);
const searches: fc.Arbitrary<BedSearch> = fc.record(
  {
    place: fc.oneof(
      fc.record({ town: fc.integer({ min: 1, max: 99_999_999 }) }),
      fc.record({ latitude: degrees(90), longitude: degrees(180) }),
    ),
    who: fc.constantFrom("man", "woman", "children", "any"),
    papers: fc.constantFrom("any", "none", "skip"),
    skip: fc.integer({ min: 0, max: 999 }),
  },
  { requiredKeys: ["place", "skip"] },
) as fc.Arbitrary<BedSearch>;

describe("a search in a button", () => {
  it("comes back as it was, and fits in with an answer", () => {
    fc.assert(
      fc.property(searches, (search) => {
        const text = writeSearch(search);
        const read = readSearch(text);
        // A minus before nought is nothing that anybody stands on.
        expect(JSON.stringify(read)).toBe(JSON.stringify(search));
        expect(() => buttonData(2 ** 40, "papers", `s ${text}`)).not.toThrow();
      }),
    );
  });

  it.each([
    "",
    "t m n 0",
    "61,73 m n 0",
    "61.254,73.421 x n 0",
    "61.254,73.421 m n -1",
    "95.000,73.421 m n 0",
    "61.254,190.000 m n 0",
    "t1 m n 0 ",
  ])("%j is none", (text) => expect(readSearch(text)).toBeUndefined());
});

describe("answers", () => {
  const search: BedSearch = { place: { town: 1 }, skip: 0 };

  it("narrow the places down, skipped ones do not", () => {
    const seekers = WHO_CODES.flatMap((who) =>
      PAPERS_CODES.map((papers) => {
        const first = withAnswer(search, "who", who);
        return seekerOf((first && withAnswer(first, "papers", papers)) ?? search);
      }),
    );
    expect(seekers).toHaveLength(12);
    expect(seekers[0]).toEqual({ who: "man", papers: "any" });
    expect(seekers.at(-1)).toEqual({});
  });

  it("the rest can be skipped at once, and what was said stays", () => {
    expect(withAnswer({ ...search, who: "woman" }, "all", "-")).toEqual({
      ...search,
      who: "woman",
      papers: "skip",
    });
  });

  it("made-up codes are none", () => {
    expect(withAnswer(search, "who", "constructor")).toBeUndefined();
    expect(withAnswer(search, "papers", "m")).toBeUndefined();
  });
});
