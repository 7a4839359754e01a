import type { Action, ActionResult, FileItem } from "./control/action.ts";
import { WAIT_MS, type WaitOptions, waitError } from "./control/control.ts";
import type { ChatView, MessageView } from "./control/view.ts";
import type { ActiveFault, FaultRule } from "./faults.ts";
import type { CallRecord } from "./world/call-log.ts";
import type { Toast } from "./world/chat.ts";
import type { SandboxUser } from "./world/types.ts";

export type { Action, ActionResult, FileItem } from "./control/action.ts";
export type { ChatView, FileView, MessageView } from "./control/view.ts";
export type { FaultEffect, FaultRule } from "./faults.ts";
export type { CallRecord } from "./world/call-log.ts";
export type { Toast } from "./world/chat.ts";
export type { SandboxUser } from "./world/types.ts";

/** A refusal of the control, such as pressing a button that the person does not see. */
export class SandboxError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "SandboxError";
    this.code = code;
  }
}

/** Connects to a local Telegram of another process (or of this one) by its address. */
export function connectSandbox(url: string): SandboxClient {
  return new SandboxClient(url);
}

/** The control of a local Telegram over HTTP. */
export class SandboxClient {
  readonly url: string;

  constructor(url: string) {
    this.url = url.replace(/\/$/, "");
  }

  /** Adds or changes a person and gives a handle to act as them. */
  async person(user: SandboxUser & { readonly started?: boolean }): Promise<Person> {
    await this.#send("POST", "users", user);
    return new Person(this, user.id);
  }

  users(): Promise<SandboxUser[]> {
    return this.#send("GET", "users");
  }

  act(userId: number, action: Action): Promise<ActionResult> {
    return this.#send("POST", `users/${userId}/actions`, action);
  }

  /** The chat as the person sees it, or what changed in it after a revision. */
  chat(userId: number, since?: number): Promise<ChatView> {
    return this.#send("GET", `users/${userId}${since === undefined ? "" : `?since=${since}`}`);
  }

  /** What changed after `since`, as soon as something does; no messages after the timeout. */
  changes(userId: number, since: number, timeoutMs = WAIT_MS): Promise<ChatView> {
    const timeout = Math.ceil(timeoutMs);
    return this.#send("GET", `users/${userId}/changes?since=${since}&timeoutMs=${timeout}`);
  }

  /** The first message of the bot that satisfies the predicate, now or once it comes. */
  async waitFor(
    userId: number,
    predicate: (message: MessageView) => boolean,
    options: WaitOptions = {},
  ): Promise<MessageView> {
    const deadline = performance.now() + (options.timeoutMs ?? WAIT_MS);
    let view = await this.chat(userId, options.since);
    for (;;) {
      const found = view.messages.find((m) => m.from === "bot" && predicate(m));
      if (found !== undefined) return found;
      const left = deadline - performance.now();
      if (left <= 0) throw waitError(userId, (await this.chat(userId)).messages);
      view = await this.changes(userId, view.revision, left);
    }
  }

  /** Calls of the bot after a cursor, and the cursor for the next time. */
  calls(cursor = 0, method?: string): Promise<{ cursor: number; calls: CallRecord[] }> {
    const name = method === undefined ? "" : `&method=${method}`;
    return this.#send("GET", `calls?cursor=${cursor}${name}`);
  }

  /** Waits until all updates are confirmed and the bot has been quiet for `quietMs`. */
  async idle(quietMs = 50, timeoutMs = 30_000): Promise<void> {
    await this.#send("GET", `idle?quietMs=${quietMs}&timeoutMs=${timeoutMs}`);
  }

  pending(): Promise<{ updates: number; calls: number }> {
    return this.#send("GET", "pending");
  }

  async addFault(rule: FaultRule): Promise<number> {
    return (await this.#send<{ id: number }>("POST", "faults", rule)).id;
  }

  async removeFault(id: number): Promise<boolean> {
    return (await this.#send<{ removed: boolean }>("DELETE", `faults/${id}`)).removed;
  }

  faults(): Promise<ActiveFault[]> {
    return this.#send("GET", "faults");
  }

  async clearFaults(): Promise<void> {
    await this.#send("DELETE", "faults");
  }

  /** Moves or sets the clock; returns its moment in milliseconds since the epoch. */
  async clock(change?: { set?: number | string; advanceMs?: number }): Promise<number> {
    const method = change === undefined ? "GET" : "POST";
    return (await this.#send<{ now: number }>(method, "clock", change)).now;
  }

  /** Undoes logOut. */
  async logIn(): Promise<void> {
    await this.#send("POST", "login", {});
  }

  /** The bytes of a document or photo that a person sees. */
  async download(message: MessageView): Promise<Buffer> {
    if (message.file === undefined) throw new SandboxError("no-file", "the message has no file");
    const response = await fetch(this.url + message.file.url);
    return Buffer.from(await response.arrayBuffer());
  }

  async #send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/sandbox/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const answer = (await response.json()) as T & { error?: { code: string; message: string } };
    if (!response.ok) {
      throw new SandboxError(answer.error?.code ?? "failed", answer.error?.message ?? "failed");
    }
    return answer;
  }
}

/**
 * A person of the local Telegram. Each act remembers where the chat stood, so that `sees` waits for
 * what came after the last act.
 */
export class Person {
  readonly id: number;
  readonly #client: SandboxClient;
  #since = 0;

  constructor(client: SandboxClient, id: number) {
    this.#client = client;
    this.id = id;
  }

  async act(action: Action): Promise<ActionResult> {
    const result = await this.#client.act(this.id, action);
    this.#since = result.revision;
    return result;
  }

  start(payload?: string): Promise<ActionResult> {
    return this.act({ do: "start", ...(payload === undefined ? {} : { payload }) });
  }

  says(text: string): Promise<ActionResult> {
    return this.act({ do: "text", text });
  }

  /** Presses the button with this text: inline, newest message first, or of the reply keyboard. */
  presses(text: string, messageId?: number): Promise<ActionResult> {
    return this.act({ do: "press", text, ...(messageId === undefined ? {} : { messageId }) });
  }

  sends(file: FileItem, caption?: string): Promise<ActionResult> {
    return this.act({ do: "file", ...file, ...(caption === undefined ? {} : { caption }) });
  }

  /** A message of the bot, new or edited since the last act, that holds the text or satisfies. */
  sees(
    wanted: string | RegExp | ((message: MessageView) => boolean),
    timeoutMs?: number,
  ): Promise<MessageView> {
    const predicate =
      typeof wanted === "function"
        ? wanted
        : ({ text }: MessageView) =>
            typeof wanted === "string" ? text.includes(wanted) : wanted.test(text);
    const timeout = timeoutMs === undefined ? {} : { timeoutMs };
    return this.#client.waitFor(this.id, predicate, { since: this.#since, ...timeout });
  }

  async messages(): Promise<readonly MessageView[]> {
    return (await this.chat()).messages;
  }

  async toasts(): Promise<readonly Toast[]> {
    return (await this.chat()).toasts;
  }

  chat(): Promise<ChatView> {
    return this.#client.chat(this.id);
  }
}
