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
  return calls.flatMap((call, at) => [
    ...refused(call),
    ...tooLong(call),
    ...deadEnd(call, calls.slice(at + 1)),
  ]);
}

function refused({ ok, method, description = "", fault, status }: CallRecord): string[] {
  const expected =
    ok ||
    fault !== undefined ||
    // The person blocked the bot: only a scenario can make them do that.
    status === 403 ||
    // Asked to wait, as when started twice in a second: it is tried again.
    status === 429 ||
    // The screen says already what it should, or the press was answered before.
    /message is not modified|query is too old/.test(description) ||
    // Bots are given no file of more than 20 MB; the person is told.
    (method === "getFile" && description.includes("file is too big"));
  return expected ? [] : [`${method} was refused: ${description}`];
}

function tooLong(call: CallRecord): string[] {
  const shown = shownBy(call);
  const limit = IS_QUESTION.test(shown) ? LONGEST_QUESTION : LONGEST_SCREEN;
  return shown.length > limit
    ? [`${shown.length} signs are too many (${limit} at most):\n${shown}`]
    : [];
}

/** A message without buttons is a note, and the screen follows at once. */
function deadEnd(call: CallRecord, later: readonly CallRecord[]): string[] {
  if (shownBy(call) === "" || hasButtons(call)) return [];
  const { chat_id } = call.params;
  const next = later.find((one) => one.params.chat_id === chat_id);
  return next && hasButtons(next) ? [] : [`No way on from here:\n${shownBy(call)}`];
}

function hasButtons({ params }: CallRecord): boolean {
  return /callback_data|request_location/.test(JSON.stringify(params.reply_markup ?? ""));
}

/** The words of a message that reached the person; "" for any other call. */
function shownBy({ ok, method, params }: CallRecord): string {
  const { text } = params;
  const isMessage = ok && /^(sendMessage|editMessageText)$/.test(method);
  return isMessage && typeof text === "string" ? text.replace(/<[^>]+>/g, "") : "";
}
