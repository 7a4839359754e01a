import type { FaultEffect } from "../faults.ts";
import { badRequest, forbidden, Refusal, tooManyRequests } from "./refusal.ts";
import { Described, RawJson } from "./result.ts";

/** What goes back over HTTP. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  /** Seconds, for the Retry-After header. */
  readonly retryAfter?: number;
  /** Milliseconds to wait before the answer. */
  readonly delayMs?: number;
  /** Breaks the connection instead of answering. */
  readonly reset?: true;
}

/** A result in its envelope. */
export function successReply(outcome: unknown): Reply {
  if (outcome instanceof RawJson)
    return { status: 200, body: `{"ok":true,"result":${outcome.text}}` };
  if (outcome instanceof Described) {
    const { result, description } = outcome;
    return { status: 200, body: JSON.stringify({ ok: true, result, description }) };
  }
  return { status: 200, body: `{"ok":true,"result":${JSON.stringify(outcome)}}` };
}

/** A refusal in its envelope; anything else is a bug of this server, told on stderr, a 500. */
export function failureReply(error: unknown): Reply {
  if (error instanceof Refusal) return refusalReply(error);
  console.error("the local Telegram failed:", error);
  return refusalReply(new Refusal(500, "Internal Server Error"));
}

export function refusalReply({ code, description, parameters }: Refusal): Reply {
  const body = JSON.stringify({ ok: false, error_code: code, description, parameters });
  const retryAfter = parameters?.retry_after;
  return retryAfter === undefined ? { status: code, body } : { status: code, body, retryAfter };
}

/** The answer of a fault that keeps the call from being executed. */
export function replyBefore(fault: FaultEffect): Reply | undefined {
  switch (fault.kind) {
    case "too-many-requests":
      return refusalReply(tooManyRequests(fault.retryAfter));
    case "server-error":
      return refusalReply(
        new Refusal(fault.status, fault.status === 502 ? "Bad Gateway" : "Internal Server Error"),
      );
    case "blocked":
      return refusalReply(forbidden("bot was blocked by the user"));
    case "reset-before":
      return { ...refusalReply(badRequest("connection reset")), reset: true };
    default:
      return undefined;
  }
}

/** The answer of a call that was executed, as the fault lets it through. */
export function replyAfter(fault: FaultEffect, reply: Reply): Reply {
  if (fault.kind === "reset-after") return { ...reply, reset: true };
  return fault.kind === "delay" ? { ...reply, delayMs: fault.ms } : reply;
}
