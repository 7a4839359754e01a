import type { CallRecord } from "../../sandbox/client.ts";

/** A question with everything around it, and any other screen, in signs. */
const LONGEST_QUESTION = 600;
const LONGEST_SCREEN = 1500;

/** The number of a question, in each language. */
const IS_QUESTION = /^(?:.*\n\n)?(?:Вопрос \d+ из \d+|\d+-сұрақ|Question \d+ of \d+)/s;

/**
 * What must hold for everything that the bot says, whatever the scenario is about: Telegram takes
 * it, a screen is short enough to be read, and there is always a way on.
 */
export function faultsOf(calls: readonly CallRecord[]): string[] {
  return calls.flatMap((call) => [...refused(call), ...unreadable(call)]);
}

function refused({ ok, method, description = "", fault, status }: CallRecord): string[] {
  const expected =
    ok ||
    fault !== undefined ||
    // The person blocked the bot: only a scenario can make them do that.
    status === 403 ||
    // The screen says already what it should.
    description.includes("message is not modified");
  return expected ? [] : [`${method} was refused: ${description}`];
}

function unreadable({ ok, method, params }: CallRecord): string[] {
  const { text, reply_markup } = params;
  if (!ok || !/^(sendMessage|editMessageText)$/.test(method) || typeof text !== "string") return [];
  const shown = text.replace(/<[^>]+>/g, "");
  const markup = typeof reply_markup === "string" ? reply_markup : JSON.stringify(reply_markup);
  const limit = IS_QUESTION.test(shown) ? LONGEST_QUESTION : LONGEST_SCREEN;
  return [
    ...(shown.length > limit ? [`${shown.length} signs are too many (${limit}):\n${shown}`] : []),
    ...(markup?.includes("callback_data") ? [] : [`No way on from here:\n${shown}`]),
  ];
}
