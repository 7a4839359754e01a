import { type Slot, stepsOf, timesOf } from "./compile.ts";
import { type Condition, codesOf } from "./condition.ts";
import { fits } from "./fits.ts";
import type { Form, Group, Question, Scalar } from "./form.ts";
import { pathOf } from "./path.ts";
import { allSlots, walk } from "./walk.ts";

export type ProblemCode =
  | "bad_code"
  | "reused_code"
  | "bad_options"
  | "bad_range"
  | "bad_count"
  | "unknown_target"
  | "forward_reference"
  | "unknown_value"
  | "unreachable";

export interface Problem {
  readonly code: ProblemCode;
  /** The question or group that has the problem; "ends" for the form's end. */
  readonly at: string;
  readonly detail: string;
}

/** Everything that is wrong with a form. Reachability is looked at only when the rest is right. */
export function checkForm(form: Form): Problem[] {
  const problems = [
    ...checkCodes(form),
    ...questionsOf(form).flatMap(checkQuestion),
    ...checkGroups(form),
  ];
  if (problems.length === 0) problems.push(...checkConditions(form));
  return problems.length > 0 ? problems : unreachable(form);
}

/** Every question once, those of groups too. */
export function questionsOf(form: Form): Question[] {
  return form.items.flatMap((item) => ("group" in item ? item.questions : [item]));
}

/** A question's code also names its texts, so a group and the form around it share one space. */
function checkCodes(form: Form): Problem[] {
  const groups = form.items.flatMap((item) => ("group" in item ? [item.group] : []));
  const codes = [...groups, ...questionsOf(form).map((question) => question.code)];
  return codes.flatMap((code, at): Problem[] => {
    if (!/^[a-z0-9_]+$/.test(code)) return [{ code: "bad_code", at: code, detail: "a-z, 0-9, _" }];
    if (codes.indexOf(code) === at) return [];
    return [{ code: "reused_code", at: code, detail: "stands for two questions" }];
  });
}

function checkQuestion(question: Question): Problem[] {
  const { code: at, kind, options, min, max } = question;
  const problems: Problem[] = [];
  if (kind === "choice" || kind === "many") {
    const distinct = new Set(options);
    if (distinct.size < 2 || distinct.size !== options?.length || distinct.has("unknown")) {
      problems.push({ code: "bad_options", at, detail: "two or more, all different" });
    }
  } else if (options !== undefined) {
    problems.push({ code: "bad_options", at, detail: `none for ${kind}` });
  }
  const ranged = kind === "number" || kind === "money";
  const limits = [min, max].filter((limit) => limit !== undefined);
  if (!ranged && limits.length > 0) {
    problems.push({ code: "bad_range", at, detail: `none for ${kind}` });
  } else if (
    limits.some((limit) => !Number.isSafeInteger(limit)) ||
    (min ?? 0) > (max ?? Infinity)
  ) {
    problems.push({ code: "bad_range", at, detail: "integers, the smaller first" });
  }
  return problems;
}

function checkGroups(form: Form): Problem[] {
  return form.items.flatMap((item, at): Problem[] => {
    if (!("group" in item)) return [];
    const count = countOf(form, item);
    const before = count !== undefined && form.items.indexOf(count) < at;
    if (before && count.kind === "number" && count.max !== undefined) return [];
    return [{ code: "bad_count", at: item.group, detail: "an earlier number question with a max" }];
  });
}

function countOf(form: Form, group: Group): Question | undefined {
  const found = form.items.find((item) => "code" in item && item.code === group.count);
  return found as Question | undefined;
}

function checkConditions(form: Form): Problem[] {
  const slots = longest(form);
  const byCode = new Map(slots.map((slot, at) => [slot.asked.code, { slot, at }]));
  const seen = new Set<string>();

  const look = (at: string, position: number, condition: Condition): Problem[] => [
    ...codesOf(condition).flatMap((code): Problem[] => {
      const target = byCode.get(code);
      if (target === undefined) return [{ code: "unknown_target", at, detail: code }];
      if (target.at < position) return [];
      return [{ code: "forward_reference", at, detail: code }];
    }),
    ...comparisons(condition).flatMap(([code, value]): Problem[] => {
      const question = byCode.get(code)?.slot.asked.question;
      if (question === undefined || fits(question, question.kind === "many" ? [value] : value)) {
        return [];
      }
      return [{ code: "unknown_value", at, detail: `${code} is never ${value}` }];
    }),
  ];

  const problems = slots.flatMap((slot, position) => {
    if (slot.when === undefined || seen.has(slot.asked.text)) return [];
    seen.add(slot.asked.text);
    return look(slot.asked.text, position, slot.when);
  });
  return form.ends ? [...problems, ...look("ends", slots.length, form.ends)] : problems;
}

/** All slots with every group at its most. */
function longest(form: Form): Slot[] {
  return stepsOf(form).flatMap((step) => {
    if (step.kind === "question") return [step.slot];
    const times = timesOf(step.group, countOf(form, step.group)?.max);
    return Array.from({ length: times }, (_, at) => step.instance(at + 1)).flat();
  });
}

/** The equalities of a condition: each must be one that an answer can meet. */
function comparisons(condition: Condition): [code: string, value: Scalar][] {
  if ("all" in condition) return condition.all.flatMap(comparisons);
  if ("any" in condition) return condition.any.flatMap(comparisons);
  if ("not" in condition) return comparisons(condition.not);
  if ("is" in condition) return [[...condition.is]];
  if ("has" in condition) return [[...condition.has]];
  return "in" in condition ? condition.in[1].map((value) => [condition.in[0], value]) : [];
}

function unreachable(form: Form): Problem[] {
  const asked = new Set<string>();
  for (const answers of walk(form)) {
    for (const slot of pathOf(form, answers).slots) asked.add(slot.asked.text);
  }
  return [...new Set(allSlots(form).map((slot) => slot.asked.text))]
    .filter((text) => !asked.has(text))
    .map((at) => ({ code: "unreachable", at, detail: "no answers lead here" }));
}
