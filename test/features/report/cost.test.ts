import { describe, expect, it } from "vitest";
import { readCost, readSum } from "../../../src/features/report/rules/cost.ts";

describe("a cost in one message", () => {
  it.each([
    ["Обувь – 1500", "Обувь", 150_000],
    ["Обувь - 1500", "Обувь", 150_000],
    ["обувь, 1 500 р", "обувь", 150_000],
    ["Рабочая обувь: 1500,50", "Рабочая обувь", 150_050],
    ["Обувь 1500 руб.", "Обувь", 150_000],
    ["Обувь 1500₽", "Обувь", 150_000],
    ["Инструмент, 2 тыс", "Инструмент", 200_000],
    ["Краска 2,5 л – 900 р", "Краска 2,5 л", 90_000],
  ])("%s", (said, item, kopecks) => {
    expect(readCost(said)).toEqual({ item, kopecks });
  });

  it.each([
    "Обувь",
    "Автобус 12",
    "Билет на автобус № 8",
    "1500",
    "Краска, 2 литра",
    "Шторы-2",
    "Обувь – 0",
    "Обувь – 1500 долларов",
  ])("%s: the sum is asked for", (said) => {
    expect(readCost(said)).toEqual({ item: said, kopecks: null });
  });
});

describe("a sum", () => {
  it.each([
    ["1500", 150_000],
    ["1 500,50", 150_050],
    ["15 тыс", 1_500_000],
    ["50 коп", 50],
  ])("%s", (said, kopecks) => {
    expect(readSum(said)).toEqual({ kind: "value", value: kopecks });
  });

  it.each([
    ["нет", "money_too_small"],
    ["0", "money_too_small"],
    ["-5", "money_negative"],
    ["много", "money"],
    ["999999999999", "money_too_big"],
  ])("%s is not taken", (said, code) => {
    expect(readSum(said)).toMatchObject({ kind: "not_understood", code });
  });
});
