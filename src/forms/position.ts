import type { Answers, Asked, Form, Position } from "./form.ts";
import { pathOf } from "./path.ts";

/**
 * The first question to ask, or that nothing is left to ask.
 *
 * `number` is one more than the answers given; `total` adds the questions that are sure to come by
 * what is known now. Neither goes down while a person answers in order: an answer that opens a
 * branch adds its questions to `total`.
 */
export function position(form: Form, answers: Answers): Position {
  const { next, answered, open } = pathOf(form, answers);
  if (next === undefined) return { kind: "complete" };
  return { kind: "ask", asked: next.asked, number: answered + 1, total: answered + open };
}

/** The position at a question of the present path, answered or next; undefined when not on it. */
export function positionOf(form: Form, answers: Answers, code: string): Position | undefined {
  const { slots, answered, open } = pathOf(form, answers);
  const at = slots.findIndex((slot) => slot.asked.code === code);
  const slot = slots[at];
  return slot && { kind: "ask", asked: slot.asked, number: at + 1, total: answered + open };
}

/** All questions of the present path in the form's order: the answered ones and the next. */
export function relevant(form: Form, answers: Answers): Asked[] {
  return pathOf(form, answers).slots.map((slot) => slot.asked);
}

/** The question before this one on the path; undefined at the first and for a code not on it. */
export function back(form: Form, answers: Answers, code: string): Asked | undefined {
  const path = relevant(form, answers);
  return path[path.findIndex((asked) => asked.code === code) - 1];
}
