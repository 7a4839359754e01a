export { type BedsDeps, bedsFeature, openBeds, showOnMap } from "./bot.ts";
export { phonesText, placeText } from "./place-view.ts";
