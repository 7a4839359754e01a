import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startSandbox } from "../../sandbox/server.ts";
import { call, inlineKeyboard } from "./helpers.ts";
import { startReceiver } from "./webhook-receiver.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sandbox-"));
});
afterEach(() => rm(folder, { recursive: true }));

const start = () => startSandbox({ stateFile: join(folder, "state.json"), timeScale: 0.02 });

it("keeps chats, files, commands and waiting updates over a restart", async () => {
  const before = await start();
  before.control.user({ id: 7, first_name: "Анна" });
  before.control.act(7, { do: "file", kind: "document", content: { bytes: Buffer.from("bytes") } });
  await call(before, "sendMessage", {
    chat_id: 7,
    text: "<b>Вопрос</b>",
    parse_mode: "HTML",
    reply_markup: inlineKeyboard({ text: "Да", callback_data: "yes" }),
  });
  await call(before, "setMyCommands", { commands: [{ command: "start", description: "Начать" }] });
  const press = before.control.act(7, { do: "press", text: "Да" });
  const view = before.control.chat(7);
  await before.close();

  const after = await start();
  const restored = after.control.chat(7);
  expect({ ...restored, toasts: [] }).toEqual({ ...view, toasts: [] });
  const { result } = await call(after, "getUpdates");
  expect(Object.keys(result[0])).toContain("message");
  expect(result[1].callback_query.id).toBe(press.callbackQueryId);
  const file = await call(after, "getFile", { file_id: result[0].message.document.file_id });
  const url = `${after.url}/file/bot${after.botToken}/${file.result.file_path}`;
  expect(await (await fetch(url)).text()).toBe("bytes");
  const answer = await call(after, "answerCallbackQuery", {
    callback_query_id: press.callbackQueryId,
  });
  expect(answer.ok).toBe(true);
  const next = after.control.act(7, { do: "text", text: "x" });
  expect(next.messageIds[0]).toBeGreaterThan(view.messages.at(-1)?.id ?? 0);
  await after.close();
});

it("goes on with the webhook", async () => {
  const receiver = await startReceiver();
  const before = await start();
  await call(before, "setWebhook", { url: receiver.url });
  await before.close();
  const after = await start();
  after.control.user({ id: 7, first_name: "Анна" });
  after.control.act(7, { do: "text", text: "x" });
  await after.control.idle();
  expect(receiver.received).toHaveLength(1);
  await after.close();
  await receiver.close();
});
