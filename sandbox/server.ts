import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ApiDispatcher } from "./api/dispatch.ts";
import { BotApi } from "./api/http.ts";
import { Control } from "./control/control.ts";
import { handleControl } from "./control/routes.ts";
import { Delivery } from "./delivery/delivery.ts";
import { serveMails } from "./mail/routes.ts";
import type { MailServer } from "./mail/server.ts";
import { StateFile } from "./state.ts";
import { servePage } from "./web.ts";
import type { ClockOption } from "./world/clock.ts";
import { World } from "./world/world.ts";

export interface SandboxOptions {
  /** Port on 127.0.0.1; 0 (the default) takes a free one. */
  readonly port?: number;
  /** The bot's token; default `1234567890:local-telegram`. */
  readonly token?: string;
  /** Milliseconds between a call's effect and its answer; default 0. */
  readonly latencyMs?: number;
  /** Default: real time. */
  readonly clock?: ClockOption;
  /** Keep all messages and calls (default), or bounded memory for benchmarks. */
  readonly record?: boolean;
  /**
   * Seed of ids and of faults. Default: another one each time, as update ids that start anew must
   * not meet those that a bot with a lasting database has seen.
   */
  readonly seed?: number;
  /** Multiplies Telegram's pauses (webhook retries, 409, one setWebhook a second); default 1. */
  readonly timeScale?: number;
  /** Milliseconds in which a webhook has to answer; default 60,000. */
  readonly webhookTimeoutMs?: number;
  /** Seconds in which a press may be answered; default 60. */
  readonly callbackAnswerSeconds?: number;
  /** A JSON file that keeps chats, files and waiting updates over a restart. */
  readonly stateFile?: string;
  /** Letters of a mail server, shown at `/mail.html`. */
  readonly mailbox?: Pick<MailServer, "mails">;
}

export interface Sandbox {
  /** For browsers and `connectSandbox`. */
  readonly url: string;
  /** For a bot's `apiRoot`: the same address. */
  readonly apiRoot: string;
  readonly botToken: string;
  readonly control: Control;
  close(): Promise<void>;
}

/** The token of the bot when none is given. */
export const DEFAULT_TOKEN = "1234567890:local-telegram";

/** Starts a local Telegram on 127.0.0.1. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const token = options.token ?? DEFAULT_TOKEN;
  const world = new World({
    token,
    seed: options.seed ?? Math.floor(Math.random() * 2 ** 31),
    clock: options.clock ?? { kind: "real" },
    record: options.record ?? true,
    callbackAnswerSeconds: options.callbackAnswerSeconds ?? 60,
  });
  const delivery = new Delivery(world, {
    timeoutMs: options.webhookTimeoutMs ?? 60_000,
    timeScale: options.timeScale ?? 1,
  });
  const state = options.stateFile === undefined ? undefined : new StateFile(options.stateFile);
  state?.load(world, delivery);
  state?.watch(world, delivery);
  const control = new Control(world, delivery);
  const api = new BotApi(world, new ApiDispatcher(world, delivery), token, options.latencyMs ?? 0);
  const server = createServer({ keepAliveTimeout: 75_000, noDelay: true }, (request, response) => {
    const url = request.url ?? "/";
    if (url.startsWith("/bot")) api.handle(request, response, url);
    else if (url.startsWith("/file/bot")) api.download(response, url);
    else if (!isLocalHost(request)) response.writeHead(403).end();
    else if (url.startsWith("/sandbox/mails")) serveMails(options.mailbox, url, response);
    else if (url.startsWith("/sandbox/")) void handleControl(control, request, response);
    else void servePage(url, response);
  });
  await listen(server, options.port ?? 0);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    await delivery.stop();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    await state?.close();
  };
  return { url, apiRoot: url, botToken: token, control, close };
}

/** Pages of other sites must not reach the control by a name that leads to this machine. */
function isLocalHost(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? "");
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}
