import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Action } from "../../sandbox/control/action.ts";
import type { Sandbox } from "../../sandbox/server.ts";
import { ANNA, call, inlineKeyboard, sandboxWithAnna, sendText } from "./helpers.ts";

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await sandboxWithAnna();
});
afterEach(() => sandbox.close());

const act = (action: Action) => sandbox.control.act(ANNA.id, action);

async function updateOf(action: Action) {
  act(action);
  const { result } = await call(sandbox, "getUpdates", { offset: -1 });
  return result[0];
}

it("gives a start payload as text with a command", async () => {
  const { message } = await updateOf({ do: "start", payload: "case_5-x" });
  expect(message).toMatchObject({
    text: "/start case_5-x",
    entities: [{ type: "bot_command", offset: 0, length: 6 }],
    from: { id: 7, is_bot: false, first_name: "Анна", language_code: "ru" },
    chat: { id: 7, type: "private" },
  });
  expect(() => act({ do: "start", payload: "не латиница" })).toThrow(/start payload/);
});

it.each<[string, Action, Record<string, unknown>]>([
  [
    "a point",
    { do: "location", latitude: 56, longitude: 93 },
    { location: { latitude: 56, longitude: 93 } },
  ],
  [
    "a live location",
    { do: "location", latitude: 56, longitude: 93, livePeriod: 900 },
    { location: { latitude: 56, longitude: 93, live_period: 900 } },
  ],
  [
    "a venue",
    { do: "venue", latitude: 56, longitude: 93, title: "Дом", address: "Мира, 1" },
    { venue: { title: "Дом", address: "Мира, 1" }, location: { latitude: 56, longitude: 93 } },
  ],
  ["the own contact", { do: "contact" }, { contact: { user_id: 7, first_name: "Анна" } }],
  [
    "somebody else's contact",
    { do: "contact", phoneNumber: "+70000000000", firstName: "Борис" },
    { contact: { phone_number: "+70000000000", first_name: "Борис" } },
  ],
  ["a sticker", { do: "sticker", emoji: "👋" }, { sticker: { emoji: "👋" } }],
  ["a voice message", { do: "voice" }, { voice: { mime_type: "audio/ogg" } }],
  [
    "a document with a caption",
    { do: "file", kind: "document", name: "a.pdf", caption: "вот" },
    { document: { file_name: "a.pdf" }, caption: "вот" },
  ],
  ["a photo", { do: "file", kind: "photo" }, { photo: [{ width: 1, height: 1 }] }],
])("sends %s", async (_what, action, expected) => {
  expect((await updateOf(action)).message).toMatchObject(expected);
});

it("sends an album as messages of one group", async () => {
  act({ do: "album", items: [{ kind: "photo" }, { kind: "photo" }], caption: "обе" });
  const { result } = await call(sandbox, "getUpdates");
  expect(result).toHaveLength(2);
  expect(result[0].message.media_group_id).toBe(result[1].message.media_group_id);
  expect(result[0].message.caption).toBe("обе");
});

it("passes on what no clean text holds", async () => {
  const text = "a\u0000\ud800 b";
  expect((await updateOf({ do: "text", text })).message.text).toBe(text);
});

it("edits a message of its own and moves a live location", async () => {
  const { messageIds } = act({ do: "text", text: "раз" });
  const messageId = messageIds[0] as number;
  const edited = await updateOf({ do: "edit", messageId, text: "два" });
  expect(edited.edited_message).toMatchObject({ message_id: messageId, text: "два" });
  expect(edited.edited_message.edit_date).toBeGreaterThan(0);
  const point = act({ do: "location", latitude: 1, longitude: 2, livePeriod: 60 }).messageIds[0];
  const moved = await updateOf({
    do: "move",
    messageId: point as number,
    latitude: 3,
    longitude: 4,
  });
  expect(moved.edited_message.location).toEqual({ latitude: 3, longitude: 4, live_period: 60 });
});

it("queues an update of an unknown kind as it is", async () => {
  const update = await updateOf({ do: "raw", update: { strange_event: { a: 1 } } });
  expect(update).toEqual({ update_id: expect.any(Number), strange_event: { a: 1 } });
});

it("blocks and unblocks the bot", async () => {
  const blocked = await updateOf({ do: "block" });
  expect(blocked.my_chat_member).toMatchObject({
    old_chat_member: { status: "member" },
    new_chat_member: { status: "kicked" },
  });
  expect((await call(sandbox, "sendMessage", { chat_id: 7, text: "x" })).error_code).toBe(403);
  expect(() => act({ do: "text", text: "x" })).toThrow(/blocked/);
  act({ do: "unblock" });
  expect((await call(sandbox, "sendMessage", { chat_id: 7, text: "x" })).ok).toBe(true);
});

describe("pressing", () => {
  const yes = inlineKeyboard(
    { text: "Да", callback_data: "yes" },
    { text: "Сайт", url: "https://a.ru" },
  );

  it("finds the newest message that has the button", async () => {
    await sendText(sandbox, { reply_markup: yes });
    const second = await sendText(sandbox, { reply_markup: yes });
    await sendText(sandbox);
    const { callback_query } = await updateOf({ do: "press", text: "Да" });
    expect(callback_query).toMatchObject({
      data: "yes",
      from: { id: 7 },
      message: { message_id: second },
      chat_instance: expect.any(String),
    });
  });

  it("finds it on the named message, or by its data", async () => {
    const first = await sendText(sandbox, { reply_markup: yes });
    await sendText(sandbox, { reply_markup: yes });
    const { callback_query } = await updateOf({ do: "press", data: "yes", messageId: first });
    expect(callback_query.message.message_id).toBe(first);
  });

  it("sends a location or a contact for buttons that ask for it", async () => {
    const keyboard = [
      [
        { text: "Где я", request_location: true },
        { text: "Телефон", request_contact: true },
      ],
    ];
    await sendText(sandbox, { reply_markup: { keyboard } });
    const location = { latitude: 56, longitude: 93 };
    expect((await updateOf({ do: "press", text: "Где я", location })).message).toMatchObject({
      location,
    });
    expect((await updateOf({ do: "press", text: "Телефон" })).message.contact.user_id).toBe(7);
    expect(() => act({ do: "press", text: "Где я" })).toThrow(/needs a location/);
  });

  it("says what can be pressed when the button is not there", async () => {
    await sendText(sandbox, { reply_markup: yes });
    expect(() => act({ do: "press", text: "Нет" })).toThrow(
      "user 7 sees no button [Нет]; last inline keyboard: [Да] [Сайт]; reply keyboard: none",
    );
    expect(() => act({ do: "press", text: "Сайт" })).toThrow(/sends no press/);
  });
});
