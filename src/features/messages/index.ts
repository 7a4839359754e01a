export { noteUnreachable } from "./actions.ts";
export { createMessages, type Messages } from "./bot.ts";
export { adoptMessages, unansweredSince } from "./store.ts";
