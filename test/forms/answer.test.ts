import { describe, expect, it } from "vitest";
import { answer, prune } from "../../src/forms/answer.ts";
import { fits } from "../../src/forms/fits.ts";
import type { Answers, Form, Question } from "../../src/forms/form.ts";
import { sample } from "./sample.ts";

const complete: Answers = {
  resident: "yes",
  household: "family",
  people: 2,
  "member.1.age": "child",
  kinds: ["pension"],
  pension: 1_500_000,
  school: "yes",
};

describe("prune", () => {
  it("should return the same object when every answer counts", () => {
    expect(prune(sample, complete)).toBe(complete);
  });

  it("should drop abandoned branches, unknown codes and members beyond the count", () => {
    const stale = { ...complete, "member.1.works": "yes", "member.2.age": "adult", gone: "yes" };
    expect(prune(sample, stale)).toEqual(complete);
  });

  it("should keep what waits for a question that a release inserted", () => {
    const items = sample.items.flatMap((item) =>
      "code" in item && item.code === "kinds"
        ? [
            { code: "any_income", kind: "yes_no", clause: "4" } as const,
            {
              ...item,
              when: { is: ["any_income", "yes"] },
            } as const,
          ]
        : [item],
    );
    const inserted: Form = { ...sample, items };
    expect(prune(inserted, complete)).toBe(complete);
    expect(answer(inserted, complete, "any_income", "yes")).toEqual({
      ...complete,
      any_income: "yes",
    });
    const { kinds: _, pension: __, ...rest } = complete;
    expect(answer(inserted, complete, "any_income", "no")).toEqual({ ...rest, any_income: "no" });
  });
});

describe("answer", () => {
  it("should drop what the new answer abandons", () => {
    expect(answer(sample, complete, "household", "alone")).toEqual({
      resident: "yes",
      household: "alone",
      kinds: ["pension"],
      pension: 1_500_000,
    });
  });

  it("should lose nothing when an answer that ends the form is taken back", () => {
    const ended = answer(sample, complete, "resident", "no");
    expect(answer(sample, ended, "resident", "yes")).toEqual(complete);
  });

  it("should refuse a question that is not asked and a value that does not fit", () => {
    expect(() => answer(sample, { household: "alone" }, "people", 3)).toThrow(
      /does not ask "people"/,
    );
    expect(() => answer(sample, complete, "people", "many")).toThrow(/"people"/);
    expect(() => answer(sample, complete, "constructor", "yes")).toThrow(/does not ask/);
  });
});

describe("fits", () => {
  const question = (part: Partial<Question>): Question => ({
    code: "q",
    kind: "yes_no",
    clause: "1",
    ...part,
  });
  it.each<[Partial<Question>, unknown, boolean]>([
    [{}, "yes", true],
    [{}, "unknown", false],
    [{ unknown: true }, "unknown", true],
    [{}, true, false],
    [{ kind: "choice", options: ["a", "b"] }, "b", true],
    [{ kind: "choice", options: ["a", "b"] }, ["b"], false],
    [{ kind: "many", options: ["a", "b"] }, [], true],
    [{ kind: "many", options: ["a", "b"] }, ["b", "a"], true],
    [{ kind: "many", options: ["a", "b"] }, ["a", "a"], false],
    [{ kind: "many", options: ["a", "b"] }, "a", false],
    [{ kind: "number", min: 2, max: 9 }, 2, true],
    [{ kind: "number", min: 2, max: 9 }, 10, false],
    [{ kind: "number", min: 2, max: 9 }, 2.5, false],
    [{ kind: "number", min: 2, max: 9 }, "2", false],
    [{ kind: "money" }, -1, false],
    [{ kind: "money" }, 2 ** 60, false],
    [{ kind: "date" }, "2025-03-01", true],
    [{ kind: "date" }, "2025-13-01", false],
    [{ kind: "town" }, 1502026, true],
    [{ kind: "town" }, "Красноярск", false],
  ])("should judge %j: %j -> %s", (part, value, expected) => {
    expect(fits(question(part), value as never)).toBe(expected);
  });
});
