import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../../sandbox/server.ts";
import { ANNA, call, inlineKeyboard, sandboxWithAnna, sendText } from "./helpers.ts";

let sandbox: Sandbox;
/** A text of the bot, one with a reply keyboard, a photo-less document and a text of the person. */
let text: number;
let withKeyboard: number;
let document: number;
let fromAnna: number;

beforeAll(async () => {
  sandbox = await sandboxWithAnna();
  sandbox.control.user({ id: 8, first_name: "Незнакомый" });
  sandbox.control.user({ id: 9, first_name: "Заблокировавший", started: true });
  sandbox.control.act(9, { do: "block" });
  text = await sendText(sandbox);
  withKeyboard = await sendText(sandbox, { reply_markup: { keyboard: [[{ text: "Да" }]] } });
  fromAnna = sandbox.control.act(ANNA.id, { do: "text", text: "привет" }).messageIds[0] as number;
  const file = sandbox.control.act(ANNA.id, { do: "file", kind: "document" }).messageIds[0];
  const seen = sandbox.control.messages(ANNA.id).find(({ id }) => id === file);
  const sent = await call(sandbox, "sendDocument", { chat_id: 7, document: seen?.file?.fileId });
  document = sent.result.message_id;
});
afterAll(() => sandbox.close());

const to = (more: Record<string, unknown>) => ({ chat_id: ANNA.id, text: "Текст", ...more });
const NOT_MODIFIED =
  "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";
const TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid";

type Row = [
  what: string,
  method: string,
  params: () => Record<string, unknown>,
  description: string,
];

const ROWS: Row[] = [
  ["no text", "sendMessage", () => ({ chat_id: 7 }), "Bad Request: message text is empty"],
  ["empty text", "sendMessage", () => to({ text: "" }), "Bad Request: message text is empty"],
  ["spaces only", "sendMessage", () => to({ text: " \n " }), "Bad Request: text must be non-empty"],
  [
    "zero-width characters only",
    "sendMessage",
    () => to({ text: "\u200b\u2060" }),
    "Bad Request: text must be non-empty",
  ],
  [
    "an empty tag only",
    "sendMessage",
    () => to({ text: "<b></b>", parse_mode: "HTML" }),
    "Bad Request: text must be non-empty",
  ],
  [
    "4097 code points",
    "sendMessage",
    () => to({ text: "я".repeat(4097) }),
    "Bad Request: message is too long",
  ],
  [
    "32769 bytes before parsing",
    "sendMessage",
    () => to({ text: "a".repeat(32_769) }),
    "Bad Request: text is too long",
  ],
  [
    "an unknown parse mode",
    "sendMessage",
    () => to({ parse_mode: "rtf" }),
    "Bad Request: unsupported parse_mode",
  ],
  ["no chat_id", "sendMessage", () => ({ text: "x" }), "Bad Request: chat_id is empty"],
  ["an unknown chat", "sendMessage", () => to({ chat_id: 404 }), "Bad Request: chat not found"],
  [
    "somebody who never wrote",
    "sendMessage",
    () => to({ chat_id: 8 }),
    "Bad Request: chat not found",
  ],
  ["a person's name", "sendMessage", () => to({ chat_id: "@anna" }), "Bad Request: chat not found"],
  [
    "a person who blocked the bot",
    "sendMessage",
    () => to({ chat_id: 9 }),
    "Forbidden: bot was blocked by the user",
  ],
  [
    "syntax before chat",
    "sendMessage",
    () => ({ chat_id: 404, text: "<div>", parse_mode: "HTML" }),
    `Bad Request: can't parse entities: Unsupported start tag "div" at byte offset 0`,
  ],
  [
    "chat before length",
    "sendMessage",
    () => to({ chat_id: 404, text: "я".repeat(4097) }),
    "Bad Request: chat not found",
  ],
  [
    "a reply to nothing",
    "sendMessage",
    () => to({ reply_parameters: { message_id: 999 } }),
    "Bad Request: message to be replied not found",
  ],
  [
    "65 bytes of callback_data",
    "sendMessage",
    () => to({ reply_markup: inlineKeyboard({ text: "a", callback_data: `${"я".repeat(32)}a` }) }),
    "Bad Request: BUTTON_DATA_INVALID",
  ],
  [
    "an inline button without action",
    "sendMessage",
    () => to({ reply_markup: inlineKeyboard({ text: "a" }) }),
    "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
  ],
  [
    "a button without text",
    "sendMessage",
    () => to({ reply_markup: inlineKeyboard({ callback_data: "a" }) }),
    `Bad Request: can't parse inline keyboard button: Can't find field "text"`,
  ],
  [
    "more than 100 inline buttons",
    "sendMessage",
    () => {
      const row = Array.from({ length: 5 }, () => ({ text: "a", callback_data: "a" }));
      return to({ reply_markup: { inline_keyboard: Array.from({ length: 21 }, () => row) } });
    },
    "Bad Request: reply markup is too long",
  ],
  [
    "more than 10 KB of buttons",
    "sendMessage",
    () => {
      const button = { text: "я".repeat(60), callback_data: "a".repeat(64) };
      return to({ reply_markup: { inline_keyboard: Array.from({ length: 60 }, () => [button]) } });
    },
    "Bad Request: reply markup is too long",
  ],
  [
    "markup that is no JSON",
    "sendMessage",
    () => to({ reply_markup: "{" }),
    "Bad Request: can't parse reply keyboard markup JSON object",
  ],
  [
    "markup that is no object",
    "sendMessage",
    () => to({ reply_markup: "[]" }),
    "Bad Request: object expected as reply markup",
  ],
  [
    "a keyboard that is no list of rows",
    "sendMessage",
    () => to({ reply_markup: { inline_keyboard: [{ text: "a" }] } }),
    `Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays`,
  ],
  [
    "a web app without TLS",
    "sendMessage",
    () => to({ reply_markup: inlineKeyboard({ text: "a", web_app: { url: "http://a.ru" } }) }),
    "Bad Request: inline keyboard button Web App URL 'http://a.ru' is invalid: Only HTTPS links are allowed",
  ],
  [
    "a link to a bare host",
    "sendMessage",
    () => to({ reply_markup: inlineKeyboard({ text: "a", url: "http://localhost" }) }),
    "Bad Request: inline keyboard button URL 'http://localhost' is invalid: Wrong HTTP URL",
  ],
  ["no location", "sendVenue", () => to({}), "Bad Request: latitude is empty"],
  ["no longitude", "sendLocation", () => to({ latitude: 56 }), "Bad Request: longitude is empty"],
  ["no document", "sendDocument", () => to({}), "Bad Request: there is no document in the request"],
  ["no photo", "sendPhoto", () => to({}), "Bad Request: there is no photo in the request"],
  [
    "an unknown file",
    "sendDocument",
    () => to({ document: "BQACnothing" }),
    "Bad Request: wrong file identifier/HTTP URL specified",
  ],
  [
    "a document as a photo",
    "sendPhoto",
    () => {
      const seen = sandbox.control.messages(ANNA.id).find(({ id }) => id === document);
      return to({ photo: seen?.file?.fileId });
    },
    "Bad Request: can't use file of type Document as Photo",
  ],
  [
    "a file by URL",
    "sendDocument",
    () => to({ document: "https://example.org/a.pdf" }),
    "Bad Request: failed to get HTTP URL content",
  ],
  [
    "a caption of 1025",
    "sendDocument",
    () => {
      const seen = sandbox.control.messages(ANNA.id).find(({ id }) => id === document);
      return to({ document: seen?.file?.fileId, caption: "я".repeat(1025) });
    },
    "Bad Request: message caption is too long",
  ],
  [
    "a wrong action",
    "sendChatAction",
    () => to({ action: "dancing" }),
    "Bad Request: wrong parameter action in request",
  ],
  [
    "an edit without text",
    "editMessageText",
    () => to({ message_id: text, text: "" }),
    "Bad Request: message text is empty",
  ],
  [
    "an edit of nothing",
    "editMessageText",
    () => to({ message_id: 999 }),
    "Bad Request: message to edit not found",
  ],
  [
    "an edit of no message",
    "editMessageText",
    () => ({ text: "x" }),
    "Bad Request: message identifier is not specified",
  ],
  ["the same text", "editMessageText", () => to({ message_id: text }), NOT_MODIFIED],
  ["the same keyboard", "editMessageReplyMarkup", () => to({ message_id: text }), NOT_MODIFIED],
  [
    "an edit of a message with a reply keyboard",
    "editMessageText",
    () => to({ message_id: withKeyboard, text: "x" }),
    "Bad Request: message can't be edited",
  ],
  [
    "an edit of a person's message",
    "editMessageText",
    () => to({ message_id: fromAnna, text: "x" }),
    "Bad Request: message can't be edited",
  ],
  [
    "an edit into 4097 code points",
    "editMessageText",
    () => to({ message_id: text, text: "я".repeat(4097) }),
    "Bad Request: MESSAGE_TOO_LONG",
  ],
  [
    "an edit with a reply keyboard",
    "editMessageText",
    () => to({ message_id: text, text: "x", reply_markup: { keyboard: [["a"]] } }),
    "Bad Request: inline keyboard expected",
  ],
  [
    "the text of a document",
    "editMessageText",
    () => to({ message_id: document, text: "x" }),
    "Bad Request: there is no text in the message to edit",
  ],
  [
    "the caption of a text",
    "editMessageCaption",
    () => to({ message_id: text, caption: "x" }),
    "Bad Request: there is no caption in the message to edit",
  ],
  [
    "a caption edited into 1025",
    "editMessageCaption",
    () => to({ message_id: document, caption: "я".repeat(1025) }),
    "Bad Request: MEDIA_CAPTION_TOO_LONG",
  ],
  [
    "deleting nothing",
    "deleteMessage",
    () => to({ message_id: 999 }),
    "Bad Request: message to delete not found",
  ],
  [
    "deleting no message",
    "deleteMessage",
    () => to({}),
    "Bad Request: message identifier is not specified",
  ],
  [
    "deleting 101 messages",
    "deleteMessages",
    () => to({ message_ids: Array.from({ length: 101 }, (_, index) => index + 1) }),
    "Bad Request: too many message identifiers specified",
  ],
  [
    "copying nothing",
    "copyMessage",
    () => to({ from_chat_id: 7, message_id: 999 }),
    "Bad Request: message to copy not found",
  ],
  [
    "forwarding nothing",
    "forwardMessage",
    () => to({ from_chat_id: 7, message_id: 999 }),
    "Bad Request: message to forward not found",
  ],
  [
    "pinning nothing",
    "pinChatMessage",
    () => to({ message_id: 999 }),
    "Bad Request: message to pin not found",
  ],
  ["an unknown press", "answerCallbackQuery", () => ({ callback_query_id: "1" }), TOO_OLD],
  ["an unknown file id", "getFile", () => ({ file_id: "x" }), "Bad Request: invalid file_id"],
  ["no file id", "getFile", () => ({}), "Bad Request: file_id not specified"],
  [
    "a command with capitals",
    "setMyCommands",
    () => ({ commands: [{ command: "Start", description: "x" }] }),
    "Bad Request: BOT_COMMAND_INVALID",
  ],
  [
    "a webhook that is no URL",
    "setWebhook",
    () => ({ url: "nowhere" }),
    "Bad Request: invalid webhook URL specified",
  ],
  ["a method that Telegram lacks", "sendMoney", () => ({}), "Not Found: method not found"],
  [
    "a method that only this server lacks",
    "sendPoll",
    () => to({ question: "?" }),
    "Not Implemented: the local Telegram does not have sendPoll",
  ],
];

describe("what Telegram refuses", () => {
  it.each(ROWS)("%s (%s)", async (_what, method, params, description) => {
    const answer = await call(sandbox, method, params());
    expect(answer).toMatchObject({ ok: false, description });
  });

  it("states the code in the status and in the body", async () => {
    const url = `${sandbox.apiRoot}/bot${sandbox.botToken}/sendMessage?chat_id=9&text=x`;
    const response = await fetch(url);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ ok: false, error_code: 403 });
  });
});

describe("tokens and paths", () => {
  it.each([
    ["/bot1234567890:another/getMe", 401, "Unauthorized"],
    ["/botnothing/getMe", 401, "Unauthorized: invalid token specified"],
    ["/bot0:x/getMe", 401, "Unauthorized: invalid token specified"],
    ["/bot1234567890:local-telegram", 404, "Not Found"],
    ["/elsewhere", 404, "Not Found"],
    ["/file/bot1234567890:local-telegram/documents/none.pdf", 404, "Not Found"],
  ])("%s is %i %s", async (path, code, description) => {
    const response = await fetch(sandbox.url + path);
    expect(response.status).toBe(code);
    expect(await response.json()).toEqual({ ok: false, error_code: code, description });
  });

  it("keeps the control from pages of other names", async () => {
    const { request } = await import("node:http");
    const status = await new Promise((resolve, reject) => {
      const options = { headers: { host: "evil.example" } };
      request(`${sandbox.url}/sandbox/users`, options, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });
    expect(status).toBe(403);
  });
});
