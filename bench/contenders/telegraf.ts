import { Redis } from "ioredis";
import { Markup, Scenes, session, Telegraf } from "telegraf";
import { type Answer, benchForm, endText, NOT_UNDERSTOOD, readAnswer } from "../form.ts";
import { PATH, type Running, SECRET, type Setup, serve } from "./contender.ts";

/** Somewhere that lasts, for the answers given so far. */
export interface Keeper {
  begin(chat: number): Promise<unknown>;
  save(chat: number, answers: readonly Answer[]): Promise<unknown>;
}

interface State {
  answers: Answer[];
}

/** A wizard of Telegraf with its session in Redis, written as its documentation shows. */
export async function startWizard(setup: Setup, keeper?: Keeper): Promise<Running> {
  const { texts } = benchForm(setup.people);
  const redis = new Redis(setup.redisUrl);
  const bot = new Telegraf<Scenes.WizardContext>(setup.token, {
    telegram: { apiRoot: setup.apiRoot },
  });

  const keyboard = Markup.keyboard([["Да", "Нет"]]).resize();
  const wizard = new Scenes.WizardScene<Scenes.WizardContext>(
    "form",
    async (ctx) => {
      await keeper?.begin(ctx.chat!.id);
      (ctx.wizard.state as State).answers = [];
      await ctx.reply(texts[0]!, keyboard);
      ctx.wizard.next();
    },
    ...texts.map((_text, at) => async (ctx: Scenes.WizardContext) => {
      const answer = readAnswer(ctx.text);
      if (!answer) return void (await ctx.reply(NOT_UNDERSTOOD));
      const { answers } = ctx.wizard.state as State;
      answers.push(answer);
      await keeper?.save(ctx.chat!.id, answers);
      const next = texts[at + 1];
      if (next === undefined) {
        await ctx.reply(endText(answers));
        return ctx.scene.leave();
      }
      await ctx.reply(next, keyboard);
      ctx.wizard.next();
    }),
  );
  const stage = new Scenes.Stage<Scenes.WizardContext>([wizard]);
  stage.start((ctx) => ctx.scene.enter("form"));
  bot.use(
    session({
      store: {
        async get(key: string) {
          const kept = await redis.get(`telegraf:${key}`);
          return kept === null ? undefined : JSON.parse(kept);
        },
        set: (key: string, value: object) => redis.set(`telegraf:${key}`, JSON.stringify(value)),
        delete: (key: string) => redis.del(`telegraf:${key}`),
      },
    }),
  );
  bot.use(stage.middleware());

  const server = await serve(bot.webhookCallback(PATH, { secretToken: SECRET }));
  await bot.telegram.setWebhook(server.url, { secret_token: SECRET });
  return {
    async stop() {
      await server.close();
      redis.disconnect();
    },
  };
}
