import { describe, expect, it } from "vitest";
import type { Answers, Form } from "../../src/forms/form.ts";
import { back, position, positionOf, relevant } from "../../src/forms/position.ts";
import { sample } from "./sample.ts";

const family: Answers = {
  resident: "yes",
  household: "family",
  people: 3,
  "member.1.age": "adult",
  "member.1.works": "yes",
  "member.1.pay": 100,
};

const at = (form: Form, answers: Answers): string => {
  const now = position(form, answers);
  return now.kind === "ask" ? `${now.asked.code} ${now.number}/${now.total}` : now.kind;
};

describe("position", () => {
  it("should begin with the first question and count those that are sure to come", () => {
    expect(at(sample, {})).toBe("resident 1/3");
  });

  it("should count the questions of a branch as soon as it opens", () => {
    expect(at(sample, { resident: "yes", household: "alone" })).toBe("kinds 3/3");
    expect(at(sample, { resident: "yes", household: "family" })).toBe("people 3/4");
    expect(at(sample, { resident: "yes", household: "family", people: 3 })).toBe(
      "member.1.age 4/6",
    );
  });

  it("should ask a group's questions by the same member's answers and the form's", () => {
    expect(at(sample, family)).toBe("member.2.age 7/8");
    expect(at(sample, { ...family, resident: "unknown" })).toBe("member.2.age 5/6");
    const now = position(sample, family);
    expect(now).toMatchObject({ asked: { text: "age", member: 2 } });
  });

  it("should not ask what hangs on something that the person does not know", () => {
    const answers = { resident: "yes", household: "alone", kinds: "unknown" };
    expect(at(sample, answers)).toBe("complete");
  });

  it("should ask nothing more once the end is certain", () => {
    expect(at(sample, { resident: "no" })).toBe("complete");
  });

  it("should ignore answers that hang on an abandoned one", () => {
    const alone = { ...family, household: "alone" };
    expect(at(sample, alone)).toBe("kinds 3/3");
    expect(relevant(sample, alone).map((asked) => asked.code)).toEqual([
      "resident",
      "household",
      "kinds",
    ]);
  });

  it("should ask again when a stored value no longer fits the question", () => {
    expect(at(sample, { resident: "yes", household: "commune" })).toBe("household 2/3");
    expect(at(sample, { resident: "yes", household: "family", people: 40 })).toBe("people 3/4");
  });

  it("should ask an inserted question and leave the later answers in place", () => {
    const [first, ...rest] = sample.items;
    const inserted: Form = {
      ...sample,
      items: [first!, { code: "citizen", kind: "yes_no", clause: "1" }, ...rest],
    };
    expect(at(inserted, family)).toBe("citizen 7/9");
    expect(at(inserted, { ...family, citizen: "yes" })).toBe("member.2.age 8/9");
  });
});

describe("back", () => {
  it("should lead through the path in reverse, over groups and branches", () => {
    const steps: string[] = [];
    for (let code: string | undefined = "member.2.age"; code; ) {
      code = back(sample, family, code)?.code;
      if (code) steps.push(code);
    }
    expect(steps).toEqual([
      "member.1.pay",
      "member.1.works",
      "member.1.age",
      "people",
      "household",
      "resident",
    ]);
  });

  it("should know nothing before the first and for a question not asked", () => {
    expect(back(sample, family, "resident")).toBeUndefined();
    expect(back(sample, family, "school")).toBeUndefined();
  });
});

describe("positionOf", () => {
  it("should number a question that is answered already", () => {
    expect(positionOf(sample, family, "people")).toMatchObject({ number: 3, total: 8 });
    expect(positionOf(sample, family, "school")).toBeUndefined();
  });
});
