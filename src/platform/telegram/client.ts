import { type Dispatcher, FormData, Pool } from "undici";

/** A call to the Bot API: what is kept in the outbox is exactly this. */
export interface Call {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What became of a call. Expected refusals are values, so that no error carries a payload or the token. */
export type CallResult =
  | { readonly kind: "done"; readonly result: unknown }
  /** Try again after so many seconds: flood limit, Telegram's fault, or the network. */
  | { readonly kind: "later"; readonly code: string; readonly seconds: number }
  /** The person blocked the bot or is gone. */
  | { readonly kind: "unreachable"; readonly code: string }
  /** Telegram will never accept this call. */
  | { readonly kind: "refused"; readonly code: string; readonly description: string };

export interface File {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface TelegramClient {
  call(call: Call, file?: { readonly field: string; readonly file: File }): Promise<CallResult>;
  close(): Promise<void>;
}

export interface ClientOptions {
  readonly token: string;
  /** Where the Bot API is, e.g. https://api.telegram.org */
  readonly apiRoot: string;
  /** As many calls as may be in flight at once. */
  readonly connections?: number;
  readonly timeoutMs?: number;
}

/**
 * One connection pool to Telegram, used without fetch, which costs three times as much per call; the time
 * limit is the pool's own, since an abort signal per call costs a third more.
 */
export function createClient(options: ClientOptions): TelegramClient {
  const root = new URL(options.apiRoot);
  const prefix = `${root.pathname.replace(/\/$/, "")}/bot${options.token}/`;
  const timeout = options.timeoutMs ?? 10_000;
  const pool = new Pool(root.origin, {
    connections: options.connections ?? 128,
    pipelining: 1,
    headersTimeout: timeout,
    bodyTimeout: timeout,
    connectTimeout: 5_000,
  });
  const json = { "content-type": "application/json" };
  return {
    async call({ method, payload }, attachment) {
      try {
        const body = attachment ? form(payload, attachment) : JSON.stringify(payload);
        const { status, text } = await answerTo(pool, {
          path: prefix + method,
          method: "POST",
          ...(attachment ? {} : { headers: json }),
          body,
          // A long poll answers late by design.
          ...(method === "getUpdates" ? { headersTimeout: 60_000, bodyTimeout: 60_000 } : {}),
        });
        return outcome(status, text);
      } catch (error) {
        return { kind: "later", code: networkCode(error), seconds: 1 };
      }
    },
    // What had to be said was said before; a poll that is still open is not waited for.
    close: () => pool.destroy(),
  };
}

/** The whole answer at once: a stream for each of these few bytes would cost a fifth more per call. */
function answerTo(
  pool: Pool,
  request: Dispatcher.DispatchOptions,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let status = 0;
    pool.dispatch(request, {
      onRequestStart() {},
      onResponseStart(_controller, code) {
        status = code;
      },
      onResponseData(_controller, part) {
        parts.push(part);
      },
      onResponseEnd() {
        resolve({ status, text: Buffer.concat(parts).toString() });
      },
      onResponseError(_controller, error) {
        reject(error);
      },
    });
  });
}

interface Envelope {
  ok: boolean;
  result?: unknown;
  error_code?: number;
  description?: string;
  parameters?: { retry_after?: number };
}

function outcome(status: number, text: string): CallResult {
  // Hardly anybody looks at what Telegram made of a message; it is read when somebody does.
  if (status === 200 && text.startsWith('{"ok":true,')) {
    return {
      kind: "done",
      get result() {
        return (JSON.parse(text) as Envelope).result;
      },
    };
  }
  let answer: Envelope;
  try {
    answer = JSON.parse(text) as Envelope;
  } catch {
    return { kind: "later", code: `http_${status}`, seconds: 1 };
  }
  if (answer.ok) return { kind: "done", result: answer.result };
  const code = answer.error_code ?? status;
  const description = answer.description ?? "";
  if (code === 429) {
    return { kind: "later", code: "429", seconds: answer.parameters?.retry_after ?? 1 };
  }
  if (code >= 500) return { kind: "later", code: String(code), seconds: 1 };
  if (code === 403) return { kind: "unreachable", code: "403" };
  return { kind: "refused", code: String(code), description };
}

function networkCode(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === "string" ? code : "network";
}

function form(payload: Call["payload"], { field, file }: { field: string; file: File }): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(payload)) {
    if (value === undefined) continue;
    data.set(name, typeof value === "string" ? value : JSON.stringify(value));
  }
  data.set(field, new Blob([Buffer.from(file.bytes)], { type: file.type }), file.name);
  return data;
}
