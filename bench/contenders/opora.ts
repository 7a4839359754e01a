import { randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import { startApp } from "../../src/app.ts";
import {
  answersOf,
  type Binding,
  interview,
  keepAnswers,
  restartForm,
} from "../../src/features/interview/index.ts";
import type { Features } from "../../src/features.ts";
import { createKeyring } from "../../src/platform/crypto/keyring.ts";
import { freePort } from "../../src/platform/free-port.ts";
import { createLimiter } from "../../src/platform/limits.ts";
import { createLog } from "../../src/platform/log.ts";
import type { Feature } from "../../src/platform/telegram/screen.ts";
import type { OpenTurn } from "../../src/platform/telegram/turn.ts";
import { type Answer, type BenchForm, benchForm, endText } from "../form.ts";
import { PATH, SECRET, type Start } from "./contender.ts";

/** Opora itself, asking the bench form of people who agreed that their answers are kept. */
export const start: Start = async ({ token, apiRoot, redisUrl, databaseUrl, people }) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}${PATH}`;
  const redis = new Redis(redisUrl, { enableAutoPipelining: true });
  const dataKey = randomBytes(32);
  const keyring = createKeyring(dataKey);
  const app = await startApp({
    config: {
      telegram: { token, apiRoot, delivery: { kind: "webhook", url, secret: SECRET } },
      database: { kind: "server", url: databaseUrl },
      sessions: { kind: "redis", url: redisUrl },
      dataKey,
      port,
      mail: { kind: "printed" },
      namesInChat: false,
      files: { kind: "folder", path: "/nonexistent" },
      logLevel: "warn",
      role: "all",
      defaultLocale: "ru",
    },
    databaseUrl,
    log: createLog("warn"),
    // The limit per person is counted as always, only nobody reaches it.
    limiter: createLimiter(
      redis,
      (chat) => keyring.blindIndex("Limit.chat", chat).toString("base64url"),
      Number.MAX_SAFE_INTEGER,
    ),
    features: () => features(benchForm(people)),
  });
  return {
    async stop() {
      await app.stop();
      redis.disconnect();
    },
  };
};

function features({ form, given }: BenchForm): Features {
  const binding: Binding = {
    form,
    values: (_ctx, { member }) => (member ? {} : { member: "Вы" }),
    done: ({ turn }) => turn.go({ name: "home" }),
  };
  const bench: Feature = {
    name: "bench",
    screens: { home: { view: ({ turn }) => ({ text: endText(answersInOrder(turn)) }) } },
    commands: {
      start({ turn }) {
        turn.speak("ru");
        // What agreeing on the screen of consent does.
        if (!turn.person) turn.enrolling = { locale: "ru", timeZone: "Asia/Krasnoyarsk" };
        restartForm(turn, form);
        keepAnswers(turn, form, given);
      },
    },
  };
  function answersInOrder(turn: OpenTurn): Answer[] {
    const kept = Object.entries(answersOf(turn, form)).filter(([code]) => !(code in given));
    return kept.map(([, answer]) => answer as Answer);
  }
  return { features: [interview([binding]), bench], documents: {}, jobs: async () => {} };
}
