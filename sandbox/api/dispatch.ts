import botApi from "../bot-api.json" with { type: "json" };
import type { Delivery } from "../delivery/delivery.ts";
import type { FaultEffect } from "../faults.ts";
import type { World } from "../world/world.ts";
import { Args } from "./args.ts";
import type { Call, Handler } from "./call.ts";
import * as chats from "./methods/chats.ts";
import * as edits from "./methods/edits.ts";
import * as media from "./methods/media.ts";
import * as messages from "./methods/messages.ts";
import * as profile from "./methods/profile.ts";
import * as updates from "./methods/updates.ts";
import { Refusal } from "./refusal.ts";
import {
  failureReply,
  type Reply,
  refusalReply,
  replyAfter,
  replyBefore,
  successReply,
} from "./reply.ts";
import { Described, RawJson } from "./result.ts";

const HANDLERS: Readonly<Record<string, Handler>> = {
  ...messages,
  ...chats,
  ...edits,
  ...media,
  ...profile,
  ...updates,
};

interface Method {
  readonly name: string;
  /** Undefined when Telegram has the method and the local one does not. */
  readonly handler: Handler | undefined;
}

/** By lower-case name, since Telegram does not look at the case. */
const METHODS: ReadonlyMap<string, Method> = new Map(
  Object.keys(botApi.methods).map((name) => [
    name.toLowerCase(),
    { name, handler: HANDLERS[name] },
  ]),
);

export interface CallContext {
  readonly signal?: AbortSignal;
  readonly viaWebhook?: true;
}

/** Runs calls: finds the method, applies faults, writes refusals in Telegram's form, keeps the log. */
export class ApiDispatcher {
  readonly #world: World;
  readonly #delivery: Delivery;

  constructor(world: World, delivery: Delivery) {
    this.#world = world;
    this.#delivery = delivery;
    delivery.onAnswerCall = (method, fields) => {
      void this.run(method, new Args(fields), { viaWebhook: true });
    };
  }

  /** Answers at once where nothing has to be waited for. */
  run(name: string, args: Args, context: CallContext = {}): Reply | Promise<Reply> {
    const method = METHODS.get(name) ?? METHODS.get(name.toLowerCase());
    if (method === undefined) return refusalReply(new Refusal(404, "Not Found: method not found"));
    const started = performance.now();
    const fault = this.#world.faults.onCall(method.name, this.#chatIdOf(method.name, args));
    const before = fault && replyBefore(fault);
    if (before !== undefined) {
      this.#log(method.name, args, started, before, context, undefined, fault);
      return before;
    }
    const isPoll = method.name === "getUpdates";
    if (!isPoll) this.#world.calls.running++;
    const finish = (outcome: unknown, failed: boolean): Reply => {
      if (!isPoll) this.#world.calls.running--;
      const reply = failed ? failureReply(outcome) : successReply(outcome);
      this.#log(method.name, args, started, reply, context, outcome, fault);
      return fault === undefined ? reply : replyAfter(fault, reply);
    };
    try {
      const outcome = this.#execute(method, { ...this.#base, args, signal: context.signal });
      if (!(outcome instanceof Promise)) return finish(outcome, false);
      return outcome.then(
        (value) => finish(value, false),
        (error: unknown) => finish(error, true),
      );
    } catch (error) {
      return finish(error, true);
    }
  }

  get #base() {
    return { world: this.#world, delivery: this.#delivery };
  }

  #execute(method: Method, call: Call): unknown {
    if (this.#world.bot.loggedOut) throw new Refusal(400, "Logged out");
    if (method.handler === undefined) {
      throw new Refusal(501, `Not Implemented: the local Telegram does not have ${method.name}`);
    }
    return method.handler(call);
  }

  #chatIdOf(method: string, args: Args): number {
    if (method === "answerCallbackQuery") {
      return this.#world.presses.get(args.string("callback_query_id"))?.userId ?? 0;
    }
    return Number(args.fields.chat_id ?? 0);
  }

  #log(
    method: string,
    args: Args,
    started: number,
    reply: Reply,
    context: CallContext,
    outcome: unknown,
    fault: FaultEffect | undefined,
  ): void {
    const { calls, clock } = this.#world;
    const now = performance.now();
    if (method !== "getUpdates") calls.lastAt = now;
    if (method !== "getUpdates") calls.count++;
    if (!calls.recording) return;
    const ok = reply.status === 200;
    calls.add({
      method,
      params: describeArgs(args),
      at: clock.now(),
      ms: now - started,
      status: reply.status,
      ok,
      ...(ok ? { result: plainResult(outcome) } : { description: descriptionOf(outcome, reply) }),
      ...(fault === undefined ? {} : { fault: fault.kind }),
      ...(context.viaWebhook ? { viaWebhook: true } : {}),
    });
  }
}

function describeArgs(args: Args): Record<string, unknown> {
  if (args.files.size === 0) return { ...args.fields };
  const files = [...args.files].map(([part, { name, content }]) => [
    part,
    { file: name, size: content.length },
  ]);
  return { ...args.fields, ...Object.fromEntries(files) };
}

function plainResult(outcome: unknown): unknown {
  if (outcome instanceof RawJson) return undefined;
  return outcome instanceof Described ? outcome.result : outcome;
}

function descriptionOf(outcome: unknown, reply: Reply): string {
  if (outcome instanceof Refusal) return outcome.description;
  return reply.reset
    ? "connection reset"
    : (JSON.parse(reply.body) as { description: string }).description;
}
