import { answer } from "../../src/forms/answer.ts";
import type { Answers, Asked } from "../../src/forms/form.ts";
import { position } from "../../src/forms/position.ts";
import { socialContract } from "../../src/forms/social-contract.ts";

/** One chat's part: what it types, and what it must have answered in the end. */
export interface Part {
  readonly typed: readonly string[];
  readonly answers: Answers;
  /** The question that the bot shows after each typed text, in order. */
  readonly asked: readonly Asked[];
}

/**
 * A long family, so that the form goes on: every chat answers other sums, so an answer that is lost,
 * doubled or out of order moves all that follow and shows in the end.
 */
export function partOf(chat: number, steps: number): Part {
  let answers: Answers = {};
  const typed: string[] = [];
  const asked: Asked[] = [];
  for (let step = 0; step < steps; step += 1) {
    const place = position(socialContract, answers);
    if (place.kind === "complete") break;
    const { text, value } = given(place.asked, chat, step);
    typed.push(text);
    answers = answer(socialContract, answers, place.asked.code, value);
    const next = position(socialContract, answers);
    if (next.kind === "ask") asked.push(next.asked);
  }
  return { typed, answers, asked };
}

function given({ code, question }: Asked, chat: number, step: number) {
  switch (question.kind) {
    case "yes_no": {
      const yes = code === "lives_in_krai" || step % 2 === 0;
      const isEnd = code === "active_contract" || code === "had_contract";
      return yes && !isEnd ? { text: "да", value: "yes" } : { text: "нет", value: "no" };
    }
    case "town":
      return { text: "не знаю", value: "unknown" };
    case "many":
      // Two kinds of income each, so that sums follow.
      return code.endsWith("_kinds")
        ? { text: "1, 2", value: (question.options ?? []).slice(0, 2) }
        : { text: "1", value: (question.options ?? []).slice(0, 1) };
    case "choice": {
      const options = question.options ?? [];
      const at = code === "household" ? 1 : options.length - 1;
      return { text: String(at + 1), value: options[at] ?? "" };
    }
    case "number":
      return { text: String(question.max), value: question.max ?? 0 };
    case "money": {
      const roubles = 1000 + chat * 100 + step;
      return { text: `${roubles * 3} ₽`, value: roubles * 300 };
    }
    case "date":
      return { text: "2024-01-15", value: "2024-01-15" };
  }
}
