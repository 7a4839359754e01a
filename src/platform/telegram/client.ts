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

/** What became of a file that somebody sent. */
export type Downloaded =
  | { readonly kind: "done"; readonly bytes: Buffer }
  /** More than 20 MB: Telegram gives such a file to no bot. */
  | { readonly kind: "too_large" }
  /** Telegram does not have it any more, or never had. */
  | { readonly kind: "gone" }
  /** The network or Telegram failed: it may go better the next time. */
  | { readonly kind: "failed"; readonly code: string };

export type Download = (fileId: string) => Promise<Downloaded>;

/** Telegram's own limit for files that a bot fetches. */
export const MOST_FILE_BYTES = 20 * 1024 * 1024;

export interface TelegramClient {
  call(call: Call, file?: { readonly field: string; readonly file: File }): Promise<CallResult>;
  /** Fetches a file that somebody sent, by Telegram's id of it. */
  readonly download: Download;
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
  const folder = root.pathname.replace(/\/$/, "");
  const prefix = `${folder}/bot${options.token}/`;
  const timeout = options.timeoutMs ?? 10_000;
  const pool = new Pool(root.origin, {
    connections: options.connections ?? 128,
    pipelining: 1,
    headersTimeout: timeout,
    bodyTimeout: timeout,
    connectTimeout: 5_000,
  });
  const json = { "content-type": "application/json" };
  const call: TelegramClient["call"] = async ({ method, payload }, attachment) => {
    try {
      const body = attachment ? form(payload, attachment) : JSON.stringify(payload);
      const { status, bytes } = await answerTo(pool, {
        path: prefix + method,
        method: "POST",
        ...(attachment ? {} : { headers: json }),
        body,
        // A long poll answers late by design.
        ...(method === "getUpdates" ? { headersTimeout: 60_000, bodyTimeout: 60_000 } : {}),
      });
      return outcome(status, bytes.toString());
    } catch (error) {
      return { kind: "later", code: networkCode(error), seconds: 1 };
    }
  };
  return {
    call,
    async download(fileId) {
      const found = await call({ method: "getFile", payload: { file_id: fileId } });
      if (found.kind !== "done") return notFetched(found);
      const { file_path } = found.result as { file_path?: string };
      if (!file_path) return { kind: "gone" };
      try {
        // The address holds the token: no outcome and no error may carry it.
        const name = file_path.split("/").map(encodeURIComponent).join("/");
        const path = `${folder}/file/bot${options.token}/${name}`;
        return fetched(await answerTo(pool, { path, method: "GET" }, MOST_FILE_BYTES));
      } catch (error) {
        return { kind: "failed", code: networkCode(error) };
      }
    },
    // What had to be said was said before; a poll that is still open is not waited for.
    close: () => pool.destroy(),
  };
}

interface Answer {
  readonly status: number;
  readonly bytes: Buffer;
  /** There is more than was asked for. */
  readonly cut: boolean;
}

/** The whole answer at once: a stream for each of these few bytes would cost a fifth more per call. */
function answerTo(
  pool: Pool,
  request: Dispatcher.DispatchOptions,
  most = Number.POSITIVE_INFINITY,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let status = 0;
    let length = 0;
    pool.dispatch(request, {
      onRequestStart() {},
      onResponseStart(_controller, code) {
        status = code;
      },
      onResponseData(controller, part) {
        length += part.length;
        if (length <= most) return void parts.push(part);
        resolve({ status, bytes: Buffer.alloc(0), cut: true });
        controller.abort(new Error("The answer is too long"));
      },
      onResponseEnd() {
        resolve({ status, bytes: Buffer.concat(parts), cut: false });
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

function notFetched(result: Exclude<CallResult, { kind: "done" }>): Downloaded {
  if (result.kind !== "refused") return { kind: "failed", code: result.code };
  return { kind: result.description.includes("too big") ? "too_large" : "gone" };
}

function fetched({ status, bytes, cut }: Answer): Downloaded {
  if (cut) return { kind: "too_large" };
  if (status === 200) return { kind: "done", bytes };
  return status === 404 ? { kind: "gone" } : { kind: "failed", code: `http_${status}` };
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
