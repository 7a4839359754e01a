import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Bot, InlineKeyboard, InputFile, webhookCallback } from "grammy";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectSandbox, type Person, type SandboxClient } from "../../sandbox/client.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server.ts";

let sandbox: Sandbox;
let telegram: SandboxClient;
let anna: Person;

beforeEach(async () => {
  sandbox = await startSandbox({ timeScale: 0.02 });
  telegram = connectSandbox(sandbox.url);
  anna = await telegram.person({ id: 7, first_name: "Анна", language_code: "ru" });
});
afterEach(() => sandbox.close());

/** A bot that greets, answers a press by an edit, sends back files and echoes. */
function makeBot(): Bot {
  const bot = new Bot(sandbox.botToken, { client: { apiRoot: sandbox.apiRoot } });
  bot.command("start", (ctx) =>
    ctx.reply(`<b>Здравствуйте</b>, ${ctx.match || "гость"}!`, {
      parse_mode: "HTML",
      reply_markup: new InlineKeyboard().text("Да", "yes").text("Нет", "no"),
    }),
  );
  bot.callbackQuery("yes", async (ctx) => {
    await ctx.answerCallbackQuery("Записано");
    await ctx.editMessageText("Вы сказали «да»");
  });
  bot.on("message:document", async (ctx) => {
    const { file_path } = await ctx.getFile();
    const source = await fetch(`${sandbox.apiRoot}/file/bot${sandbox.botToken}/${file_path}`);
    const content = Buffer.from(await source.arrayBuffer());
    await ctx.replyWithDocument(new InputFile(content, "обратно.txt"), { caption: "Ваш файл" });
  });
  bot.on("message:text", (ctx) => ctx.reply(`Эхо: ${ctx.msg.text}`));
  return bot;
}

async function walkThrough(): Promise<void> {
  await anna.start("link5");
  const greeting = await anna.sees("Здравствуйте");
  expect(greeting).toMatchObject({ html: "<b>Здравствуйте</b>, link5!", from: "bot" });
  await anna.presses("Да");
  const edited = await anna.sees("Вы сказали");
  expect(edited).toMatchObject({ id: greeting.id, edited: true, inline: [] });
  expect((await anna.toasts()).map(({ text }) => text)).toEqual(["Записано"]);
  await anna.sends({ kind: "document", name: "a.txt", content: { base64: btoa("bytes") } });
  const returned = await anna.sees("Ваш файл");
  expect(returned.file?.name).toBe("обратно.txt");
  expect((await telegram.download(returned)).toString()).toBe("bytes");
  await anna.says("привет");
  await anna.sees("Эхо: привет");
  await telegram.idle();
}

it("works with a bot that polls", async () => {
  const bot = makeBot();
  const running = bot.start();
  await walkThrough();
  const { calls } = await telegram.calls();
  expect(calls.map(({ method }) => method)).toEqual([
    "getMe",
    "deleteWebhook",
    "sendMessage",
    "answerCallbackQuery",
    "editMessageText",
    "getFile",
    "sendDocument",
    "sendMessage",
  ]);
  await bot.stop();
  await running;
});

describe("by webhook", () => {
  async function serve(bot: Bot) {
    const handle = webhookCallback(bot, "http", { secretToken: "secret" });
    const server = createServer((request, response) => {
      handle(request, response).catch(() => response.writeHead(500).end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await bot.api.setWebhook(`http://127.0.0.1:${port}/`, { secret_token: "secret" });
    return async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
  }

  it("works", async () => {
    const stop = await serve(makeBot());
    await walkThrough();
    await stop();
  });

  it("delivers again what the bot failed on", async () => {
    const bot = new Bot(sandbox.botToken, { client: { apiRoot: sandbox.apiRoot } });
    let failures = 2;
    bot.on("message", async (ctx) => {
      if (failures-- > 0) throw new Error("not now");
      await ctx.reply("готово");
    });
    const stop = await serve(bot);
    await anna.says("x");
    await anna.sees("готово");
    await stop();
  });
});

it("explains a refusal to the bot as Telegram would", async () => {
  const bot = makeBot();
  await anna.start();
  await expect(bot.api.sendMessage(7, "<div>", { parse_mode: "HTML" })).rejects.toMatchObject({
    error_code: 400,
    description: `Bad Request: can't parse entities: Unsupported start tag "div" at byte offset 0`,
  });
});

it("explains a failed wait by what the person sees", async () => {
  await anna.says("привет");
  await expect(anna.sees("ответ", 50)).rejects.toThrow(/did not see.*\nuser: привет/);
  await expect(anna.presses("Да")).rejects.toMatchObject({ code: "no-button" });
  const nobody = telegram.person({ id: 0, first_name: "" });
  await expect(nobody).rejects.toMatchObject({ code: "bad-action" });
  await expect(telegram.chat(404)).rejects.toMatchObject({ code: "no-user" });
});
