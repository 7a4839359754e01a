import { timingSafeEqual } from "node:crypto";
import { type FastifyInstance, fastify } from "fastify";
import type { Update } from "grammy/types";
import type { Intake } from "./telegram/intake.ts";

export interface WebDeps {
  /** What an operator watches, as it is now. */
  readonly figures: () => Promise<{ readonly type: string; readonly text: string }>;
  /** Whether the stores answer. */
  readonly ready: () => Promise<boolean>;
  readonly webhook?: { readonly path: string; readonly secret: string; readonly intake: Intake };
}

const SECRET_HEADER = "x-telegram-bot-api-secret-token";
/** Telegram's updates are at most 512 KiB. */
const BODY_LIMIT = 1024 * 1024;

/** Health, metrics, and Telegram's webhook. */
export function createWeb({ figures, ready, webhook }: WebDeps): FastifyInstance {
  const web = fastify({ bodyLimit: BODY_LIMIT, logger: false });
  web.get("/health/live", async () => ({ status: "live" }));
  web.get("/health/ready", async (_request, reply) => {
    const ok = await ready();
    return reply.code(ok ? 200 : 503).send({ status: ok ? "ready" : "not ready" });
  });
  web.get("/metrics", async (_request, reply) => {
    const { type, text } = await figures();
    return reply.type(type).send(text);
  });
  if (webhook) {
    const secret = Buffer.from(webhook.secret);
    web.post(webhook.path, async (request, reply) => {
      if (!sameSecret(request.headers[SECRET_HEADER], secret)) return reply.code(401).send();
      const update = request.body as Partial<Update> | undefined;
      if (typeof update?.update_id !== "number") return reply.code(400).send();
      // 200 tells Telegram to forget the update: only after its effect is committed.
      const outcome = await webhook.intake(update as Update);
      return reply.code(outcome === "taken" ? 200 : 503).send();
    });
  }
  return web;
}

function sameSecret(given: unknown, secret: Buffer): boolean {
  const bytes = Buffer.from(typeof given === "string" ? given : "");
  return bytes.length === secret.length && timingSafeEqual(bytes, secret);
}
