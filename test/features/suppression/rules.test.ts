import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Cell,
  FEWEST_GUESSES,
  isSmall,
  type Relation,
  withheld,
} from "../../../src/features/suppression/index.ts";
import { possible } from "./attacker.ts";

const cells = (values: Readonly<Record<string, number>>): Cell[] =>
  Object.entries(values).map(([id, value]) => ({ id, value }));
const hiddenOf = (values: Readonly<Record<string, number>>, relations: readonly Relation[] = []) =>
  [...withheld(cells(values), relations)].toSorted();

/** What each small count could still be, for somebody who knows all that is printed. */
function expectKept(table: readonly Cell[], relations: readonly Relation[]): void {
  const implied = table.filter((cell) => cell.implied).map(({ id }) => id);
  const secret = new Set([...withheld(table, relations), ...implied]);
  for (const { id, value } of table) {
    if (!isSmall(value)) continue;
    expect(secret, `${id} = ${value} is printed`).toContain(id);
    const left = possible(id, table, relations, secret, FEWEST_GUESSES);
    expect(left.length, `${id} = ${value} can be only ${left}`).toBe(FEWEST_GUESSES);
  }
}

describe("tables that would give someone away", () => {
  test.each([
    ["nobody is nobody, and five are told", { a: 0, b: 5, c: 12 }, [], []],
    ["one to four are not", { a: 1, b: 4, c: 5 }, [], ["a", "b"]],
  ])("%s", (_, values, relations, hidden) => {
    expect(hiddenOf(values, relations)).toEqual(hidden);
  });

  test("a total would tell the one cell that is withheld: a second one goes", () => {
    const total: Relation = { kind: "sum", total: "all", parts: ["a", "b", "c"] };
    expect(hiddenOf({ all: 31, a: 3, b: 8, c: 20 }, [total])).toEqual(["a", "b"]);
  });

  test("two small ones under a small sum are still too well known", () => {
    const total: Relation = { kind: "sum", total: "all", parts: ["a", "b", "c"] };
    // Without "c" the two would be 1 and 1, 0 and 2, or 2 and 0.
    expect(hiddenOf({ all: 22, a: 1, b: 1, c: 20 }, [total])).toEqual(["a", "b", "c"]);
  });

  test("all but two were released from prison: the two are found by taking away", () => {
    const row: Relation = { kind: "sum", total: "all", parts: ["released", "others"] };
    const table: Cell[] = [
      ...cells({ all: 40, released: 38 }),
      { id: "others", value: 2, implied: true },
    ];
    expect([...withheld(table, [row])]).toEqual(["released"]);
    expectKept(table, [row]);
  });

  test("this year, last year and the difference", () => {
    const change: Relation = { kind: "sum", total: "this", parts: ["last", "difference"] };
    expect(
      [
        ...withheld(
          [...cells({ this: 11, last: 4 }), { id: "difference", value: 7, people: false }],
          [change],
        ),
      ].toSorted(),
    ).toEqual(["difference", "last"]);
  });

  test("people counted once: as many in all as in the one town that is told", () => {
    const all: Relation = { kind: "union", total: "all", parts: ["surgut", "uray"] };
    // Uray lies between nobody and 9: enough values.
    expect(hiddenOf({ all: 9, surgut: 7, uray: 3 }, [all])).toEqual(["uray"]);
    // 100 people in one town, 103 in all: the other town has three at least, but up to 103.
    expect(hiddenOf({ all: 103, surgut: 100, uray: 4 }, [all])).toEqual(["uray"]);
  });

  test("rows and columns: one cell alone would be found by either", () => {
    const values = { aa: 2, ab: 9, ac: 30, ba: 12, bb: 15, bc: 40, a: 41, b: 67, xa: 14, xb: 24 };
    const relations: Relation[] = [
      { kind: "sum", total: "a", parts: ["aa", "ab", "ac"] },
      { kind: "sum", total: "b", parts: ["ba", "bb", "bc"] },
      { kind: "sum", total: "xa", parts: ["aa", "ba"] },
      { kind: "sum", total: "xb", parts: ["ab", "bb"] },
    ];
    expectKept(cells(values), relations);
    expect(hiddenOf(values, relations).length).toBeLessThan(7);
  });

  test("trips may be few: they are nobody", () => {
    expect([...withheld([{ id: "trips", value: 2, people: false }], [])]).toEqual([]);
  });
});

const count = fc.oneof(fc.nat(6), fc.nat(25));

test("whatever the table: nobody can work out a small count", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(count, count), { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      (rows, last) => {
        const table: Cell[] = [];
        const relations: Relation[] = [];
        for (const [at, [released, others]] of rows.entries()) {
          table.push(
            { id: `all${at}`, value: released + others },
            { id: `released${at}`, value: released },
            { id: `others${at}`, value: others, implied: true },
          );
          relations.push({
            ...{ kind: "sum", total: `all${at}` },
            parts: [`released${at}`, `others${at}`],
          });
        }
        for (const what of ["all", "released"]) {
          const parts = rows.map((_, at) => `${what}${at}`);
          const value = parts.reduce((sum, id) => sum + table.find((c) => c.id === id)!.value, 0);
          if (!last && what === "released") continue;
          table.push({ id: what, value });
          relations.push({ kind: "sum", total: what, parts });
        }
        expectKept(table, relations);
      },
    ),
    { numRuns: 60 },
  );
});

test("whatever the table: what need not be withheld is not", () => {
  const large = fc.oneof(fc.constant(0), fc.integer({ min: 5, max: 60 }));
  fc.assert(
    fc.property(fc.array(large, { minLength: 1, maxLength: 8 }), (values) => {
      const table = cells(Object.fromEntries(values.map((value, at) => [`c${at}`, value])));
      const all = { id: "all", value: values.reduce((sum, value) => sum + value, 0) };
      const parts = table.map(({ id }) => id);
      expect(withheld([...table, all], [{ kind: "sum", total: "all", parts }]).size).toBe(0);
    }),
  );
});
