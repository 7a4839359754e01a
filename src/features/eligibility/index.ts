export { factsFromAnswers } from "./answers.ts";
export {
  assess,
  contractAnswered,
  contractProgram,
  eligibilityBinding,
  eligibilityFeature,
  keepResult,
  openEligibility,
} from "./bot.ts";
export { type Facts, type FactsInput, factsJsonSchema, parseFacts } from "./facts.ts";
export type { MeasureAnswer, Money } from "./measures.ts";
export { reasonText } from "./reasons-view.ts";
export {
  type Assessment,
  type CouldChange,
  conditionFacts,
  evaluate,
  type Outcome,
  type Reason,
} from "./rules.ts";
export { eraseAssessments, lastAssessment } from "./store.ts";
export type { Threshold } from "./threshold.ts";
