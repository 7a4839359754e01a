import { type Condition, codesOf } from "./condition.ts";
import type { Asked, Form, Group, Question } from "./form.ts";

/** One place where a question can be asked, with everything worked out that answers do not change. */
export interface Slot {
  readonly asked: Asked;
  readonly when: Condition | undefined;
  /** The codes that `when` looks at. */
  readonly looksAt: readonly string[];
  /** Those of them that it only asks to be known: open until they are answered. */
  readonly waitsFor: readonly string[];
}

export type Step =
  | { readonly kind: "question"; readonly slot: Slot }
  | { readonly kind: "group"; readonly group: Group; readonly instance: (n: number) => Slot[] };

const compiled = new WeakMap<Form, readonly Step[]>();

/** The form's steps in order; worked out once for each form object. */
export function stepsOf(form: Form): readonly Step[] {
  let steps = compiled.get(form);
  if (steps === undefined) {
    steps = form.items.map((item): Step => {
      if ("group" in item) return { kind: "group", group: item, instance: instances(item) };
      return { kind: "question", slot: slot(item, item.code, item.when) };
    });
    compiled.set(form, steps);
  }
  return steps;
}

/** How many times a group is asked about when its count question has this answer. */
export function timesOf(group: Group, count: unknown): number {
  return typeof count === "number" ? Math.max(0, count - (group.less ?? 0)) : 0;
}

function instances(group: Group): (n: number) => Slot[] {
  const own = new Set(group.questions.map((question) => question.code));
  const made: Slot[][] = [];
  return (n) => {
    made[n] ??= group.questions.map((question) => {
      const when =
        question.when &&
        renamed(question.when, (code) => (own.has(code) ? `${group.group}.${n}.${code}` : code));
      return slot(question, `${group.group}.${n}.${question.code}`, when, n);
    });
    return made[n];
  };
}

function slot(
  question: Question,
  code: string,
  when: Condition | undefined,
  member?: number,
): Slot {
  const asked: Asked = { code, text: question.code, question, ...(member && { member }) };
  return {
    asked: Object.freeze(asked),
    when,
    looksAt: when ? [...new Set(codesOf(when))] : [],
    waitsFor: when ? knownCodes(when) : [],
  };
}

/** The condition with every code that it looks at renamed. */
function renamed(condition: Condition, name: (code: string) => string): Condition {
  if ("all" in condition) return { all: condition.all.map((part) => renamed(part, name)) };
  if ("any" in condition) return { any: condition.any.map((part) => renamed(part, name)) };
  if ("not" in condition) return { not: renamed(condition.not, name) };
  if ("known" in condition) return { known: name(condition.known) };
  if ("is" in condition) return { is: [name(condition.is[0]), condition.is[1]] };
  if ("in" in condition) return { in: [name(condition.in[0]), condition.in[1]] };
  if ("has" in condition) return { has: [name(condition.has[0]), condition.has[1]] };
  const [code, than] = "less" in condition ? condition.less : condition.atLeast;
  const right = typeof than === "string" && than.startsWith("$") ? `$${name(than.slice(1))}` : than;
  return "less" in condition ? { less: [name(code), right] } : { atLeast: [name(code), right] };
}

function knownCodes(condition: Condition): string[] {
  if ("all" in condition) return condition.all.flatMap(knownCodes);
  if ("any" in condition) return condition.any.flatMap(knownCodes);
  if ("not" in condition) return knownCodes(condition.not);
  return "known" in condition ? [condition.known] : [];
}
