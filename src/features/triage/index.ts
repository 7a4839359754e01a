export { openTriage, triageAnswered, triageBinding, triageFeature } from "./bot.ts";
export { triageForm } from "./form.ts";
export {
  type HelpItem,
  type HelpPeriod,
  type HelpSource,
  type MissingCause,
  type MissingHelp,
  type Triage,
  type TriageFacts,
  triage,
  type WhomToAsk,
} from "./rules.ts";
