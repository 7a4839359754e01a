export { noteUnreachable } from "./actions.ts";
export { createMessages, type Messages } from "./bot.ts";
export { type Opening, readOpeningHours } from "./rules/opening-hours.ts";
export { adoptMessages } from "./store.ts";
