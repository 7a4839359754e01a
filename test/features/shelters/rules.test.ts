import { describe, expect, it } from "vitest";
import {
  ageOf,
  compareRank,
  compareUnits,
  freeBeds,
  isFor,
  type Rank,
  type Seeker,
  stopsOf,
} from "../../../src/features/shelters/rules.ts";
import {
  type Conditions,
  NO_CONDITIONS_KNOWN,
  UNIT_KINDS,
} from "../../../src/features/shelters/unit.ts";

const now = new Date("2024-03-12T12:00:00Z");
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

describe("free beds", () => {
  it.each([
    [{ capacity: 10, occupied: 4, held: 1, outOfUse: 2 }, 3],
    [{ capacity: 10, occupied: 10, held: 0, outOfUse: 0 }, 0],
  ])("%o: %s", (figures, free) => {
    expect(freeBeds({ ...figures, confirmedAt: now })).toBe(free);
  });

  it("nobody ever said: not known, and not nought", () => {
    const figures = { capacity: 20, occupied: 0, held: 0, outOfUse: 0 };
    expect(freeBeds({ ...figures, confirmedAt: null })).toBeUndefined();
  });
});

describe("the age of a figure", () => {
  it.each([
    [1, 0.5, { kind: "fresh", hours: 0 }],
    [1, 24, { kind: "fresh", hours: 24 }],
    [1, 24.1, { kind: "stale", days: 1 }],
    [7, 24 * 7, { kind: "fresh", hours: 168 }],
    [7, 24 * 9 + 5, { kind: "stale", days: 9 }],
    // A clock that went back.
    [1, -3, { kind: "fresh", hours: 0 }],
  ])("confirmed every %s days, %s hours ago", (confirmEvery, hours, age) => {
    expect(ageOf({ confirmEvery, confirmedAt: ago(hours) }, now)).toEqual(age);
  });

  it("was never said", () => {
    expect(ageOf({ confirmEvery: 1, confirmedAt: null }, now)).toEqual({ kind: "never" });
  });
});

describe("what may stop a person", () => {
  const rows: [Partial<Conditions>, Seeker, string[], string[]][] = [
    [{}, {}, [], []],
    [{ papers: "none" }, { papers: "none" }, [], []],
    [{ papers: "any" }, { papers: "none" }, ["papers"], []],
    [{ papers: "any" }, { papers: "any" }, [], []],
    [{ papers: "any" }, {}, [], ["papers"]],
    [{ papers: "passport" }, { papers: "any" }, [], ["papers"]],
    [{ papers: "any", policeCertificate: true }, { papers: "none" }, [], ["papers"]],
    [{ fluorography: true, sober: true }, {}, [], ["fluorography", "sober"]],
    [{ ageFrom: 18 }, {}, [], ["age"]],
    [{ regionOnly: true }, {}, [], ["region"]],
    [{ fluorography: false, regionOnly: false }, {}, [], []],
  ];
  it.each(rows)("%o for %o: %o, perhaps %o", (known, seeker, certain, possible) => {
    const conditions = { ...NO_CONDITIONS_KNOWN, ...known };
    expect(stopsOf(conditions, "anyone", seeker)).toEqual({ certain, possible });
  });
});

it("beds are for whom they are for, and for whoever did not say", () => {
  expect(isFor("men", { who: "woman" })).toBe(false);
  expect(isFor("women", { who: "woman" })).toBe(true);
  expect(isFor("women", { who: "children" })).toBe(true);
  expect(isFor("men", { who: "children" })).toBe(false);
  expect(isFor("families", {})).toBe(true);
});

it("names first, of units that promise as much, the one that is meant for the person", () => {
  const first = (who?: "man" | "woman" | "children") =>
    UNIT_KINDS.toReversed()
      .filter((unit) => isFor(unit, who ? { who } : {}))
      .toSorted((one, other) => compareUnits(one, other, who ? { who } : {}));
  expect(first("man")).toEqual(["men", "anyone", "low_mobility", "quarantine"]);
  expect(first("woman")).toEqual(["women", "anyone", "low_mobility", "quarantine"]);
  expect(first("children")).toEqual(["families", "anyone", "women"]);
  expect(first()).toEqual(["anyone", "men", "women", "families", "low_mobility", "quarantine"]);
});

describe("the order", () => {
  const place: Rank = { suits: true, free: 2, fresh: true, kilometres: 5, name: "А" };
  it.each<[string, Partial<Rank>, Partial<Rank>]>([
    [
      "within reach before beyond it",
      { kilometres: 99, suits: false, free: 0 },
      { kilometres: 101 },
    ],
    ["suitable before a nearer one that is not", { kilometres: 50 }, { suits: false }],
    ["free before a nearer full one", { kilometres: 50 }, { free: 0 }],
    ["free before a nearer one by an old figure", { kilometres: 50 }, { fresh: false, free: 9 }],
    [
      "perhaps free before surely full",
      { kilometres: 50, free: undefined, fresh: false },
      { free: 0 },
    ],
    ["the nearer among equals", { kilometres: 4 }, {}],
    ["beyond reach the nearer one, full or not", { kilometres: 150, free: 0 }, { kilometres: 151 }],
    ["by name at the same distance", { name: "А" }, { name: "Б" }],
  ])("%s", (_, first, second) => {
    const [a, b] = [
      { ...place, ...first },
      { ...place, ...second },
    ];
    expect(compareRank(a, b)).toBeLessThan(0);
    expect(compareRank(b, a)).toBeGreaterThan(0);
  });
});
