import {
  finishText,
  lengthOf,
  MAX_TEXT,
  parseTextArgument,
  requireVisible,
} from "../../text/format.ts";
import type { StoredMessage } from "../../world/chat.ts";
import type { ApiLocation, ApiMessage, MessageContent } from "../../world/types.ts";
import type { Args } from "../args.ts";
import { type Call, findChat, findMessage, type Handler, requireUnblocked } from "../call.ts";
import { badRequest } from "../refusal.ts";
import { parseSendOptions, send, textContent } from "../send.ts";

export const sendMessage: Handler = (call) => {
  const { args } = call;
  if (args.string("text") === "") throw badRequest("Message text is empty");
  const parsed = parseTextArgument(args, "text");
  const options = parseSendOptions(args);
  return send(call, options, () => {
    const text = finishText(parsed);
    requireVisible(text);
    if (lengthOf(text.text) > MAX_TEXT) throw badRequest("message is too long");
    return textContent(text);
  });
};

export const sendLocation: Handler = (call) => {
  const location = parseLocation(call.args);
  const livePeriod = call.args.integer("live_period");
  const options = parseSendOptions(call.args);
  return send(call, options, () => {
    if (!isPoint(location)) throw badRequest("Invalid location specified");
    return { location: livePeriod === 0 ? location : { ...location, live_period: livePeriod } };
  });
};

export const sendVenue: Handler = (call) => {
  const location = parseLocation(call.args);
  const title = call.args.string("title");
  const address = call.args.string("address");
  const options = parseSendOptions(call.args);
  return send(call, options, () => {
    if (!isPoint(location)) throw badRequest("Wrong venue location specified");
    return { venue: { location, title, address }, location };
  });
};

export const forwardMessage: Handler = (call) => {
  const stored = findSource(call, "message to forward");
  const options = parseSendOptions(call.args);
  return send(call, options, () => forwardedContent(stored.message));
};

export const copyMessage: Handler = (call) => {
  const { args } = call;
  const stored = findSource(call, "message to copy");
  const options = parseSendOptions(args);
  const caption = args.string("caption") === "" ? undefined : parseTextArgument(args, "caption");
  const sent = send(call, options, () => {
    const content = copiedContent(stored.message);
    if (caption === undefined || content.text !== undefined) return content;
    const { text, entities } = finishText(caption);
    return { ...content, caption: text, caption_entities: [...entities] };
  });
  return { message_id: sent.message_id };
};

const ACTIONS = new Set([
  "typing",
  "upload_photo",
  "record_video",
  "upload_video",
  "record_voice",
  "upload_voice",
  "upload_document",
  "choose_sticker",
  "find_location",
  "record_video_note",
  "upload_video_note",
  "cancel",
]);
/** A chat action is shown for five seconds, or until the next message. */
const ACTION_MS = 5000;

export const sendChatAction: Handler = (call) => {
  const name = call.args.string("action");
  if (!ACTIONS.has(name)) throw badRequest("Wrong parameter action in request");
  const chat = findChat(call);
  requireUnblocked(chat);
  const until = call.world.clock.now() + ACTION_MS;
  chat.action = name === "cancel" ? undefined : { name, until };
  call.world.touchChat(chat);
  return true;
};

function findSource(call: Call, what: string): StoredMessage {
  const stored = findMessage(call, findChat(call, "from_chat_id"), what);
  if (stored.message.has_protected_content) {
    throw badRequest("Message has protected content and can't be forwarded");
  }
  return stored;
}

function copiedContent(message: ApiMessage): MessageContent {
  const {
    message_id: _id,
    from: _from,
    chat: _chat,
    date: _date,
    edit_date: _edited,
    reply_markup: _markup,
    reply_to_message: _reply,
    media_group_id: _group,
    forward_origin: _origin,
    ...content
  } = message;
  return content;
}

function forwardedContent(message: ApiMessage): MessageContent {
  const origin = { type: "user", sender_user: message.from, date: message.date } as const;
  return { ...copiedContent(message), forward_origin: message.forward_origin ?? origin };
}

function parseLocation(args: Args): ApiLocation {
  const latitude = args.decimal("latitude");
  if (latitude === undefined) throw badRequest("latitude is empty");
  const longitude = args.decimal("longitude");
  if (longitude === undefined) throw badRequest("longitude is empty");
  const accuracy = args.decimal("horizontal_accuracy");
  return { latitude, longitude, ...(accuracy ? { horizontal_accuracy: accuracy } : {}) };
}

function isPoint({ latitude, longitude }: ApiLocation): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
}
