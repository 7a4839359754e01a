import { type Dispatcher, Pool } from "undici";

export interface WebhookSettings {
  readonly url: string;
  readonly secretToken: string;
  readonly maxConnections: number;
}

/** What came of sending one update. */
export type WebhookOutcome =
  /** 2xx; `call` holds what the answer asks to run, with its `method`. */
  | { readonly kind: "taken"; readonly call: AnsweredCall | undefined }
  /** `retryAfter` in seconds, 0 when not stated; `gone` for HTTP 410. */
  | {
      readonly kind: "failed";
      readonly error: string;
      readonly retryAfter: number;
      readonly gone: boolean;
    };

export interface AnsweredCall {
  readonly method: string;
  readonly fields: Record<string, unknown>;
}

/** Methods that a webhook's answer can't run, besides all that begin with "get". */
const NOT_AS_ANSWER = new Set(["setwebhook", "deletewebhook", "close", "logout"]);

/** Posts updates to a bot's webhook over kept-alive connections. */
export class WebhookClient {
  readonly #pool: Pool;
  readonly #path: string;
  readonly #headers: Record<string, string>;

  constructor(settings: WebhookSettings, timeoutMs: number) {
    const url = new URL(settings.url);
    this.#path = url.pathname + url.search;
    this.#pool = new Pool(url.origin, {
      connections: settings.maxConnections,
      pipelining: 1,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      keepAliveTimeout: 60_000,
    });
    this.#headers = { "content-type": "application/json", "accept-encoding": "gzip, deflate" };
    if (settings.secretToken !== "") {
      this.#headers["x-telegram-bot-api-secret-token"] = settings.secretToken;
    }
  }

  async send(body: string): Promise<WebhookOutcome> {
    let response: Dispatcher.ResponseData;
    let text: string;
    try {
      response = await this.#pool.request({
        path: this.#path,
        method: "POST",
        headers: this.#headers,
        body,
      });
      text = await response.body.text();
    } catch (error) {
      return failed(describe(error));
    }
    const { statusCode: status, headers } = response;
    if (status >= 200 && status <= 299) {
      return { kind: "taken", call: answeredCall(text, String(headers["content-type"] ?? "")) };
    }
    return {
      kind: "failed",
      error: `Wrong response from the webhook: ${status} ${response.statusText}`.trim(),
      retryAfter: Number(headers["retry-after"] ?? 0) || 0,
      gone: status === 410,
    };
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}

/** A failure without an answer. */
export function failed(error: string): WebhookOutcome {
  return { kind: "failed", error, retryAfter: 0, gone: false };
}

function answeredCall(body: string, contentType: string): AnsweredCall | undefined {
  if (body === "") return undefined;
  const fields = answerFields(body, contentType);
  const method = typeof fields?.method === "string" ? fields.method : "";
  const name = method.toLowerCase();
  if (fields === undefined || name === "" || name.startsWith("get") || NOT_AS_ANSWER.has(name)) {
    return undefined;
  }
  return { method, fields };
}

function answerFields(body: string, contentType: string): Record<string, unknown> | undefined {
  if (contentType.startsWith("application/x-www-form-urlencoded")) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  if (!contentType.startsWith("application/json")) return undefined;
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function describe(error: unknown): string {
  const code = (error as { code?: string }).code ?? "";
  if (code === "UND_ERR_HEADERS_TIMEOUT" || code === "UND_ERR_BODY_TIMEOUT") {
    return "Read timeout expired";
  }
  return code === "ECONNREFUSED" ? "Connection refused" : "Webhook connection closed";
}
