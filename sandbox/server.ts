import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Args } from "./api/args.ts";
import { ApiDispatcher, type Reply, refusalReply } from "./api/dispatch.ts";
import { Refusal } from "./api/refusal.ts";
import { decodeArgs, readBody } from "./api/request.ts";
import { Control } from "./control/control.ts";
import { handleControl } from "./control/routes.ts";
import { Delivery } from "./delivery/delivery.ts";
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
const HEADERS = { "content-type": "application/json", "content-length": "0" };

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

/** The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`. */
class BotApi {
  readonly #world: World;
  readonly #dispatcher: ApiDispatcher;
  readonly #token: string;
  readonly #prefix: string;
  readonly #latencyMs: number;

  constructor(world: World, dispatcher: ApiDispatcher, token: string, latencyMs: number) {
    this.#world = world;
    this.#dispatcher = dispatcher;
    this.#token = token;
    this.#prefix = `/bot${token}/`;
    this.#latencyMs = latencyMs;
  }

  handle(request: IncomingMessage, response: ServerResponse, url: string): void {
    const path = url.startsWith(this.#prefix) ? url : decodeURIComponentSafely(url);
    const refusal = path.startsWith(this.#prefix) ? undefined : tokenRefusal(path, this.#token);
    if (refusal !== undefined) {
      request.resume();
      reply(response, refusalReply(refusal));
      return;
    }
    const mark = path.indexOf("?");
    const method = path.slice(this.#prefix.length, mark < 0 ? undefined : mark);
    const query = mark < 0 ? "" : path.slice(mark + 1);
    void this.#answer(request, response, method, query);
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    method: string,
    query: string,
  ): Promise<void> {
    let answer: Reply;
    try {
      const body = await readBody(request);
      const args =
        body.length === 0 && query === ""
          ? new Args({})
          : decodeArgs(query, request.headers["content-type"] ?? "", body);
      const running = this.#dispatcher.run(method, args, { signal: signalOf(method, response) });
      answer = running instanceof Promise ? await running : running;
    } catch (error) {
      if (!(error instanceof Refusal)) return void response.destroy();
      answer = refusalReply(error);
    }
    const delay = this.#latencyMs + (answer.delayMs ?? 0);
    if (delay > 0) setTimeout(() => reply(response, answer), delay);
    else reply(response, answer);
  }

  download(response: ServerResponse, url: string): void {
    const prefix = `/file${this.#prefix}`;
    const path = decodeURIComponentSafely(url);
    const file = path.startsWith(prefix)
      ? this.#world.files.atPath(path.slice(prefix.length))
      : undefined;
    if (file === undefined) {
      reply(response, refusalReply(new Refusal(404, "Not Found")));
      return;
    }
    response.writeHead(200, {
      "content-type": "application/octet-stream",
      "content-length": file.size,
    });
    response.end(file.content);
  }
}

function reply(response: ServerResponse, { status, body, retryAfter, reset }: Reply): void {
  if (reset) return void response.socket?.resetAndDestroy();
  if (response.destroyed) return;
  const bytes = Buffer.from(body);
  const headers: Record<string, string> = { ...HEADERS, "content-length": String(bytes.length) };
  if (retryAfter !== undefined) headers["retry-after"] = String(retryAfter);
  response.writeHead(status, headers);
  response.end(bytes);
}

/** Only a waiting getUpdates has to learn that its caller is gone. */
function signalOf(method: string, response: ServerResponse): AbortSignal | undefined {
  if (method.toLowerCase() !== "getupdates") return undefined;
  const controller = new AbortController();
  response.on("close", () => controller.abort());
  return controller.signal;
}

/** What is wrong with the token of a path, in Telegram's words. */
function tokenRefusal(path: string, expected: string): Refusal {
  const match = /^\/bot([^/]*)\//.exec(path);
  if (match === null) return new Refusal(404, "Not Found");
  const token = match[1] as string;
  const isMalformed = token.startsWith("0") || token.length > 80 || !/^\d+:/.test(token);
  if (isMalformed) return new Refusal(401, "Unauthorized: invalid token specified");
  return token === expected ? new Refusal(404, "Not Found") : new Refusal(401, "Unauthorized");
}

/** Pages of other sites must not reach the control by a name that leads to this machine. */
function isLocalHost(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? "");
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
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
