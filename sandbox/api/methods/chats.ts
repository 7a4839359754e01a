import { findChat, findMessage, type Handler, requireUnblocked } from "../call.ts";
import { badRequest } from "../refusal.ts";

const MAX_ANSWER = 200;

export const answerCallbackQuery: Handler = ({ world, args }) => {
  const id = args.string("callback_query_id");
  const press = world.presses.get(id);
  const now = world.clock.now();
  // An answered press is as unknown as an expired one.
  world.presses.delete(id);
  if (press === undefined || now - press.at > world.options.callbackAnswerSeconds * 1000) {
    throw badRequest("query is too old and response timeout expired or query ID is invalid");
  }
  const text = args.string("text");
  if ([...text].length > MAX_ANSWER) throw badRequest("MESSAGE_TOO_LONG");
  const chat = world.chats.get(press.userId);
  chat?.addToast({
    revision: ++world.revision,
    callbackQueryId: id,
    text,
    showAlert: args.boolean("show_alert"),
    url: args.string("url"),
    at: now,
  });
  if (chat !== undefined) world.events.emit("changed", chat);
  return true;
};

export const getChat: Handler = (call) => {
  const chat = findChat(call);
  const pinned = chat.pinned.at(-1);
  return {
    ...chat.apiChat,
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: {
      unlimited_gifts: false,
      limited_gifts: false,
      unique_gifts: false,
      premium_subscription: false,
      gifts_from_channels: false,
    },
    ...(pinned === undefined ? {} : { pinned_message: chat.messages.get(pinned)?.message }),
  };
};

export const pinChatMessage: Handler = (call) => {
  const chat = findChat(call);
  const { message } = findMessage(call, chat, "message to pin");
  requireUnblocked(chat);
  chat.pinned = [...chat.pinned.filter((id) => id !== message.message_id), message.message_id];
  call.world.addMessage(chat, true, { pinned_message: message }, true);
  return true;
};

export const unpinChatMessage: Handler = (call) => {
  const chat = findChat(call);
  const id = call.args.messageId();
  if (id === 0) chat.pinned.pop();
  else {
    findMessage(call, chat, "message to unpin");
    chat.pinned = chat.pinned.filter((pinned) => pinned !== id);
  }
  call.world.touchChat(chat);
  return true;
};

export const unpinAllChatMessages: Handler = (call) => {
  const chat = findChat(call);
  chat.pinned = [];
  call.world.touchChat(chat);
  return true;
};

export const setMessageReaction: Handler = (call) => {
  const { args, world } = call;
  const reactions = args.json("reaction", "reaction types");
  if (reactions !== undefined && !Array.isArray(reactions)) {
    throw badRequest("Expected an Array of ReactionType");
  }
  const first = reactions?.[0] as { type?: string; emoji?: string } | undefined;
  if (first !== undefined && first.type !== "emoji") {
    throw badRequest("Can't parse ReactionType: invalid reaction type specified");
  }
  const chat = findChat(call);
  const stored = findMessage(call, chat, "message to react");
  stored.reaction = first?.emoji;
  world.touchMessage(chat, stored.message.message_id);
  return true;
};
