import { answer } from "../../src/forms/answer.ts";
import type { Answers, Asked } from "../../src/forms/form.ts";
import { position } from "../../src/forms/position.ts";
import { socialContract } from "../../src/forms/social-contract.ts";
import { loadTexts } from "../../src/platform/texts/texts.ts";

const t = loadTexts().for("ru");

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

function given({ code, text, question }: Asked, chat: number, step: number) {
  const label = (option: string) => t(`forms-social_contract:${text}.options.${option}`);
  const options = question.options ?? [];
  switch (question.kind) {
    case "yes_no": {
      const yes = code === "lives_in_krai" || step % 2 === 0;
      const isEnd = code === "active_contract" || code === "had_contract";
      return yes && !isEnd ? { text: "да", value: "yes" } : { text: "нет", value: "no" };
    }
    case "town":
      return { text: "не знаю", value: "unknown" };
    case "many": {
      // Two kinds of income each, so that sums follow.
      const picked = options.slice(0, code.endsWith("_kinds") ? 2 : 1);
      return {
        text: picked.map((option) => String(options.indexOf(option) + 1)).join(", "),
        value: picked,
      };
    }
    case "choice": {
      const option = (code === "household" ? options[1] : options.at(-1)) ?? "";
      return { text: label(option), value: option };
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
