import { detectEntities } from "../text/entities.ts";
import type { Chat, StoredMessage } from "../world/chat.ts";
import type { StoredFile } from "../world/files.ts";
import { mediaContent } from "../world/media.ts";
import type { ApiMessage, MessageContent } from "../world/types.ts";
import type { World } from "../world/world.ts";
import { type Action, ActionError, type ActionResult, type FileItem } from "./action.ts";
import { forgedPress, press } from "./press.ts";
import { bytesOf, pixel } from "./samples.ts";

/** Does what a person does: changes their chat and queues the updates that the bot gets. */
export function perform(world: World, chat: Chat, action: Action): ActionResult {
  const revision = world.revision;
  const stillPossible = ["unblock", "block", "raw", "delete"];
  if (chat.blocked && !stillPossible.includes(action.do)) {
    throw new ActionError("blocked", `user ${chat.id} has blocked the bot`);
  }
  const done = (...messages: StoredMessage[]): ActionResult => ({
    revision,
    messageIds: messages.map(({ message }) => message.message_id),
  });
  switch (action.do) {
    case "text":
      return done(say(world, chat, textContent(action.text), action.replyTo));
    case "start": {
      const payload = action.payload === undefined ? "" : ` ${checkedPayload(action.payload)}`;
      return done(say(world, chat, textContent(`/start${payload}`)));
    }
    case "press":
      return { revision, ...press(world, chat, action, (content) => say(world, chat, content)) };
    case "forged-press":
      return { revision, ...forgedPress(world, chat, action.messageId, action.data) };
    case "location": {
      const { latitude, longitude, livePeriod } = action;
      const live = livePeriod === undefined ? {} : { live_period: livePeriod };
      return done(say(world, chat, { location: { latitude, longitude, ...live } }));
    }
    case "venue": {
      const { latitude, longitude, title, address } = action;
      const location = { latitude, longitude };
      return done(say(world, chat, { venue: { location, title, address }, location }));
    }
    case "move":
      return done(move(world, chat, action));
    case "contact":
      return done(say(world, chat, { contact: contactOf(chat, action) }));
    case "file":
      return done(say(world, chat, fileContent(world, action, action.caption)));
    case "album": {
      const group = { media_group_id: world.nextPressId() };
      const contents = action.items.map((item, index) =>
        fileContent(world, item, index === 0 ? action.caption : undefined),
      );
      return done(...contents.map((content) => say(world, chat, { ...content, ...group })));
    }
    case "sticker": {
      const content = mediaContent(
        world.files.add("Sticker", "sticker.webp", "image/webp", pixel()),
      );
      if (content.sticker !== undefined) content.sticker.emoji = action.emoji ?? "\u{1F44D}";
      return done(say(world, chat, content));
    }
    case "voice":
      return done(say(world, chat, mediaContent(sampleVoice(world))));
    case "edit":
      return done(editText(world, chat, action.messageId, action.text));
    case "delete":
      chat.messages.delete(action.messageId);
      world.touchMessage(chat, action.messageId);
      return done();
    case "block":
    case "unblock":
      setBlocked(world, chat, action.do === "block");
      return done();
    case "raw":
      world.queue.pushRaw(action.update);
      return done();
    default:
      throw new ActionError("bad-action", `unknown action ${(action as { do: unknown }).do}`);
  }
}

/** Sends a message of the person: it is in the chat, and the bot gets it as `message`. */
function say(world: World, chat: Chat, content: MessageContent, replyTo?: number): StoredMessage {
  const fields = { ...content };
  const target = chat.messages.get(replyTo ?? chat.forceReply?.messageId ?? 0)?.message;
  if (target !== undefined) {
    const { reply_to_message: _, ...shown } = target;
    fields.reply_to_message = shown;
  }
  chat.forceReply = undefined;
  chat.met = true;
  const stored = world.addMessage(chat, false, fields);
  world.pushUpdate("message", stored.message, chat.id);
  return stored;
}

function textContent(text: string): MessageContent {
  const entities = detectEntities(text, []);
  return entities.length === 0 ? { text } : { text, entities };
}

function checkedPayload(payload: string): string {
  if (/^[\w-]{1,64}$/.test(payload)) return payload;
  throw new ActionError("bad-action", "a start payload is 1 to 64 of A-Z a-z 0-9 _ -");
}

function fileContent(world: World, item: FileItem, caption: string | undefined): MessageContent {
  const name = item.name ?? (item.kind === "photo" ? "photo.jpg" : "document.txt");
  const mimeType = item.mimeType ?? (item.kind === "photo" ? "image/jpeg" : "text/plain");
  const kind = item.kind === "photo" ? "Photo" : "Document";
  const content = mediaContent(world.files.add(kind, name, mimeType, bytesOf(item)));
  return caption === undefined || caption === "" ? content : { ...content, caption };
}

function sampleVoice(world: World): StoredFile {
  return world.files.add("Voice", "voice.ogg", "audio/ogg", Buffer.from("OggS"));
}

function contactOf(
  chat: Chat,
  action: Extract<Action, { do: "contact" }>,
): NonNullable<ApiMessage["contact"]> {
  const { user } = chat;
  if (action.phoneNumber !== undefined) {
    return {
      phone_number: action.phoneNumber,
      first_name: action.firstName ?? "",
      ...(action.userId === undefined ? {} : { user_id: action.userId }),
    };
  }
  return {
    phone_number: user.phone_number ?? `+7000${String(user.id).padStart(7, "0").slice(-7)}`,
    first_name: user.first_name,
    ...(user.last_name === undefined ? {} : { last_name: user.last_name }),
    user_id: user.id,
  };
}

function move(world: World, chat: Chat, action: Extract<Action, { do: "move" }>): StoredMessage {
  const { latitude, longitude, messageId } = action;
  return change(world, chat, messageId, (message) => ({
    ...message,
    location: { ...message.location, latitude, longitude },
  }));
}

function editText(world: World, chat: Chat, messageId: number, text: string): StoredMessage {
  return change(world, chat, messageId, ({ entities: _, ...message }) => ({
    ...message,
    ...textContent(text),
  }));
}

function change(
  world: World,
  chat: Chat,
  messageId: number,
  edit: (message: ApiMessage) => ApiMessage,
): StoredMessage {
  const stored = chat.messages.get(messageId);
  if (stored === undefined || stored.outgoing) {
    throw new ActionError("no-message", `user ${chat.id} has sent no message ${messageId}`);
  }
  stored.message = { ...edit(stored.message), edit_date: world.clock.seconds() };
  world.touchMessage(chat, messageId);
  world.pushUpdate("edited_message", stored.message, chat.id);
  return stored;
}

function setBlocked(world: World, chat: Chat, blocked: boolean): void {
  if (chat.blocked === blocked) return;
  chat.blocked = blocked;
  chat.met = true;
  world.touchChat(chat);
  const member = { user: world.bot.user, status: "member" };
  const kicked = { user: world.bot.user, status: "kicked", until_date: 0 };
  const content = {
    chat: chat.apiChat,
    from: chat.apiUser,
    date: world.clock.seconds(),
    old_chat_member: blocked ? member : kicked,
    new_chat_member: blocked ? kicked : member,
  };
  world.pushUpdate("my_chat_member", content, chat.id);
}
