import { fits } from "./fits.ts";
import type { Answers, Form, Value } from "./form.ts";
import { pathOf } from "./path.ts";

/**
 * The answers without those of abandoned branches, codes that the form does not know and values that
 * no longer fit. Returns the same object when there is nothing to drop.
 */
export function prune(form: Form, answers: Answers): Answers {
  const { kept } = pathOf(form, answers);
  return Object.keys(kept).length === Object.keys(answers).length ? answers : kept;
}

/**
 * The answers with this one set and pruned.
 *
 * @throws when the question is not on the path or the value does not fit it: untrusted input is
 * checked before, with `relevant` and `fits`.
 */
export function answer(form: Form, answers: Answers, code: string, value: Value): Answers {
  const { slots, kept } = pathOf(form, { ...answers, [code]: value });
  const slot = slots.find((other) => other.asked.code === code);
  if (slot === undefined) throw new Error(`${form.code} does not ask "${code}" now`);
  if (!fits(slot.asked.question, value)) throw new Error(`Not an answer to "${code}"`);
  return kept;
}
