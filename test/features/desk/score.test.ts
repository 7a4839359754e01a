import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameWords } from "../../../src/features/cases/index.ts";
import { distance, type Forgiving } from "../../../src/features/desk/score.ts";

const between = (asked: string, name: string, forgiving?: Forgiving) =>
  distance(nameWords(asked), nameWords(name), forgiving);

const name = "Иванов Сергей Петрович";

describe("how far a name is from what was asked", () => {
  it("is nothing for the same words, in any order and spelling", () => {
    expect(between("Иванов", name)).toBe(0);
    expect(between("сергей ИВАНОВ", name)).toBe(0);
    expect(between("Petrovich Sergey Ivanov", name)).toBe(0);
  });

  it("grows from beginnings over parts to slips", () => {
    const [beginning, inside, slip, slips] = [
      between("Ива", name),
      between("ано", name),
      between("Иваноф", name),
      between("Питровичь", "Петровичи"),
    ];
    expect([beginning, inside, slip].every((value) => value !== undefined)).toBe(true);
    expect(beginning!).toBeLessThan(inside!);
    expect(inside!).toBeLessThan(slip!);
    expect(slips).toBe(slip! * 2);
  });

  it("takes initials", () => {
    expect(between("Иванов С П", name)).toBe(2);
    expect(between("Иванов К", name)).toBeUndefined();
  });

  it.each<[string, string]>([
    ["Смирнов", "another name"],
    ["Иванов Олег", "one word that is not there"],
    ["Иванов Иванов", "a word that is there once"],
    ["Ин", "a part of two letters inside"],
    ["Инвнаоф", "too many slips"],
    ["Ли", "slips in a short word"],
  ])("%s is none: %s", (asked) => {
    expect(between(asked, name)).toBeUndefined();
  });

  it("forgives more in the second try", () => {
    expect(between("Ивынав", name)).toBeUndefined();
    expect(between("Ивынав", name, "loose")).toBeGreaterThan(0);
  });

  it("does not depend on the order of words", () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const words = fc.array(word, { maxLength: 4 });
    fc.assert(
      fc.property(words, words, (asked, called) => {
        const one = distance(asked, called);
        expect(distance(asked.toReversed(), called)).toBe(one);
        expect(distance(asked, called.toReversed())).toBe(one);
      }),
    );
  });

  it("is nothing whenever every asked word is a word of the name", () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), fc.nat(), (called, pick) => {
        const asked = called.filter((_, at) => (pick >> at) % 2 === 0);
        expect(distance(asked, called)).toBe(0);
      }),
    );
  });
});
