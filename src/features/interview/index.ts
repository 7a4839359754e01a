import type { Feature } from "../../platform/telegram/screen.ts";
import type { Binding } from "./binding.ts";
import { questionScreen } from "./question.ts";
import { reviewScreen } from "./review.ts";

export {
  answersIn,
  answersOf,
  askForm,
  type Binding,
  keepAnswers,
  restartForm,
  reviewForm,
  stageOf,
} from "./binding.ts";
export { todayOf } from "./question.ts";
export { spoken } from "./wording.ts";

/** Asks any form in chat, one question at a time. */
export function interview(bindings: readonly Binding[]): Feature {
  const byForm = new Map(bindings.map((binding) => [binding.form.code, binding]));
  return {
    name: "interview",
    screens: { question: questionScreen(byForm), review: reviewScreen(byForm) },
  };
}
