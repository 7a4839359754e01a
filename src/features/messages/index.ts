export { noteUnreachable } from "./actions.ts";
export { createMessages, type Messages } from "./bot.ts";
export { adoptMessages } from "./store.ts";
