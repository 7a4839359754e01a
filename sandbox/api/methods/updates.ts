import type { WebhookChange } from "../../delivery/delivery.ts";
import type { World } from "../../world/world.ts";
import type { Args } from "../args.ts";
import type { Handler } from "../call.ts";
import { Described } from "../result.ts";

const WORDS: Record<WebhookChange, string> = {
  set: "Webhook was set",
  "already-set": "Webhook is already set",
  deleted: "Webhook was deleted",
  "already-deleted": "Webhook is already deleted",
};

export const getUpdates: Handler = async ({ world, delivery, args, signal }) => {
  await delivery.refusePollingWithWebhook();
  const offset = args.integer("offset");
  const limit = args.integer("limit", 100, 1, 100);
  const timeout = args.integer("timeout", 0, 0, 50);
  takeAllowedUpdates(world, args);
  return delivery.polling.poll({ offset, limit, timeout, signal });
};

export const setWebhook: Handler = async (call) => {
  const { delivery, args } = call;
  const url = args.string("url");
  if (url === "") return deleteWebhook(call);
  const change = await delivery.setWebhook(
    {
      url,
      secretToken: args.string("secret_token"),
      maxConnections: args.integer("max_connections", 40, 1, 100),
    },
    args.boolean("drop_pending_updates"),
  );
  takeAllowedUpdates(call.world, args);
  return new Described(true, WORDS[change]);
};

export const deleteWebhook: Handler = async ({ delivery, args }) => {
  const change = await delivery.deleteWebhook(args.boolean("drop_pending_updates"));
  return new Described(true, WORDS[change]);
};

export const getWebhookInfo: Handler = ({ world, delivery }) => {
  const { webhook } = delivery;
  const error = webhook?.lastError;
  return {
    url: webhook?.settings.url ?? "",
    has_custom_certificate: false,
    pending_update_count: world.queue.size,
    ...(error === undefined
      ? {}
      : { last_error_date: error.at, last_error_message: error.message }),
    ...(webhook === undefined ? {} : { max_connections: webhook.settings.maxConnections }),
    ...(world.allowedUpdates.length === 0 ? {} : { allowed_updates: world.allowedUpdates }),
  };
};

/** An omitted list leaves the previous setting; an empty one means the default kinds. */
function takeAllowedUpdates(world: World, args: Args): void {
  if (args.string("allowed_updates") === "") return;
  const value = args.json("allowed_updates", "allowed_updates");
  if (Array.isArray(value)) world.allowedUpdates = value.map((kind) => String(kind).toLowerCase());
}
