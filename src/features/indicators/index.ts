export { indicatorsDocuments, indicatorsFeature, openIndicators } from "./bot.ts";
export { indicatorReasons, startIndicatorJobs } from "./jobs.ts";
