import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDay } from "../../../src/features/receipts/rules/day.ts";
import { parseFiscal } from "../../../src/features/receipts/rules/fiscal.ts";
import { EMPTY_RECEIPT, type ReceiptRecord } from "../../../src/features/receipts/rules/record.ts";
import {
  doubtsOf,
  moneyOf,
  questionOf,
  seenIn,
} from "../../../src/features/receipts/rules/steps.ts";

const CODE = "t=20240512T1430&s=100.00&fn=9999078900001234&i=7&fp=9&n=1";
const period = { from: "2024-05-10", to: "2024-05-31" };

describe("what is asked of a receipt", () => {
  const known = { kopecks: 100, day: "2024-05-12", right: true, activity: "a1", item: "Хлеб" };
  test.each<[Partial<ReceiptRecord>, string | undefined]>([
    [{}, undefined],
    [{ kopecks: null, day: null, right: false, activity: null, item: null }, "sum"],
    [{ day: null, right: false }, "day"],
    [{ right: false, activity: null }, "right"],
    [{ activity: null, item: null }, "activity"],
    // A programme without activities has one that is called nothing.
    [{ activity: "", item: null }, "item"],
  ])("with %o: %s", (more, question) => {
    expect(questionOf({ ...EMPTY_RECEIPT, ...known, ...more })).toBe(question);
  });

  test("each answer brings the next question; five answers are enough", () => {
    const answers = { sum: { kopecks: 1 }, day: { day: "2024-05-12" }, right: { right: true } };
    const more = { activity: { activity: "a1" }, item: { item: "Хлеб" } };
    let record = EMPTY_RECEIPT;
    const asked: string[] = [];
    for (let question = questionOf(record); question; question = questionOf(record)) {
      asked.push(question);
      record = { ...record, ...{ ...answers, ...more }[question] };
    }
    expect(asked).toEqual(["sum", "day", "right", "activity", "item"]);
  });
});

describe("what is asked about twice", () => {
  const code = parseFiscal(CODE) ?? null;
  test.each<[string, Partial<ReceiptRecord>, string[]]>([
    ["nothing", {}, []],
    ["the first day", { day: "2024-05-10" }, []],
    ["the last day", { day: "2024-05-31" }, []],
    ["the day before", { day: "2024-05-09" }, ["another_month"]],
    ["the day after", { day: "2024-06-01" }, ["another_month"]],
    ["the same day of another year", { day: "2023-05-12" }, ["another_month"]],
    ["all the money", { kopecks: 50_000 }, []],
    ["a kopeck more", { kopecks: 50_001 }, ["above_money"]],
    ["as its code says", { code, kopecks: 10_000 }, []],
    ["another sum than its code", { code, kopecks: 9_999 }, ["not_as_coded"]],
    ["another day than its code", { code, kopecks: 10_000, day: "2024-05-13" }, ["not_as_coded"]],
    [
      "everything",
      { code, kopecks: 50_001, day: "2024-06-01" },
      ["another_month", "above_money", "not_as_coded"],
    ],
  ])("%s", (_what, more, doubts) => {
    const record = { ...EMPTY_RECEIPT, kopecks: 100, day: "2024-05-12", ...more };
    expect(doubtsOf(record, { period, money: 50_000 })).toEqual(doubts);
  });

  test("a contract that names no money is compared with nothing", () => {
    const record = { ...EMPTY_RECEIPT, kopecks: 10 ** 12, day: "2024-05-12" };
    expect(doubtsOf(record, { period, money: moneyOf([]) })).toEqual([]);
  });

  test("the money of a contract is each payment as often as it is made", () => {
    expect(
      moneyOf([
        { kopecks: 1_715_200, months: 1 },
        { kopecks: 1_715_200, months: 3 },
      ]),
    ).toBe(6_860_800);
  });
});

describe("what a picture shows", () => {
  const other = CODE.replace("i=7", "i=8");
  test.each([
    ["nothing", [], { kind: "nothing" }],
    ["a link", ["https://example.org"], { kind: "another_code" }],
    ["a receipt", [CODE], { kind: "receipts", codes: [parseFiscal(CODE)] }],
    [
      "a receipt beside a link",
      ["https://e.org", CODE],
      { kind: "receipts", codes: [parseFiscal(CODE)] },
    ],
    ["one receipt twice", [CODE, `${CODE}&x=1`], { kind: "receipts", codes: [parseFiscal(CODE)] }],
    ["two", [CODE, other], { kind: "receipts", codes: [parseFiscal(CODE), parseFiscal(other)] }],
    ["a return", [CODE.replace("n=1", "n=2")], { kind: "sale_returned" }],
    ["a payout", [CODE.replace("n=1", "n=3")], { kind: "payout" }],
    ["a returned payout", [CODE.replace("n=1", "n=4")], { kind: "payout" }],
    [
      "a sale beside a return",
      [CODE.replace("n=1", "n=2"), other],
      { kind: "receipts", codes: [parseFiscal(other)] },
    ],
  ])("%s", (_what, texts, seen) => {
    expect(seenIn(texts)).toEqual(seen);
  });
});

describe("the day of a receipt as it is typed", () => {
  const limits = { today: "2024-06-03", period };
  test.each([
    ["12", "2024-05-12"],
    ["12.05", "2024-05-12"],
    ["12/5", "2024-05-12"],
    ["1.6", "2024-06-01"],
    ["12 мая", "2024-05-12"],
    ["12 мамыр", "2024-05-12"],
    ["May 12", "2024-05-12"],
    ["12.05.2024", "2024-05-12"],
    ["12.05.23", "2023-05-12"],
    ["вчера", "2024-06-02"],
  ])("%s", (text, day) => {
    expect(readDay(text, limits)).toEqual({ kind: "value", value: day });
  });

  test.each(["завтра", "4.6", "32", "31.4", "мая", "", "чек"])("%s is none", (text) => {
    expect(readDay(text, limits).kind).toBe("not_understood");
  });

  test("of another month without a year is chosen", () => {
    expect(readDay("1 марта", limits)).toEqual({
      kind: "choose",
      options: ["2023-03-01", "2024-03-01"],
    });
  });

  test("whatever is typed, it is never after today", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9./ ]{0,12}$/), (text) => {
        const read = readDay(text, limits);
        if (read.kind === "value") expect(read.value <= limits.today).toBe(true);
      }),
    );
  });
});
