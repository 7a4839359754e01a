export { fieldworkFeature } from "./bot.ts";
export { countFieldwork, type FieldCounts } from "./counts.ts";
export { answerLetter, openLetters, readTrip, recordTrip, takeBackTrip, tripsOf } from "./store.ts";
export { MOST_PEOPLE, type NewTrip, type Trip } from "./trip.ts";
