import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { triageForm } from "../../src/features/triage/form.ts";
import { answer, prune } from "../../src/forms/answer.ts";
import { forms } from "../../src/forms/catalogue.ts";
import { checkForm } from "../../src/forms/check.ts";
import { evaluate } from "../../src/forms/condition.ts";
import { fits } from "../../src/forms/fits.ts";
import type { Answers, Form, Item } from "../../src/forms/form.ts";
import { position, relevant } from "../../src/forms/position.ts";
import { walk } from "../../src/forms/walk.ts";

describe.each([...forms, triageForm])("the form $code", (form) => {
  const ends = [...walk(form)];

  it("should have no problem", () => {
    expect(checkForm(form)).toEqual([]);
  });

  it("should lead every walk to an end, by answers that all count", () => {
    const distinct = new Set<string>();
    for (const answers of ends) {
      expect(position(form, answers)).toEqual({ kind: "complete" });
      expect(prune(form, answers)).toBe(answers);
      distinct.add(JSON.stringify(answers));
    }
    expect(distinct.size).toBe(ends.length);
  });

  it("should number the questions upwards and never promise fewer than it promised", () => {
    for (const answers of ends) {
      let given: Answers = {};
      let total = 0;
      for (let number = 1; ; number += 1) {
        const now = position(form, given);
        if (now.kind === "complete") break;
        expect(now.number).toBe(number);
        expect(now.total).toBeGreaterThanOrEqual(Math.max(total, number));
        total = now.total;
        given = { ...given, [now.asked.code]: answers[now.asked.code]! };
      }
    }
  });

  it("should find the position after the longest walk in well under a millisecond", () => {
    const longest = ends.reduce((a, b) => (Object.keys(b).length > Object.keys(a).length ? b : a));
    const { [Object.keys(longest).at(-1)!]: _, ...almost } = longest;
    const start = performance.now();
    for (let round = 0; round < 1000; round += 1) position(form, almost);
    expect((performance.now() - start) / 1000).toBeLessThan(0.2);
  });

  it("should come back to the same answers when one is changed and changed back", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ends),
        fc.constantFrom(...ends),
        fc.nat(),
        (mine, other, n) => {
          const { code, question } = relevant(form, mine)[n % relevant(form, mine).length]!;
          const value = other[code];
          fc.pre(value !== undefined && fits(question, value));
          let answers = answer(form, mine, code, value!);
          for (const asked of relevant(form, answers)) {
            if (asked.code in answers && asked.code !== code) {
              expect(answers[asked.code]).toEqual(mine[asked.code]);
            }
          }
          answers = answer(form, answers, code, mine[code]!);
          // Where the end is certain early, what was dropped meanwhile is not asked again.
          const endsEarly = form.ends !== undefined && evaluate(form.ends, mine) === "yes";
          if (endsEarly) expect(mine).toMatchObject(answers);
          else expect(completed(form, answers, mine)).toEqual(mine);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("should leave all answers in place when a release inserts a question anywhere", () => {
    const extra: Item = { code: "inserted", kind: "yes_no", clause: "1" };
    for (let at = 0; at <= form.items.length; at += 1) {
      const inserted: Form = { ...form, items: form.items.toSpliced(at, 0, extra) };
      for (const answers of ends.slice(0, 50)) {
        expect(prune(inserted, answers)).toBe(answers);
        expect(answer(inserted, answers, "inserted", "yes")).toEqual({
          ...answers,
          inserted: "yes",
        });
      }
    }
  });
});

/** Answers what is asked again as before. */
function completed(form: Form, answers: Answers, before: Answers): Answers {
  for (let now = position(form, answers); now.kind === "ask"; now = position(form, answers)) {
    answers = answer(form, answers, now.asked.code, before[now.asked.code]!);
  }
  return answers;
}
