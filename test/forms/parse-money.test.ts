import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "../../src/forms/parse/index.ts";
import { asked } from "./asked.ts";

const today = "2026-02-10";
const question = asked({ kind: "money", min: 0, max: 1_000_000_000, unknown: true });
const read = (text: string) => parse(question, text, { today });

describe("a sum", () => {
  it.each<[string, number]>([
    ["15000", 15_000],
    ["15 000", 15_000],
    ["15\u00a0000", 15_000],
    ["15\u202f000,50 ₽", 15_000.5],
    ["１５０００", 15_000],
    ["15к", 15_000],
    ["15k", 15_000],
    ["15 тыс", 15_000],
    ["15 тыс. руб.", 15_000],
    ["15т.р.", 15_000],
    ["15,5 тыс.", 15_500],
    ["15 мың теңге", 15_000],
    ["1.5 млн", 1_500_000],
    ["15000,50", 15_000.5],
    ["15.000,50", 15_000.5],
    ["15,000.50", 15_000.5],
    ["1 500 000", 1_500_000],
    ["1,500,000", 1_500_000],
    ["12 345 р. 50 коп", 12_345.5],
    ["50 коп.", 0.5],
    ["15000₸", 15_000],
    ["15 тыс 500", 15_500],
    ["пятнадцать тысяч", 15_000],
    ["двадцать пять тысяч триста", 25_300],
    ["екі жүз мың", 200_000],
    ["two hundred thousand", 200_000],
    ["полторы тысячи", 1500],
    ["около 20 тысяч", 20_000],
    ["45000 за 3 месяца", 45_000],
    ["0", 0],
    ["0 руб", 0],
    ["нет", 0],
    ["нисколько", 0],
    ["не было", 0],
    ["жоқ", 0],
    ["nothing", 0],
  ])("should read %j as %d roubles", (text, roubles) => {
    expect(read(text)).toEqual({ kind: "value", value: Math.round(roubles * 100) });
  });

  it.each<[string, number]>([
    ["15000 15 000 16тыс", 46_000],
    ["15000, 15000, 16000", 46_000],
    ["15000,15000,16000", 46_000],
    ["15000+15000+16000", 46_000],
    ["15000 и 16000", 31_000],
    ["15000\n16000\n17000", 48_000],
    ["20 000 руб 15 000 руб 10 000 руб", 45_000],
    ["15 000 16 000 17 500,50", 48_500.5],
    ["15к 16к", 31_000],
    ["0 0 15000", 15_000],
    ["2000 2000 2000", 6000],
  ])("should add up %j to %d roubles", (text, roubles) => {
    expect(read(text)).toEqual({ kind: "value", value: Math.round(roubles * 100) });
  });

  it.each<[string, number[]]>([
    ["15.500", [15.5, 15_500]],
    ["15,000", [15, 15_000]],
    ["15.5", [15.5, 15_500]],
    ["15", [15, 15_000]],
    ["15 15 16", [46, 46_000]],
    ["15, 15, 16 тыс", [16_030, 46_000]],
    ["100 500", [600, 100_500]],
    ["5 000 500", [5500, 5_000_500]],
  ])("should ask which of its meanings %j has", (text, roubles) => {
    const options = roubles.map((sum) => Math.round(sum * 100));
    expect(read(text)).toEqual({ kind: "choose", options });
  });

  it.each<[string, string]>([
    ["по 15000", "money_per_month"],
    ["15000 в месяц", "money_per_month"],
    ["айына 15000", "money_per_month"],
    ["-500", "money_negative"],
    ["500$", "money_currency"],
    ["500 евро", "money_currency"],
    ["99999999", "money_too_big"],
    ["99 999 999", "money_unclear"],
    ["15000-16000", "money"],
    ["1500.500", "money"],
    ["15 тысяч рублей от брата", "money"],
    ["пять двадцать", "money"],
    ["к", "money"],
    ["много", "money"],
  ])("should not guess at %j", (text, code) => {
    expect(read(text)).toMatchObject({ kind: "not_understood", code });
  });

  it.each(["ru", "kk", "en"])("should read back any sum as %s writes it", (language) => {
    const format = new Intl.NumberFormat(language, { style: "currency", currency: "RUB" });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (kopecks) => {
        expect(read(format.format(kopecks / 100))).toEqual({ kind: "value", value: kopecks });
      }),
    );
  });

  it("should never change a plain number a hundredfold", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 10_000_000 }), (roubles) => {
        expect(read(String(roubles))).toEqual({ kind: "value", value: roubles * 100 });
      }),
    );
  });
});
