import { readFileSync } from "node:fs";
import type { Answers, Form, Question } from "../src/forms/form.ts";
import { socialContract } from "../src/forms/social-contract.ts";

/**
 * What every contender asks: the twelve yes-or-no questions of the social contract check, in the same
 * words. A longer form asks them again for each of several people, as the product does.
 */
export interface BenchForm {
  readonly form: Form;
  /** Answers that are there from the start: how many people there are. */
  readonly given: Answers;
  /** The question in plain text, in order. */
  readonly texts: readonly string[];
}

export const QUESTIONS = 12;

const words = JSON.parse(
  readFileSync(new URL("../locales/ru/forms-social_contract.json", import.meta.url), "utf8"),
) as Record<string, { ask: string }>;

const yesNo: readonly Question[] = socialContract.items
  .flatMap((item) => ("group" in item ? item.questions : [item]))
  .filter(({ kind }) => kind === "yes_no")
  .map(({ code, kind, clause, unknown }) => ({ code, kind, clause, unknown }));

/** @param people 1 for twelve questions, 5 for sixty: then of five people who live with the person. */
export function benchForm(people: number): BenchForm {
  if (yesNo.length !== QUESTIONS) throw new Error(`The form has ${yesNo.length} such questions`);
  const names =
    people === 1 ? ["Вы"] : Array.from({ length: people }, (_, n) => `Человек ${n + 2}`);
  const texts = names.flatMap((name) =>
    yesNo.map(({ code }) => words[code]!.ask.replace("{{member}}", name)),
  );
  // Its code is the real form's, so that it speaks with the real form's texts.
  const { code } = socialContract;
  if (people === 1) return { form: { code, items: yesNo }, given: {}, texts };
  const count: Question = { code: "people", kind: "number", clause: "", min: 1, max: 15 };
  const each = { group: "member", count: "people", less: 1, questions: yesNo };
  return { form: { code, items: [count, each] }, given: { people: people + 1 }, texts };
}

export type Answer = "yes" | "no";

/** How people type these answers. */
export const typed: Readonly<Record<Answer, string>> = { yes: "да", no: "нет" };

/** The last message repeats every answer in order, so that one lost or moved is seen. */
export function endText(answers: readonly (Answer | undefined)[]): string {
  return `Это все вопросы. Ответы: ${answers.map((one) => (one ? typed[one] : "?")).join(" ")}.`;
}

export const NOT_UNDERSTOOD = "Не получилось понять ответ. Напишите «да» или «нет».";

/** Reads a typed answer in the way of a small bot. */
export function readAnswer(text: string | undefined): Answer | undefined {
  const said = text?.trim().toLowerCase();
  if (said === typed.yes) return "yes";
  return said === typed.no ? "no" : undefined;
}
