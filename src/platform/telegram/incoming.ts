import type { Update } from "grammy/types";

/** The chat of an update that the bot answers: private chats only. */
export function privateChat(update: Update): { chat: string; from: number } | undefined {
  const message = update.message ?? update.edited_message;
  if (message) {
    return message.chat.type === "private"
      ? { chat: String(message.chat.id), from: message.chat.id }
      : undefined;
  }
  const query = update.callback_query;
  // A press in a group or on an inline message is none of ours.
  if (query && (query.message?.chat.type ?? "private") === "private" && query.data !== undefined) {
    return { chat: String(query.from.id), from: query.from.id };
  }
  const member = update.my_chat_member;
  return member?.chat.type === "private"
    ? { chat: String(member.chat.id), from: member.chat.id }
    : undefined;
}

/** Kinds that the bot asks Telegram for. */
export const ALLOWED_UPDATES = [
  "message",
  "edited_message",
  "callback_query",
  "my_chat_member",
] as const;

/** Signs that break storage or hide what a text says: U+0000, other controls, bidirectional overrides. */
const HARMFUL = /[^\P{Cc}\n\t]|\p{Bidi_Control}|\uFEFF/gu;

/**
 * The same update with texts that can be stored and compared: no U+0000, no lone surrogates, no marks
 * that reorder what is read. Files and unknown fields stay as they are.
 */
export function cleaned<T>(value: T): T {
  if (typeof value === "string") return clean(value) as T;
  if (Array.isArray(value)) return value.map(cleaned) as T;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, cleaned(part)])) as T;
}

function clean(text: string): string {
  return text.isWellFormed() && text.search(HARMFUL) < 0
    ? text
    : text.toWellFormed().replace(HARMFUL, "");
}
