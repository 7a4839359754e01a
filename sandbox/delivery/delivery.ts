import { badRequest, tooManyRequests } from "../api/refusal.ts";
import type { World } from "../world/world.ts";
import { Polling } from "./polling.ts";
import { type AnswerCall, type WebhookOptions, WebhookSender } from "./webhook.ts";
import type { WebhookSettings } from "./webhook-client.ts";

/** Whether a change of the webhook did anything. */
export type WebhookChange = "set" | "already-set" | "deleted" | "already-deleted";

const MAX_SECRET = 256;
const CONFLICT_WITH_WEBHOOK =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

/** How updates reach the bot: by long polling, or by a webhook once one is set. */
export class Delivery {
  readonly polling: Polling;
  webhook: WebhookSender | undefined;
  readonly #world: World;
  readonly #options: WebhookOptions;
  /** Set by the dispatcher: runs a call that came as a webhook's answer. */
  onAnswerCall: AnswerCall = () => undefined;
  #nextSetAt = 0;

  constructor(world: World, options: WebhookOptions) {
    this.#world = world;
    this.#options = options;
    this.polling = new Polling(world, options.timeScale);
  }

  /** Updates that are being delivered or that a fault will still repeat. */
  get busy(): number {
    return (this.webhook?.busy ?? 0) + this.polling.repeating;
  }

  async refusePollingWithWebhook(): Promise<void> {
    if (this.webhook !== undefined) await this.polling.conflict(CONFLICT_WITH_WEBHOOK);
  }

  /** Sets the webhook, at most once a second. */
  async setWebhook(settings: WebhookSettings, dropPending: boolean): Promise<WebhookChange> {
    const now = performance.now();
    if (now < this.#nextSetAt) throw tooManyRequests(1);
    this.#nextSetAt = now + 1000 * this.#options.timeScale;
    checkSettings(settings);
    const old = this.webhook?.settings;
    const isSame =
      old?.url === settings.url &&
      old.secretToken === settings.secretToken &&
      old.maxConnections === settings.maxConnections;
    if (isSame && !dropPending) return "already-set";
    this.polling.terminate("Conflict: terminated by setWebhook request");
    await this.webhook?.stop();
    if (dropPending) this.#world.queue.keepLast(0);
    this.restoreWebhook(settings);
    return "set";
  }

  async deleteWebhook(dropPending: boolean): Promise<WebhookChange> {
    const old = this.webhook;
    this.webhook = undefined;
    await old?.stop();
    if (dropPending) this.#world.queue.keepLast(0);
    return old === undefined ? "already-deleted" : "deleted";
  }

  /** Starts sending to a webhook without any check, also when a saved state is read. */
  restoreWebhook(settings: WebhookSettings): void {
    this.webhook = new WebhookSender(
      this.#world,
      settings,
      this.#options,
      (method, fields) => this.onAnswerCall(method, fields),
      () => void this.deleteWebhook(false),
    );
  }

  async stop(): Promise<void> {
    this.polling.stop();
    await this.webhook?.stop();
  }
}

function checkSettings({ url, secretToken }: WebhookSettings): void {
  if (!URL.canParse(url)) throw badRequest("invalid webhook URL specified");
  const { protocol, hostname } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") {
    throw badRequest("invalid webhook URL specified");
  }
  // Plain HTTP is taken for this machine only, as a Bot API server started with --local does.
  const isLocal = hostname === "127.0.0.1" || hostname === "localhost" || hostname === "[::1]";
  if (protocol === "http:" && !isLocal) {
    throw badRequest("bad webhook: An HTTPS URL must be provided for webhook");
  }
  if (secretToken.length > MAX_SECRET) throw badRequest("secret token is too long");
  if (!/^[\w-]*$/.test(secretToken)) {
    throw badRequest("secret token contains unallowed characters");
  }
}
