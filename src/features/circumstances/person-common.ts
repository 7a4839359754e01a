import { type Button, homeButton, type View } from "../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";

/** The screen of one circumstance of the person's own. */
export const ONE = "circumstance";

export function missing({ t }: OpenTurn): View {
  return { text: t("circumstances:missing"), rows: [[homeButton(t)]] };
}

export function backRows({ t }: OpenTurn): Button[][] {
  return [[{ label: t("circumstances:button.contract"), action: "mine" }], [homeButton(t)]];
}
