import type { IncomingMessage, ServerResponse } from "node:http";
import type { World } from "../world/world.ts";
import { Args } from "./args.ts";
import type { ApiDispatcher } from "./dispatch.ts";
import { Refusal } from "./refusal.ts";
import { type Reply, refusalReply } from "./reply.ts";
import { decodeArgs, readBody } from "./request.ts";

/** The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`. */
export class BotApi {
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
  const headers: Record<string, string | number> = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  };
  if (retryAfter !== undefined) headers["retry-after"] = retryAfter;
  response.writeHead(status, headers);
  // As text the body leaves together with the headers, in one write.
  response.end(body);
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

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
