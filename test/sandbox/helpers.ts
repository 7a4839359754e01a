import { type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox/server.ts";

/** JSON whose fields a test looks at by name. */
// biome-ignore lint/suspicious/noExplicitAny: its shape differs by method and by kind of update
export type Json = any;

export interface ApiAnswer {
  ok: boolean;
  result?: Json;
  error_code?: number;
  description?: string;
  parameters?: { retry_after?: number };
}

/** A person who has already written to the bot. */
export const ANNA = { id: 7, first_name: "Анна", language_code: "ru", started: true } as const;

/** Starts a local Telegram with one person in it. */
export async function sandboxWithAnna(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ seed: 1, ...options });
  sandbox.control.user(ANNA);
  return sandbox;
}

/** Calls a method as a client library does, with a JSON body. */
export async function call(
  sandbox: Sandbox,
  method: string,
  params: Record<string, unknown> = {},
): Promise<ApiAnswer> {
  const response = await fetch(`${sandbox.apiRoot}/bot${sandbox.botToken}/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(params),
  });
  return (await response.json()) as ApiAnswer;
}

/** Sends a plain text to Anna and gives its id. */
export async function sendText(sandbox: Sandbox, more: Record<string, unknown> = {}) {
  const answer = await call(sandbox, "sendMessage", { chat_id: ANNA.id, text: "Текст", ...more });
  return answer.result.message_id as number;
}

export function inlineKeyboard(...buttons: Record<string, unknown>[]) {
  return { inline_keyboard: [buttons] };
}
