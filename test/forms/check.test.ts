import { describe, expect, it } from "vitest";
import { checkForm } from "../../src/forms/check.ts";
import type { Form, Item } from "../../src/forms/form.ts";
import { sample } from "./sample.ts";

const first: Item = { code: "first", kind: "yes_no", clause: "1" };
const count: Item = { code: "count", kind: "number", min: 0, max: 3, clause: "1" };
const member: Item = {
  group: "member",
  count: "count",
  questions: [{ code: "age", kind: "choice", options: ["a", "b"], clause: "1" }],
};

const form = (...items: Item[]): Form => ({ code: "broken", items });

describe("checkForm", () => {
  it("should find nothing in a sound form", () => {
    expect(checkForm(sample)).toEqual([]);
  });

  it.each<[string, string, Form]>([
    ["reused_code", "first", form(first, first)],
    ["reused_code", "age", form(count, member, { ...first, code: "age" })],
    ["bad_code", "a.b", form({ ...first, code: "a.b" })],
    ["bad_options", "c", form({ code: "c", kind: "choice", options: ["a"], clause: "1" })],
    [
      "bad_options",
      "c",
      form({ code: "c", kind: "choice", options: ["a", "unknown"], clause: "1" }),
    ],
    ["bad_options", "c", form({ code: "c", kind: "date", options: ["a", "b"], clause: "1" })],
    ["bad_range", "n", form({ code: "n", kind: "number", min: 3, max: 2, clause: "1" })],
    ["bad_range", "n", form({ code: "n", kind: "money", min: 0.5, clause: "1" })],
    ["bad_range", "n", form({ code: "n", kind: "town", max: 2, clause: "1" })],
    ["bad_count", "member", form(member, count)],
    ["bad_count", "member", form(first, { ...member, count: "first" })],
    ["unknown_target", "first", form({ ...first, when: { is: ["nothing", "yes"] } })],
    ["unknown_target", "q", form(count, member, { ...first, code: "q", when: { known: "age" } })],
    [
      "unknown_target",
      "q",
      form(count, member, { ...first, code: "q", when: { known: "member.4.age" } }),
    ],
    ["forward_reference", "q", form({ ...first, code: "q", when: { known: "first" } }, first)],
    ["forward_reference", "first", form({ ...first, when: { known: "first" } })],
    ["unknown_value", "q", form(first, { ...first, code: "q", when: { is: ["first", "maybe"] } })],
    ["unknown_value", "ends", { ...form(first), ends: { is: ["first", "unknown"] } }],
    [
      "unreachable",
      "q",
      form(first, {
        ...first,
        code: "q",
        when: { all: [{ is: ["first", "yes"] }, { is: ["first", "no"] }] },
      }),
    ],
    ["unreachable", "q", { ...form(first, { ...first, code: "q" }), ends: { known: "first" } }],
  ])("should find %s at %s", (code, at, broken) => {
    expect(checkForm(broken).map((problem) => [problem.code, problem.at])).toContainEqual([
      code,
      at,
    ]);
  });
});
