import { type Slot, stepsOf, timesOf } from "./compile.ts";
import { type Condition, codesOf } from "./condition.ts";
import { fits } from "./fits.ts";
import type { Answers, Form, Question, Value } from "./form.ts";
import { pathOf } from "./path.ts";

export interface WalkOptions {
  /** Codes whose every combination is walked although no condition of the form looks at them. */
  readonly distinguish?: readonly string[];
  /** Values to try instead of the usual ones, by the question's code (without its group). */
  readonly samples?: Readonly<Record<string, readonly Value[]>>;
}

/** Groups are walked for none, one and two of a kind: a third is asked like the second. */
const mostTimes = 2;

/**
 * Complete sets of answers, all different, that together take every answer at every state of the form.
 *
 * Two ways to reach a question are one state when all answers that a later condition looks at are
 * the same: what is asked from there on cannot differ, so it is walked once. Choices are tried
 * exhaustively; `many` empty, one by one and all; numbers and sums at their limits and around the
 * values that conditions compare with.
 */
export function* walk(form: Form, options: WalkOptions = {}): Generator<Answers> {
  const view = new View(form, options);
  const seen = new Set<string>();

  function* from(answers: Answers, next: Slot): Generator<Answers> {
    seen.add(view.state(answers, next));
    for (const value of view.values(next)) {
      const after = { ...answers, [next.asked.code]: value };
      const following = step(form, after, next);
      if (following === undefined) yield after;
      else if (!seen.has(view.state(after, following))) yield* from(after, following);
      else yield finish(after, following);
    }
  }

  /** Goes on to some end; which values are taken varies, so that ends differ in more than one. */
  let turn = 0;
  function finish(answers: Answers, next: Slot): Answers {
    let current = answers;
    for (let slot: Slot | undefined = next; slot !== undefined; ) {
      const values = view.values(slot);
      turn += 1;
      current = { ...current, [slot.asked.code]: values[turn % values.length]! };
      slot = step(form, current, slot);
    }
    return current;
  }

  const { next } = pathOf(form, {});
  if (next !== undefined) yield* from({}, next);
}

function step(form: Form, answers: Answers, from: Slot): Slot | undefined {
  const { next, kept } = pathOf(form, answers);
  if (next !== undefined && next.asked.code in kept)
    throw new Error(`${form.code} goes in circles`);
  if (!(from.asked.code in kept)) throw new Error(`No answer counts at "${from.asked.code}"`);
  return next;
}

/** What the walk needs to know of a form beforehand. */
class View {
  readonly #order = new Map<string, number>();
  /** By position in the order: the codes that conditions from there on look at. */
  readonly #looked: string[][] = [];
  readonly #values = new Map<Question, readonly Value[]>();

  constructor(form: Form, options: WalkOptions) {
    const slots = allSlots(form);
    const compared = comparedValues(form);
    const live = new Set([
      ...(form.ends ? codesOf(form.ends) : []),
      ...(options.distinguish ?? []),
    ]);
    for (const step of stepsOf(form)) if (step.kind === "group") live.add(step.group.count);
    for (let at = slots.length - 1; at >= 0; at -= 1) {
      const { asked, looksAt } = slots[at]!;
      for (const code of looksAt) live.add(code);
      this.#order.set(asked.code, at);
      this.#looked[at] = [...live];
      this.#values.set(
        asked.question,
        options.samples?.[asked.text] ??
          samples(form, asked.question, compared.get(asked.text) ?? []),
      );
    }
  }

  state(answers: Answers, next: Slot): string {
    const codes = this.#looked[this.#order.get(next.asked.code)!]!;
    return JSON.stringify([next.asked.code, codes.map((code) => answers[code] ?? null)]);
  }

  values(slot: Slot): readonly Value[] {
    return this.#values.get(slot.asked.question)!;
  }
}

/** Every slot of the form in order, with groups at the most that is walked. */
export function allSlots(form: Form): Slot[] {
  return stepsOf(form).flatMap((step) => {
    if (step.kind === "question") return [step.slot];
    return Array.from({ length: mostTimes }, (_, at) => step.instance(at + 1)).flat();
  });
}

function samples(form: Form, question: Question, compared: readonly Value[]): Value[] {
  const { min = 0, max = 100_000_000 } = question;
  const around = compared.flatMap((one) =>
    typeof one === "number" ? [one - 1, one, one + 1] : [],
  );
  const counted = stepsOf(form).find(
    (step) => step.kind === "group" && step.group.count === question.code,
  );
  const usual: Record<Question["kind"], () => Value[]> = {
    yes_no: () => ["yes", "no"],
    choice: () => [...question.options!],
    many: () => [[], ...question.options!.map((one) => [one]), [...question.options!]],
    number: () => [min, min + 1, max, ...around],
    money: () => [min, 1_500_000, max, ...around],
    date: () => ["2024-02-29", ...compared],
    town: () => [...compared, 1],
  };
  const values = [...new Set(usual[question.kind]()), ...(question.unknown ? ["unknown"] : [])];
  return values.filter((value) => {
    const few = counted?.kind !== "group" || timesOf(counted.group, value) <= mostTimes;
    return few && fits(question, value);
  });
}

/** The values that conditions compare each code with, by the code's last part. */
function comparedValues(form: Form): Map<string, Value[]> {
  const found = new Map<string, Value[]>();
  const add = (code: string, values: readonly Value[]): void => {
    const text = code.slice(code.lastIndexOf(".") + 1);
    found.set(text, [...(found.get(text) ?? []), ...values]);
  };
  const look = (condition: Condition): void => {
    if ("all" in condition) condition.all.forEach(look);
    else if ("any" in condition) condition.any.forEach(look);
    else if ("not" in condition) look(condition.not);
    else if ("is" in condition) add(condition.is[0], [condition.is[1]]);
    else if ("in" in condition) add(condition.in[0], condition.in[1]);
    else if ("less" in condition) add(condition.less[0], [condition.less[1]]);
    else if ("atLeast" in condition) add(condition.atLeast[0], [condition.atLeast[1]]);
  };
  for (const slot of allSlots(form)) if (slot.when) look(slot.when);
  if (form.ends) look(form.ends);
  return found;
}
