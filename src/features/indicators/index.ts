export { indicatorsDocuments, indicatorsFeature, openIndicators } from "./bot.ts";
export { readCard } from "./card.ts";
export { indicatorReasons, startIndicatorJobs } from "./jobs.ts";
export { smallIndicators } from "./rules/small.ts";
