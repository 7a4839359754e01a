import type { Outgoing } from "../conversation/conversation.ts";
import type { Ctx } from "./turn.ts";

/**
 * The button below the input field with which one sends where one stands: one press instead of a way
 * through Telegram's menus. It belongs to no message that can be changed, so it comes with one of its own
 * and goes with another one. The conversation knows whether it is there: shown again, a screen brings no
 * second one, and whatever screen comes next takes it away.
 *
 * @param wanted whether the screen that is shown now asks where one is
 * @returns what is said before the screen and after it
 */
export function placeButton(
  { turn, message }: Ctx,
  wanted: boolean,
): { readonly before: readonly Outgoing[]; readonly after: readonly Outgoing[] } {
  const { t, chat, loaded } = turn;
  const located = message?.location !== undefined;
  // Pressed by somebody of whom nothing is known any more: it was left when that was lost.
  const there = turn.placeButton || (located && loaded.version === 0);
  turn.placeButton = wanted;
  if (wanted === there) return { before: [], after: [] };
  const say = (text: string, reply_markup: object): Outgoing => ({
    call: { method: "sendMessage", payload: { chat_id: chat, text, reply_markup } },
  });
  if (!wanted) {
    const taken = located && loaded.version > 0;
    const text = t(taken ? "common:place.taken" : "common:place.gone");
    return { before: [say(text, { remove_keyboard: true })], after: [] };
  }
  const keyboard = {
    keyboard: [[{ text: t("common:place.button"), request_location: true }]],
    resize_keyboard: true,
    one_time_keyboard: true,
    input_field_placeholder: t("common:place.town"),
  };
  return { before: [], after: [say(t("common:place.hint"), keyboard)] };
}
