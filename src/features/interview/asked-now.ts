import type { Answers, Position } from "../../forms/form.ts";
import type { Binding } from "./binding.ts";

/** The question that stands on the screen, with what was answered so far. */
export interface AskedNow {
  readonly binding: Binding;
  readonly answers: Answers;
  readonly position: Extract<Position, { kind: "ask" }>;
  /** Chosen on a question with several answers and not yet confirmed. */
  readonly picked: readonly string[];
}
