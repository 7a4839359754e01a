export { countingFeature, openCounting } from "./bot.ts";
export type { CountingDeps } from "./counter.ts";
export { countingReasons, startCountingJobs } from "./jobs.ts";
