import type { FormattedText } from "../../text/entities.ts";
import {
  finishText,
  lengthOf,
  MAX_CAPTION,
  MAX_TEXT,
  parseTextArgument,
  requireVisible,
} from "../../text/format.ts";
import type { Chat, StoredMessage } from "../../world/chat.ts";
import type { ApiMessage, InlineButton } from "../../world/types.ts";
import type { World } from "../../world/world.ts";
import type { Args } from "../args.ts";
import { type Call, findChat, findMessage, type Handler, requireUnblocked } from "../call.ts";
import { parseReplyMarkup, type ReplyMarkup } from "../markup.ts";
import { requireInline } from "../markup-rules.ts";
import { badRequest } from "../refusal.ts";

const NOT_MODIFIED =
  "message is not modified: specified new message content and reply markup are exactly the same " +
  "as a current content and reply markup of the message";
/** Messages older than this can't be deleted, seconds. */
const DELETABLE_SECONDS = 48 * 60 * 60;

export const editMessageText: Handler = (call) => {
  const { args } = call;
  if (args.string("text") === "") throw badRequest("Message text is empty");
  const parsed = parseTextArgument(args, "text");
  return edit(call, parseReplyMarkup(args), (message) => {
    if (message.text === undefined) throw badRequest("There is no text in the message to edit");
    const text = finishText(parsed);
    requireVisible(text);
    if (lengthOf(text.text) > MAX_TEXT) throw badRequest("MESSAGE_TOO_LONG");
    return withText(message, text, "text", "entities");
  });
};

export const editMessageCaption: Handler = (call) => {
  const parsed = parseTextArgument(call.args, "caption");
  return edit(call, parseReplyMarkup(call.args), (message) => {
    const hasMedia = message.photo ?? message.document ?? message.voice ?? message.video;
    if (hasMedia === undefined) throw badRequest("There is no caption in the message to edit");
    const caption = finishText(parsed);
    if (lengthOf(caption.text) > MAX_CAPTION) throw badRequest("MEDIA_CAPTION_TOO_LONG");
    return withText(message, caption, "caption", "caption_entities");
  });
};

export const editMessageReplyMarkup: Handler = (call) =>
  edit(call, parseReplyMarkup(call.args), (message) => ({ ...message }));

export const deleteMessage: Handler = (call) => {
  const { args, world } = call;
  if (args.string("chat_id") === "") throw badRequest("Chat identifier is not specified");
  if (args.messageId() === 0) throw badRequest("Message identifier is not specified");
  const chat = findChat(call);
  const stored = findMessage(call, chat, "message to delete");
  requireDeletable(world, stored);
  remove(world, chat, stored);
  return true;
};

export const deleteMessages: Handler = (call) => {
  const ids = call.args.messageIds();
  const chat = findChat(call);
  const found = ids.flatMap((id) => chat.messages.get(id) ?? []);
  for (const stored of found) requireDeletable(call.world, stored);
  for (const stored of found) remove(call.world, chat, stored);
  return true;
};

/**
 * Edits a message of the bot. Omitting `reply_markup` removes the keyboard, as in Telegram. The
 * bot's own messages may be edited without a limit of time.
 */
function edit(
  call: Call,
  markup: ReplyMarkup | undefined,
  change: (message: ApiMessage) => ApiMessage,
): ApiMessage {
  requireIdentifier(call.args);
  const chat = findChat(call);
  const stored = findMessage(call, chat, "message to edit");
  if (!stored.outgoing || stored.fixed) throw badRequest("Message can't be edited");
  const edited = change(stored.message);
  const rows = requireInline(markup);
  if (isSame(stored.message, edited, rows)) throw badRequest(NOT_MODIFIED);
  requireUnblocked(chat);
  delete edited.reply_markup;
  edited.edit_date = call.world.clock.seconds();
  if (rows !== undefined) edited.reply_markup = { inline_keyboard: rows };
  stored.message = edited;
  call.world.touchMessage(chat, edited.message_id);
  return edited;
}

/** A message is named by chat and number; inline messages are unknown to the local Telegram. */
function requireIdentifier(args: Args): void {
  const hasChat = args.string("chat_id") !== "";
  if (hasChat || args.messageId() !== 0) return;
  if (args.string("inline_message_id") === "") {
    throw badRequest("Message identifier is not specified");
  }
  throw badRequest("MESSAGE_ID_INVALID");
}

function withText(
  message: ApiMessage,
  { text, entities }: FormattedText,
  field: "text" | "caption",
  entitiesField: "entities" | "caption_entities",
): ApiMessage {
  const edited: ApiMessage = { ...message };
  delete edited[entitiesField];
  delete edited[field];
  if (text !== "") edited[field] = text;
  if (entities.length > 0) edited[entitiesField] = [...entities];
  return edited;
}

function isSame(old: ApiMessage, edited: ApiMessage, rows: InlineButton[][] | undefined): boolean {
  if (old.text !== edited.text || old.caption !== edited.caption) return false;
  return (
    equalJson(old.entities, edited.entities) &&
    equalJson(old.caption_entities, edited.caption_entities) &&
    equalJson(old.reply_markup?.inline_keyboard, rows)
  );
}

function equalJson(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function requireDeletable(world: World, { message }: StoredMessage): void {
  if (world.clock.seconds() - message.date > DELETABLE_SECONDS) {
    throw badRequest("Message can't be deleted for everyone");
  }
}

function remove(world: World, chat: Chat, { message: { message_id: id } }: StoredMessage): void {
  chat.messages.delete(id);
  // A reply keyboard belongs to its message and goes with it.
  if (chat.keyboard?.messageId === id) chat.keyboard = undefined;
  if (chat.forceReply?.messageId === id) chat.forceReply = undefined;
  chat.pinned = chat.pinned.filter((pinned) => pinned !== id);
  world.touchMessage(chat, id);
}
