import type { Chat, StoredMessage } from "../world/chat.ts";
import type { InlineButton, KeyboardButton, MessageContent } from "../world/types.ts";
import type { World } from "../world/world.ts";
import { type Action, ActionError, type ActionResult, describeButtons } from "./action.ts";

type Pressed = Omit<ActionResult, "revision">;
type Say = (content: MessageContent) => StoredMessage;

/** Presses the button that the action names; throws with what could be pressed when there is none. */
export function press(
  world: World,
  chat: Chat,
  action: Extract<Action, { do: "press" }>,
  say: Say,
): Pressed {
  const found = findInline(chat, action);
  if (found !== undefined) return pressInline(world, chat, found.stored, found.button);
  const keyboard = action.messageId === undefined ? chat.keyboard : undefined;
  const button = keyboard?.rows.flat().find(({ text }) => text === action.text);
  if (keyboard === undefined || button === undefined) throw noButton(chat, action);
  if (keyboard.oneTime) keyboard.hidden = true;
  const { message } = say(keyboardContent(chat, button, action.location));
  return { messageIds: [message.message_id] };
}

/** A press with data that no button carries, as a changed client can send it. */
export function forgedPress(world: World, chat: Chat, messageId: number, data: string): Pressed {
  const message = chat.messages.get(messageId)?.message;
  const id = world.nextPressId();
  rememberPress(world, id, chat.id);
  chat.met = true;
  const query = {
    id,
    from: chat.apiUser,
    message: message ?? { chat: chat.apiChat, message_id: messageId, date: 0 },
    chat_instance: String(chat.id * 7919),
    data,
  };
  world.pushUpdate("callback_query", query, chat.id);
  if (world.faults.onUpdate("press-again", "callback_query", chat.id) !== undefined) {
    world.pushUpdate("callback_query", query, chat.id);
  }
  return { messageIds: [], callbackQueryId: id };
}

function pressInline(
  world: World,
  chat: Chat,
  stored: StoredMessage,
  button: InlineButton,
): Pressed {
  if (button.callback_data === undefined) {
    throw new ActionError("no-button", `[${button.text}] opens something and sends no press`);
  }
  return forgedPress(world, chat, stored.message.message_id, button.callback_data);
}

function rememberPress(world: World, id: string, userId: number): void {
  const now = world.clock.now();
  const oldest = now - world.options.callbackAnswerSeconds * 1000;
  for (const [known, { at }] of world.presses) {
    if (at >= oldest) break;
    world.presses.delete(known);
  }
  world.presses.set(id, { userId, at: now });
}

function findInline(
  chat: Chat,
  action: Extract<Action, { do: "press" }>,
): { stored: StoredMessage; button: InlineButton } | undefined {
  const messages =
    action.messageId === undefined
      ? [...chat.messages.values()].reverse()
      : [chat.messages.get(action.messageId) ?? []].flat();
  for (const stored of messages) {
    const buttons = stored.message.reply_markup?.inline_keyboard.flat() ?? [];
    const button = buttons.find(
      ({ text, callback_data: data }) =>
        (action.text === undefined || text === action.text) &&
        (action.data === undefined || data === action.data),
    );
    if (button !== undefined) return { stored, button };
  }
  return undefined;
}

function keyboardContent(
  chat: Chat,
  button: KeyboardButton,
  location: { latitude: number; longitude: number } | undefined,
): MessageContent {
  const { user } = chat;
  if (button.request_location === true) {
    const point = location ?? user.location;
    if (point === undefined) {
      throw new ActionError("bad-action", `[${button.text}] needs a location`);
    }
    return { location: { ...point } };
  }
  if (button.request_contact === true) {
    const phone = user.phone_number ?? `+7000${String(user.id).padStart(7, "0").slice(-7)}`;
    return { contact: { phone_number: phone, first_name: user.first_name, user_id: user.id } };
  }
  return { text: button.text };
}

function noButton(chat: Chat, action: Extract<Action, { do: "press" }>): ActionError {
  const wanted = action.text === undefined ? `callback_data ${action.data}` : `[${action.text}]`;
  const last = [...chat.messages.values()]
    .reverse()
    .find(({ message }) => message.reply_markup !== undefined);
  const inline = describeButtons(last?.message.reply_markup?.inline_keyboard ?? []);
  const below = describeButtons(chat.keyboard?.rows ?? []);
  return new ActionError(
    "no-button",
    `user ${chat.id} sees no button ${wanted}; last inline keyboard: ${inline || "none"}; reply keyboard: ${below || "none"}`,
  );
}
