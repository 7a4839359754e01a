import type { Answers, Asked, Form } from "../../forms/form.ts";
import { position } from "../../forms/position.ts";
import type { Conversation } from "../../platform/conversation/conversation.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";

/** A form that can be asked in chat, and what happens when nothing is left to ask. */
export interface Binding {
  readonly form: Form;
  /** Where its towns are looked for first (ISO 3166-2), so that a namesake elsewhere is no question. */
  readonly region?: string;
  /** Says where to go after the last question. */
  done(ctx: Ctx): void | Promise<void>;
  /** Told of every answer as it is given. */
  answered?(ctx: Ctx, asked: Asked): void;
  /** What the texts of this form put in, e.g. the names of three months. */
  values?(ctx: Ctx, asked: Asked): Readonly<Record<string, unknown>>;
}

const slotOf = (form: Form) => `answers:${form.code}`;

/** The answers given so far; kept with the conversation and nowhere else. */
export function answersOf(turn: OpenTurn, form: Form): Answers {
  return turn.slot<Answers>(slotOf(form), {});
}

/** The same from a conversation that is not going on now. */
export function answersIn({ slots }: Pick<Conversation, "slots">, form: Form): Answers {
  return (slots[slotOf(form)] as Answers | undefined) ?? {};
}

/** How far someone is with a form. */
export function stageOf(turn: OpenTurn, form: Form): "new" | "begun" | "done" {
  const answers = answersOf(turn, form);
  if (Object.keys(answers).length === 0) return "new";
  return position(form, answers).kind === "complete" ? "done" : "begun";
}

export function keepAnswers(turn: OpenTurn, form: Form, answers: Answers): void {
  turn.keep(slotOf(form), answers);
}

/** Goes to the first open question of a form; answers given before stay. */
export function askForm(turn: OpenTurn, form: Form): void {
  turn.go({ name: "question", form: form.code });
}

/** Goes to the list of answers, to change one of them. */
export function reviewForm(turn: OpenTurn, form: Form): void {
  turn.go({ name: "review", form: form.code });
}

/** Forgets the answers and begins anew. */
export function restartForm(turn: OpenTurn, form: Form): void {
  keepAnswers(turn, form, {});
  askForm(turn, form);
}
