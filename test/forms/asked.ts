import type { Asked, Question } from "../../src/forms/form.ts";

/** A question as the parsers get it. */
export function asked(part: Partial<Question> & Pick<Question, "kind">): Asked {
  return { code: "q", text: "q", question: { code: "q", clause: "1", ...part } };
}
