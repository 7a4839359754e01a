/** Extra fields of a refusal, as in Telegram's `ResponseParameters`. */
export interface RefusalParameters {
  /** Seconds to wait before the next try. */
  retry_after?: number;
  migrate_to_chat_id?: number;
}

/**
 * A refusal that Telegram would send: thrown at any depth of a method and written out once, by the
 * dispatcher. It is an expected outcome, so it carries no stack (hot benchmarks refuse by design).
 */
export class Refusal {
  readonly code: number;
  readonly description: string;
  readonly parameters: RefusalParameters | undefined;

  constructor(code: number, description: string, parameters?: RefusalParameters) {
    this.code = code;
    this.description = description;
    this.parameters = parameters;
  }
}

/**
 * A 400 in Telegram's own form: the first letter of the reason is lower-cased unless the reason is
 * a server code such as BUTTON_DATA_INVALID (its second character is a capital or "_").
 */
export function badRequest(reason: string, parameters?: RefusalParameters): Refusal {
  const second = reason.charAt(1);
  const isServerCode = second === "_" || (second >= "A" && second <= "Z");
  const text = isServerCode ? reason : reason.charAt(0).toLowerCase() + reason.slice(1);
  return new Refusal(400, `Bad Request: ${text}`, parameters);
}

/** 403: the bot may not write to this person. */
export function forbidden(reason: string): Refusal {
  return new Refusal(403, `Forbidden: ${reason}`);
}

/** 429 with the seconds to wait, in words, in the parameters and (by the server) in a header. */
export function tooManyRequests(retryAfter: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${retryAfter}`, {
    retry_after: retryAfter,
  });
}
