import type { Delivery } from "../delivery/delivery.ts";
import type { ActiveFault, FaultRule } from "../faults.ts";
import type { CallRecord } from "../world/call-log.ts";
import type { Chat, Toast } from "../world/chat.ts";
import type { StoredFile } from "../world/files.ts";
import type { SandboxUser } from "../world/types.ts";
import type { World } from "../world/world.ts";
import { type Action, ActionError, type ActionResult } from "./action.ts";
import { perform } from "./actions.ts";
import { type ChatView, type MessageView, viewChat, viewMessage } from "./view.ts";

export interface WaitOptions {
  /** Only messages changed after this revision count; default: any message that is there. */
  readonly since?: number;
  /** Milliseconds; default 15,000. */
  readonly timeoutMs?: number;
}

/** So long a machine that does much else may need for an answer of the bot. */
export const WAIT_MS = 15_000;
const IDLE_POLL_MS = 5;

/** Drives the people of the local Telegram and looks at what they see, in this process. */
export class Control {
  readonly #world: World;
  readonly #delivery: Delivery;

  constructor(world: World, delivery: Delivery) {
    this.#world = world;
    this.#delivery = delivery;
  }

  get world(): World {
    return this.#world;
  }

  /** Adds or changes a person. `started` lets the bot write first, as to one who wrote long ago. */
  user(user: SandboxUser & { readonly started?: boolean }): ChatView {
    const { started, ...profile } = user;
    if (!Number.isSafeInteger(profile.id) || profile.id <= 0 || !profile.first_name) {
      throw new ActionError("bad-action", "a person has a positive id and a first_name");
    }
    const chat = this.#world.putUser(profile);
    if (started) chat.met = true;
    return viewChat(this.#world, chat);
  }

  users(): SandboxUser[] {
    return [...this.#world.chats.values()].map(({ user }) => user);
  }

  act(userId: number, action: Action): ActionResult {
    return perform(this.#world, this.#chat(userId), action);
  }

  /** The chat as the person sees it, or what changed in it after a revision. */
  chat(userId: number, since?: number): ChatView {
    return viewChat(this.#world, this.#chat(userId), since);
  }

  messages(userId: number): MessageView[] {
    return [...this.#chat(userId).messages.values()].map((m) => viewMessage(this.#world, m));
  }

  /** Answers to presses, oldest first. */
  toasts(userId: number): readonly Toast[] {
    return this.#chat(userId).toasts;
  }

  /** The chat's changes after `since`, as soon as there are any; empty ones after the timeout. */
  async changes(userId: number, since: number, timeoutMs = WAIT_MS): Promise<ChatView> {
    const chat = this.#chat(userId);
    if (chat.revision <= since) await this.#changed(chat, timeoutMs);
    return viewChat(this.#world, chat, since);
  }

  /** The first message of the bot that satisfies the predicate, now or once it comes. */
  async waitFor(
    userId: number,
    predicate: (message: MessageView) => boolean,
    options: WaitOptions = {},
  ): Promise<MessageView> {
    const deadline = performance.now() + (options.timeoutMs ?? WAIT_MS);
    let since = options.since ?? 0;
    for (;;) {
      const view = this.chat(userId, since);
      const found = view.messages.find((m) => m.from === "bot" && predicate(m));
      if (found !== undefined) return found;
      since = view.revision;
      const left = deadline - performance.now();
      if (left <= 0) throw waitError(userId, this.messages(userId));
      await this.#changed(this.#chat(userId), left);
    }
  }

  /** Calls of the bot after a cursor, getUpdates left out unless it is named. */
  calls(cursor = 0, method?: string): CallRecord[] {
    return this.#world.calls.since(cursor, method);
  }

  get callCursor(): number {
    return this.#world.calls.cursor;
  }

  file(fileId: string): StoredFile | undefined {
    return this.#world.files.get(fileId);
  }

  addFault(rule: FaultRule): number {
    return this.#world.faults.add(rule);
  }

  removeFault(id: number): boolean {
    return this.#world.faults.remove(id);
  }

  faults(): ActiveFault[] {
    return this.#world.faults.list();
  }

  clearFaults(): void {
    this.#world.faults.clear();
  }

  /** Undoes logOut. */
  logIn(): void {
    this.#world.bot.loggedOut = false;
  }

  /** Updates not yet confirmed by the bot, being sent or held back, and calls being executed. */
  pending(): { updates: number; calls: number } {
    const { queue, faults, calls } = this.#world;
    const sending = Math.max(0, this.#delivery.busy);
    return { updates: Math.max(queue.size, sending) + faults.holding, calls: calls.running };
  }

  /** Waits until nothing is pending and the bot has called nothing for `quietMs`. */
  async idle(quietMs = 50, timeoutMs = 30_000): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    let quietSince = performance.now();
    for (;;) {
      const { updates, calls } = this.pending();
      const now = performance.now();
      if (updates > 0 || calls > 0) quietSince = now;
      if (now - Math.max(quietSince, this.#world.calls.lastAt) >= quietMs) return;
      if (now > deadline) {
        throw new Error(`not idle after ${timeoutMs} ms: ${updates} updates, ${calls} calls`);
      }
      await new Promise((resolve) => setTimeout(resolve, IDLE_POLL_MS));
    }
  }

  #chat(userId: number): Chat {
    const chat = this.#world.chats.get(userId);
    if (chat === undefined) throw new ActionError("no-user", `there is no user ${userId}`);
    return chat;
  }

  #changed(chat: Chat, timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        this.#world.events.off("changed", listen);
        resolve();
      };
      const listen = (changed: Chat) => {
        if (changed === chat) finish();
      };
      const timer = setTimeout(finish, timeoutMs);
      this.#world.events.on("changed", listen);
    });
  }
}

/** Says what the person sees instead, so that a failed wait explains itself. */
export function waitError(userId: number, messages: readonly MessageView[]): Error {
  const seen = messages
    .slice(-3)
    .map(({ from, text, kind }) => `${from}: ${text === "" ? kind : text}`)
    .join("\n");
  return new Error(`user ${userId} did not see the expected message; the last ones are:\n${seen}`);
}
