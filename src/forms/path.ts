import { type Slot, stepsOf, timesOf } from "./compile.ts";
import { evaluate } from "./condition.ts";
import { fits } from "./fits.ts";
import type { Answers, Form, Value } from "./form.ts";

/** What the answers make of a form: which of them count, and what is still to be asked. */
export interface Path {
  /** In the form's order: answered questions, and `next` in its place. */
  readonly slots: readonly Slot[];
  /** The first question to ask; undefined when nothing is left to ask. */
  readonly next: Slot | undefined;
  /** How many questions of the path are answered. */
  readonly answered: number;
  /** How many more are sure to be asked by what is known now, `next` included. */
  readonly open: number;
  /** The answers that count. */
  readonly kept: Record<string, Value>;
}

/**
 * One pass over the form, in order. A condition sees only answers that count, so a chain of
 * questions behind an abandoned answer falls away with it.
 *
 * A question whose condition waits for one still unanswered is neither asked nor dropped: an answer
 * to it stays until that is known. This keeps later answers when a release inserts a question.
 */
export function pathOf(form: Form, answers: Answers): Path {
  const known = paths.get(answers);
  if (known?.form === form) return known.path;
  const path = walkOnce(form, answers);
  paths.set(answers, { form, path });
  return path;
}

/** One update asks for the path of the same answers several times; answers are never changed in place. */
const paths = new WeakMap<Answers, { readonly form: Form; readonly path: Path }>();

function walkOnce(form: Form, answers: Answers): Path {
  const slots: Slot[] = [];
  const kept: Record<string, Value> = {};
  const pending = new Set<string>();
  let next: Slot | undefined;
  let answered = 0;
  let open = 0;

  const visit = (slot: Slot): void => {
    const { code, question } = slot.asked;
    const waiting = pending.size > 0 && slot.looksAt.some((other) => pending.has(other));
    const truth =
      slot.when === undefined
        ? "yes"
        : waiting && slot.waitsFor.some((other) => pending.has(other))
          ? "unknown"
          : evaluate(slot.when, kept);
    if (truth === "no" || (truth === "unknown" && !waiting)) return;

    const value = answers[code];
    if (value !== undefined && fits(question, value)) {
      kept[code] = value;
      slots.push(slot);
      answered += 1;
      return;
    }
    pending.add(code);
    if (truth === "unknown") return;
    open += 1;
    if (next === undefined) {
      next = slot;
      slots.push(slot);
    }
  };

  for (const step of stepsOf(form)) {
    if (step.kind === "question") visit(step.slot);
    else {
      const times = timesOf(step.group, kept[step.group.count]);
      for (let n = 1; n <= times; n += 1) for (const slot of step.instance(n)) visit(slot);
    }
  }

  if (form.ends !== undefined && next !== undefined && evaluate(form.ends, kept) === "yes") {
    const last = next;
    return {
      slots: slots.filter((slot) => slot !== last),
      next: undefined,
      answered,
      open: 0,
      kept,
    };
  }
  return { slots, next, answered, open, kept };
}
