import { Bot, webhookCallback } from "grammy";
import { SECRET, type Start, serve } from "./contender.ts";

/** A limit: grammY with its own client, which says back what it hears and keeps nothing. */
export const start: Start = async ({ token, apiRoot }) => {
  const bot = new Bot(token, { client: { apiRoot } });
  bot.on("message:text", (ctx) => ctx.reply(ctx.message.text));
  const server = await serve(webhookCallback(bot, "http", { secretToken: SECRET }));
  await bot.api.setWebhook(server.url, { secret_token: SECRET });
  return { stop: () => server.close() };
};
