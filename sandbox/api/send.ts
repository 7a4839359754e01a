import type { FormattedText } from "../text/entities.ts";
import type { Chat, StoredMessage } from "../world/chat.ts";
import type { ApiMessage, MessageContent } from "../world/types.ts";
import type { World } from "../world/world.ts";
import type { Args } from "./args.ts";
import { type Call, findChat, requireUnblocked } from "./call.ts";
import { parseReplyMarkup, type ReplyMarkup } from "./markup.ts";
import { checkReplyMarkup } from "./markup-rules.ts";
import { badRequest } from "./refusal.ts";

interface ReplyTo {
  readonly messageId: number;
  readonly optional: boolean;
}

/** What every send method takes besides its content, read before the chat is looked up. */
export interface SendOptions {
  readonly replyTo: ReplyTo | undefined;
  readonly markup: ReplyMarkup | undefined;
  readonly protect: boolean;
}

export function parseSendOptions(args: Args): SendOptions {
  return {
    replyTo: parseReplyTo(args),
    markup: parseReplyMarkup(args),
    protect: args.boolean("protect_content"),
  };
}

/**
 * Sends one message in Telegram's order of checks: syntax (already done by the caller), chat, reply
 * target, content, markup, whether the person has blocked the bot.
 */
export function send(call: Call, options: SendOptions, content: () => MessageContent): ApiMessage {
  const chat = findChat(call);
  const reply = findReply(chat, options.replyTo);
  const checked = content();
  const markup = checkReplyMarkup(options.markup);
  requireUnblocked(chat);
  const fields: MessageContent = { ...checked };
  if (reply !== undefined) fields.reply_to_message = reply;
  if (options.protect) fields.has_protected_content = true;
  return deliver(call.world, chat, fields, markup, checked.forward_origin !== undefined).message;
}

/** Puts a checked message of the bot into the chat and its keyboard under the input field. */
export function deliver(
  world: World,
  chat: Chat,
  content: MessageContent,
  markup: ReplyMarkup | undefined,
  forwarded = false,
): StoredMessage {
  if (markup?.kind === "inline") content.reply_markup = { inline_keyboard: markup.rows };
  const messageId = world.lastMessageId + 1;
  if (markup?.kind === "keyboard") {
    const { rows, oneTime, resize, placeholder } = markup;
    chat.keyboard = { messageId, rows, oneTime, resize, placeholder, hidden: false };
    chat.forceReply = undefined;
  } else if (markup?.kind === "remove") {
    chat.keyboard = undefined;
    chat.forceReply = undefined;
  } else if (markup?.kind === "force-reply") {
    chat.keyboard = undefined;
    chat.forceReply = { messageId, placeholder: markup.placeholder };
  }
  return world.addMessage(chat, true, content, forwarded || markup?.kind === "keyboard");
}

/** The fields of a text in a message. */
export function textContent({ text, entities }: FormattedText): MessageContent {
  return entities.length === 0 ? { text } : { text, entities: [...entities] };
}

export function findReply(chat: Chat, replyTo: ReplyTo | undefined): ApiMessage | undefined {
  if (replyTo === undefined) return undefined;
  const target = chat.messages.get(replyTo.messageId)?.message;
  if (target === undefined) {
    if (replyTo.optional) return undefined;
    throw badRequest("message to be replied not found");
  }
  // Telegram nests replies one level deep.
  const { reply_to_message: _, ...shown } = target;
  return shown;
}

function parseReplyTo(args: Args): ReplyTo | undefined {
  const value = args.json("reply_parameters", "reply parameters");
  if (value === undefined) {
    // The name that it had before Bot API 7.0 still works.
    const messageId = args.messageId("reply_to_message_id");
    const optional = args.boolean("allow_sending_without_reply");
    return messageId === 0 ? undefined : { messageId, optional };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw badRequest("Object expected as reply parameters");
  }
  const { message_id: id, allow_sending_without_reply: optional } = value as Record<
    string,
    unknown
  >;
  if (Object.keys(value).length === 0) return undefined;
  if (id === undefined) throw badRequest(`Can't find field "message_id"`);
  return { messageId: Number(id), optional: optional === true };
}
