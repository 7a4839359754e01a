import type { Delivery } from "../delivery/delivery.ts";
import type { Chat, StoredMessage } from "../world/chat.ts";
import type { World } from "../world/world.ts";
import type { Args } from "./args.ts";
import { badRequest, forbidden } from "./refusal.ts";

/** One call of a method. `signal` ends when the caller is gone. */
export interface Call {
  readonly world: World;
  readonly delivery: Delivery;
  readonly args: Args;
  readonly signal: AbortSignal | undefined;
}

/** A method of the Bot API: returns what goes into `result`, or throws a Refusal. */
export type Handler = (call: Call) => unknown;

/** The chat of the call. A person who never wrote to the bot has no chat with it. */
export function findChat({ world, args }: Call, name = "chat_id"): Chat {
  const text = args.string(name);
  if (text === "")
    throw badRequest(name === "chat_id" ? "chat_id is empty" : `Parameter "${name}" is required`);
  const chat = world.chats.get(Number.parseInt(text, 10));
  if (chat === undefined || !chat.met) throw badRequest("chat not found");
  return chat;
}

/** Refuses to write to a person who has blocked the bot. */
export function requireUnblocked(chat: Chat): void {
  if (chat.blocked) throw forbidden("bot was blocked by the user");
}

/** The message of the call; `what` is Telegram's name for it, such as "message to edit". */
export function findMessage(
  call: Call,
  chat: Chat,
  what: string,
  name = "message_id",
): StoredMessage {
  const stored = chat.messages.get(call.args.messageId(name));
  if (stored === undefined) throw badRequest(`${what} not found`);
  return stored;
}
