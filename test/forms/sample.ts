import type { Form } from "../../src/forms/form.ts";

/** A small form with one of everything. */
export const sample: Form = {
  code: "sample",
  ends: { is: ["resident", "no"] },
  items: [
    { code: "resident", kind: "yes_no", unknown: true, clause: "1" },
    { code: "household", kind: "choice", options: ["alone", "family"], clause: "2" },
    {
      code: "people",
      kind: "number",
      when: { is: ["household", "family"] },
      clause: "2",
      min: 2,
      max: 9,
    },
    {
      group: "member",
      count: "people",
      less: 1,
      questions: [
        { code: "age", kind: "choice", options: ["child", "adult"], clause: "3" },
        {
          code: "works",
          kind: "yes_no",
          when: { all: [{ is: ["age", "adult"] }, { is: ["resident", "yes"] }] },
          unknown: true,
          clause: "3",
        },
        { code: "pay", kind: "money", when: { is: ["works", "yes"] }, clause: "3" },
      ],
    },
    { code: "kinds", kind: "many", options: ["work", "pension"], unknown: true, clause: "4" },
    { code: "pension", kind: "money", when: { has: ["kinds", "pension"] }, clause: "4" },
    {
      code: "school",
      kind: "yes_no",
      when: { any: [{ is: ["member.1.age", "child"] }, { is: ["member.2.age", "child"] }] },
      clause: "5",
    },
  ],
};
