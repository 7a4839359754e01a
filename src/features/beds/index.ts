export { type BedsDeps, bedsFeature, openBeds } from "./bot.ts";
