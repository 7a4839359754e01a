import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  FISCAL_CODE,
  parseFiscal,
  receiptName,
} from "../../../src/features/receipts/rules/fiscal.ts";

const GOOD = "t=20240312T1430&s=1234.56&fn=9999078900001234&i=1205&fp=3522207165&n=1";

function withField(name: string, value: string): string {
  return GOOD.replace(new RegExp(`\\b${name}=[^&]*`), `${name}=${value}`);
}

test("the code of a receipt gives sum, time, operation and the three numbers", () => {
  expect(parseFiscal(GOOD)).toEqual({
    kopecks: 123456,
    day: "2024-03-12",
    time: "14:30",
    operation: "sale",
    fn: "9999078900001234",
    i: "1205",
    fp: "3522207165",
  });
});

describe("what tills write differently", () => {
  test.each([
    ["seconds", withField("t", "20240312T143059"), { time: "14:30", day: "2024-03-12" }],
    ["midnight", withField("t", "20240312T0000"), { time: "00:00" }],
    ["29 February", withField("t", "20240229T2359"), { day: "2024-02-29" }],
    ["a comma", withField("s", "1234,56"), { kopecks: 123456 }],
    ["no kopecks", withField("s", "500"), { kopecks: 50000 }],
    ["one figure of kopecks", withField("s", "0.5"), { kopecks: 50 }],
    ["a large sum", withField("s", "9999999.00"), { kopecks: 999999900 }],
    ["a sum that floating point spoils", withField("s", "1.10"), { kopecks: 110 }],
    ["an old storage", withField("fn", "000110000105"), { fn: "000110000105" }],
    ["noughts before the number", withField("i", "0000001205"), { i: "1205" }],
    ["noughts before the sign", withField("fp", "0522207165"), { fp: "522207165" }],
    ["another order", GOOD.split("&").reverse().join("&"), { kopecks: 123456, i: "1205" }],
    ["a line end", `${GOOD}\n`, { kopecks: 123456 }],
    ["a field more", `${GOOD}&x=1`, { kopecks: 123456 }],
    ["a return", withField("n", "2"), { operation: "sale_returned" }],
    ["a payout", withField("n", "3"), { operation: "payout" }],
    ["a returned payout", withField("n", "4"), { operation: "payout_returned" }],
  ])("%s", (_what, text, expected) => {
    expect(parseFiscal(text)).toMatchObject(expected);
    expect(FISCAL_CODE.test(text)).toBe(true);
  });
});

describe("what is no receipt", () => {
  test.each([
    ["nothing", ""],
    ["a link", "https://example.org/?t=20240312T1430&s=1.00"],
    ["a link with all fields", `https://example.org/?${GOOD}`],
    ["a number", "4607001234567890"],
    ["no time", GOOD.replace("t=20240312T1430&", "")],
    ["no sign", GOOD.replace("&fp=3522207165", "")],
    ["no operation", GOOD.replace("&n=1", "")],
    ["a field twice", `${GOOD}&s=1.00`],
    ["a field of two values", withField("s", "1=2")],
    ["a month that is none", withField("t", "20241312T1430")],
    ["a day that is none", withField("t", "20230229T1430")],
    ["an hour that is none", withField("t", "20240312T2430")],
    ["a minute that is none", withField("t", "20240312T1762")],
    ["a day without a time", withField("t", "20240312")],
    ["a sum below nothing", withField("s", "-5.00")],
    ["three figures of kopecks", withField("s", "5.001")],
    ["a sum with spaces", withField("s", "1 234.56")],
    ["a sum too long to be exact", withField("s", "12345678901234567.00")],
    ["letters in the storage", withField("fn", "99990789000012AB")],
    ["a storage too short", withField("fn", "99990789")],
    ["a storage too long", withField("fn", "99990789000012345")],
    ["number nought", withField("i", "0")],
    ["a number too long", withField("i", "12345678901")],
    ["operation nought", withField("n", "0")],
    ["operation five", withField("n", "5")],
    ["figures of another script", withField("s", "١٢٣")],
  ])("%s", (_what, text) => {
    expect(parseFiscal(text)).toBeUndefined();
  });
});

const code = fc.record({
  kopecks: fc.integer({ min: 0, max: 999_999_999_999 }),
  at: fc.date({ min: new Date("2016-01-01Z"), max: new Date("2039-12-31Z"), noInvalidDate: true }),
  fn: fc.stringMatching(/^[0-9]{16}$/),
  i: fc.integer({ min: 1, max: 4_294_967_295 }),
  fp: fc.integer({ min: 1, max: 4_294_967_295 }),
  n: fc.integer({ min: 1, max: 4 }),
});

test("what a till writes is read back exactly, in whatever order", () => {
  fc.assert(
    fc.property(code, fc.infiniteStream(fc.nat()), ({ kopecks, at, fn, i, fp, n }, order) => {
      const iso = at.toISOString();
      const roubles = Math.floor(kopecks / 100);
      const fields = [
        `t=${iso.slice(0, 16).replace(/[-:]/g, "")}`,
        `s=${roubles}.${String(kopecks % 100).padStart(2, "0")}`,
        ...[`fn=${fn}`, `i=${i}`, `fp=${fp}`, `n=${n}`],
      ]
        .map((field) => ({ field, place: order.next().value }))
        .sort((a, b) => a.place - b.place);
      const text = fields.map(({ field }) => field).join("&");
      const read = parseFiscal(text);
      expect(read).toMatchObject({ kopecks, day: iso.slice(0, 10), time: iso.slice(11, 16) });
      expect(read && receiptName(read)).toBe(`${fn}/${i}/${fp}`);
    }),
  );
});

test("any text is read or refused, never an error", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary" })), (text) => {
      const read = parseFiscal(text);
      return read === undefined || Number.isSafeInteger(read.kopecks);
    }),
  );
});

test("a code with one sign changed is another receipt, or none", () => {
  fc.assert(
    fc.property(fc.nat(GOOD.length - 1), fc.constantFrom(..."0123456789"), (at, figure) => {
      const changed = GOOD.slice(0, at) + figure + GOOD.slice(at + 1);
      fc.pre(changed !== GOOD);
      expect(parseFiscal(changed)).not.toEqual(parseFiscal(GOOD));
    }),
  );
});
