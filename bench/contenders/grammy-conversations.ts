import {
  type Conversation,
  type ConversationData,
  type ConversationFlavor,
  conversations,
  createConversation,
  type VersionedState,
} from "@grammyjs/conversations";
import { Bot, type Context, Keyboard, webhookCallback } from "grammy";
import { Redis } from "ioredis";
import { type Answer, benchForm, endText, NOT_UNDERSTOOD, readAnswer } from "../form.ts";
import { SECRET, type Start, serve } from "./contender.ts";

type Outside = ConversationFlavor<Context>;

/** A conversation of grammY's plugin with its log in Redis, written as its documentation shows. */
export const start: Start = async ({ token, apiRoot, redisUrl, people }) => {
  const { texts } = benchForm(people);
  const redis = new Redis(redisUrl);
  const bot = new Bot<Outside>(token, { client: { apiRoot } });

  const keyboard = new Keyboard().text("Да").text("Нет").resized();
  async function form(conversation: Conversation<Outside, Context>, ctx: Context): Promise<void> {
    const answers: Answer[] = [];
    for (const text of texts) {
      await ctx.reply(text, { reply_markup: keyboard });
      let answer: Answer | undefined;
      while (!answer) {
        const { message } = await conversation.waitFor("message:text");
        answer = readAnswer(message.text);
        if (!answer) await ctx.reply(NOT_UNDERSTOOD);
      }
      answers.push(answer);
    }
    await ctx.reply(endText(answers));
  }

  bot.use(
    conversations<Outside, Context>({
      storage: {
        type: "key",
        prefix: "conversation:",
        adapter: {
          async read(key) {
            const kept = await redis.get(key);
            return kept === null
              ? undefined
              : (JSON.parse(kept) as VersionedState<ConversationData>);
          },
          async write(key, state) {
            await redis.set(key, JSON.stringify(state));
          },
          async delete(key) {
            await redis.del(key);
          },
        },
      },
    }),
  );
  bot.use(createConversation(form));
  bot.command("start", (ctx) => ctx.conversation.enter("form"));

  const server = await serve(webhookCallback(bot, "http", { secretToken: SECRET }));
  await bot.api.setWebhook(server.url, { secret_token: SECRET });
  return {
    async stop() {
      await server.close();
      redis.disconnect();
    },
  };
};
