import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../../sandbox/server.ts";
import { ANNA, call, inlineKeyboard, sandboxWithAnna, sendText } from "./helpers.ts";

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await sandboxWithAnna({ clock: { kind: "fixed", at: "2026-03-02T09:00:00Z" } });
});
afterEach(() => sandbox.close());

const last = () => sandbox.control.messages(ANNA.id).at(-1);

describe("sending", () => {
  it("returns the message as Telegram shows it", async () => {
    const markup = inlineKeyboard({ text: "Да", callback_data: "yes" });
    const { result } = await call(sandbox, "sendMessage", {
      chat_id: "7",
      text: "<b>Привет</b>",
      parse_mode: "html",
      reply_markup: JSON.stringify(markup),
      protect_content: "yes",
    });
    expect(result).toEqual({
      message_id: 1,
      from: { id: 1234567890, is_bot: true, first_name: "Opora", username: "opora_local_bot" },
      chat: { id: 7, type: "private", first_name: "Анна" },
      date: Date.parse("2026-03-02T09:00:00Z") / 1000,
      text: "Привет",
      entities: [{ type: "bold", offset: 0, length: 6 }],
      reply_markup: markup,
      has_protected_content: true,
    });
    expect(last()).toMatchObject({ from: "bot", html: "<b>Привет</b>", protected: true });
  });

  it("takes exactly 4096 code points and 64 bytes of data", async () => {
    const reply_markup = inlineKeyboard({ text: "a", callback_data: "я".repeat(32) });
    const answer = await call(sandbox, "sendMessage", {
      chat_id: 7,
      text: "😀".repeat(4096),
      reply_markup,
    });
    expect(answer.ok).toBe(true);
  });

  it.each(["SENDMESSAGE", "sendmessage", "sendMessage"])("knows %s by any case", async (method) => {
    expect((await call(sandbox, method, { chat_id: 7, text: "x" })).ok).toBe(true);
  });

  it("decodes a form and a query", async () => {
    const url = `${sandbox.apiRoot}/bot${sandbox.botToken}/sendMessage`;
    const body = new URLSearchParams({ chat_id: "7", text: "из формы" });
    expect(await (await fetch(url, { method: "POST", body })).json()).toMatchObject({ ok: true });
    const query = new URLSearchParams({ chat_id: "7", text: "из запроса" });
    expect(await (await fetch(`${url}?${query}`)).json()).toMatchObject({ ok: true });
    expect(sandbox.control.messages(7).map(({ text }) => text)).toEqual(["из формы", "из запроса"]);
  });

  it("answers a message, one level deep", async () => {
    const first = await sendText(sandbox);
    const second = await sendText(sandbox, { reply_parameters: { message_id: first } });
    const { result } = await call(sandbox, "sendMessage", {
      chat_id: 7,
      text: "x",
      reply_parameters: { message_id: second },
    });
    expect(result.reply_to_message.message_id).toBe(second);
    expect(result.reply_to_message.reply_to_message).toBeUndefined();
    const lost = { message_id: 99, allow_sending_without_reply: true };
    expect(await sendText(sandbox, { reply_parameters: lost })).toBeGreaterThan(second);
  });

  it("sends a venue that is a location too", async () => {
    const { result } = await call(sandbox, "sendVenue", {
      chat_id: 7,
      latitude: 56.0,
      longitude: "92.9",
      title: "Центр",
      address: "ул. Мира, 1",
    });
    expect(result).toMatchObject({
      location: { latitude: 56, longitude: 92.9 },
      venue: { title: "Центр", address: "ул. Мира, 1" },
    });
    expect(last()).toMatchObject({ kind: "venue", venue: { title: "Центр" } });
  });

  it("shows an action until the next message", async () => {
    await call(sandbox, "sendChatAction", { chat_id: 7, action: "typing" });
    expect(sandbox.control.chat(7).action).toEqual({ name: "typing", forMs: 5000 });
    await sendText(sandbox);
    expect(sandbox.control.chat(7).action).toBeNull();
  });

  it("copies without the origin and forwards with it", async () => {
    const { messageIds } = sandbox.control.act(7, { do: "text", text: "оригинал" });
    const params = { chat_id: 7, from_chat_id: 7, message_id: messageIds[0] };
    const copied = await call(sandbox, "copyMessage", params);
    expect(Object.keys(copied.result)).toEqual(["message_id"]);
    expect(last()).toMatchObject({ from: "bot", text: "оригинал", forwarded: false });
    await call(sandbox, "forwardMessage", params);
    expect(last()).toMatchObject({ from: "bot", text: "оригинал", forwarded: true });
  });

  it("does not forward what is protected", async () => {
    const message_id = await sendText(sandbox, { protect_content: true });
    const answer = await call(sandbox, "forwardMessage", {
      chat_id: 7,
      from_chat_id: 7,
      message_id,
    });
    expect(answer.description).toBe(
      "Bad Request: message has protected content and can't be forwarded",
    );
  });
});

describe("keyboards", () => {
  const keyboard = (more = {}) => ({ keyboard: [[{ text: "Да" }, "Нет"]], ...more });

  it("keeps a reply keyboard until it is replaced or removed", async () => {
    await sendText(sandbox, { reply_markup: keyboard() });
    await sendText(sandbox);
    expect(sandbox.control.chat(7).keyboard?.rows).toEqual([[{ text: "Да" }, { text: "Нет" }]]);
    await sendText(sandbox, { reply_markup: { remove_keyboard: true } });
    expect(sandbox.control.chat(7).keyboard).toBeNull();
  });

  it("takes a reply keyboard away with its message", async () => {
    const message_id = await sendText(sandbox, { reply_markup: keyboard() });
    await call(sandbox, "deleteMessage", { chat_id: 7, message_id });
    expect(sandbox.control.chat(7).keyboard).toBeNull();
  });

  it("folds a one-time keyboard once it is used", async () => {
    await sendText(sandbox, { reply_markup: keyboard({ one_time_keyboard: true }) });
    sandbox.control.act(7, { do: "press", text: "Да" });
    expect(sandbox.control.chat(7).keyboard?.hidden).toBe(true);
    expect(last()).toMatchObject({ from: "user", text: "Да" });
  });

  it("makes the next message an answer to a forced reply", async () => {
    const asked = await sendText(sandbox, {
      reply_markup: { force_reply: true, input_field_placeholder: "Город" },
    });
    expect(sandbox.control.chat(7).forceReply).toEqual({ messageId: asked, placeholder: "Город" });
    sandbox.control.act(7, { do: "text", text: "Омск" });
    expect(last()?.replyTo?.id).toBe(asked);
    expect(sandbox.control.chat(7).forceReply).toBeNull();
  });
});

describe("editing and deleting", () => {
  it("edits text and drops the keyboard that is not given again", async () => {
    const markup = inlineKeyboard({ text: "a", callback_data: "a" });
    const message_id = await sendText(sandbox, { reply_markup: markup });
    sandbox.control.world.clock.advance(60_000);
    const params = { chat_id: 7, message_id, text: "Другой" };
    const { result } = await call(sandbox, "editMessageText", params);
    expect(result).toMatchObject({ text: "Другой", edit_date: result.date + 60 });
    expect(last()).toMatchObject({ id: message_id, text: "Другой", edited: true, inline: [] });
  });

  it("edits its own messages however old they are", async () => {
    const message_id = await sendText(sandbox);
    sandbox.control.world.clock.advance(100 * 86_400_000);
    const params = { chat_id: 7, message_id, text: "Другой" };
    expect((await call(sandbox, "editMessageText", params)).ok).toBe(true);
  });

  it("deletes for 48 hours, then no more", async () => {
    const young = await sendText(sandbox);
    const old = await sendText(sandbox);
    sandbox.control.world.clock.advance(48 * 3_600_000);
    expect((await call(sandbox, "deleteMessage", { chat_id: 7, message_id: young })).ok).toBe(true);
    sandbox.control.world.clock.advance(1000);
    const late = await call(sandbox, "deleteMessage", { chat_id: 7, message_id: old });
    expect(late.description).toBe("Bad Request: message can't be deleted for everyone");
  });

  it("deletes many and passes over those that are gone", async () => {
    const ids = [await sendText(sandbox), await sendText(sandbox), 999];
    expect((await call(sandbox, "deleteMessages", { chat_id: 7, message_ids: ids })).result).toBe(
      true,
    );
    expect(sandbox.control.messages(7)).toEqual([]);
  });

  it("tells what changed since a revision", async () => {
    const first = await sendText(sandbox);
    const second = await sendText(sandbox);
    const { revision } = sandbox.control.chat(7);
    await call(sandbox, "editMessageText", { chat_id: 7, message_id: first, text: "x" });
    await call(sandbox, "deleteMessage", { chat_id: 7, message_id: second });
    const view = sandbox.control.chat(7, revision);
    expect(view.messages.map(({ id }) => id)).toEqual([first]);
    expect(view.deleted).toEqual([second]);
  });
});

describe("presses", () => {
  async function pressed() {
    await sendText(sandbox, { reply_markup: inlineKeyboard({ text: "Да", callback_data: "yes" }) });
    const { callbackQueryId } = sandbox.control.act(7, { do: "press", text: "Да" });
    return callbackQueryId as string;
  }

  it("are answered once, with a toast", async () => {
    const callback_query_id = await pressed();
    const params = { callback_query_id, text: "Принято", show_alert: true };
    expect((await call(sandbox, "answerCallbackQuery", params)).result).toBe(true);
    expect(sandbox.control.toasts(7)).toMatchObject([{ text: "Принято", showAlert: true }]);
    expect((await call(sandbox, "answerCallbackQuery", params)).ok).toBe(false);
  });

  it("are too old after their time", async () => {
    const callback_query_id = await pressed();
    sandbox.control.world.clock.advance(61_000);
    const answer = await call(sandbox, "answerCallbackQuery", { callback_query_id });
    expect(answer.description).toMatch(/^Bad Request: query is too old/);
  });

  it("name the message, or what is left of a deleted one", async () => {
    await pressed();
    await call(sandbox, "deleteMessage", { chat_id: 7, message_id: 1 });
    sandbox.control.act(7, { do: "forged-press", data: "yes", messageId: 1 });
    const { result } = await call(sandbox, "getUpdates");
    expect(result[0].callback_query).toMatchObject({ data: "yes", message: { text: "Текст" } });
    expect(result[1].callback_query.message).toEqual({
      chat: { id: 7, type: "private", first_name: "Анна" },
      message_id: 1,
      date: 0,
    });
  });
});
