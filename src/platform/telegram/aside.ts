import type { ScreenRef } from "../conversation/conversation.ts";
import { type Button, homeButton } from "./screen.ts";
import { FIRST_SCREEN, type OpenTurn } from "./turn.ts";

const BEFORE = "aside.before";

/** Goes to a screen that interrupts what the person is doing, such as help; `comeBack` leads back. */
export function stepAside(turn: OpenTurn, screen: ScreenRef): void {
  if (!turn.screen.aside) turn.keep(BEFORE, turn.screen);
  turn.go({ ...screen, aside: true });
}

export function comeBack(turn: OpenTurn): void {
  turn.go(turn.slot(BEFORE, FIRST_SCREEN));
}

/** The ways out of an interruption: back to what was interrupted, and home. */
export function waysOut(turn: OpenTurn): Button[][] {
  const before = turn.slot(BEFORE, FIRST_SCREEN);
  const interrupted = turn.screen.aside === true && before.name !== FIRST_SCREEN.name;
  return [
    ...(interrupted ? [[{ label: turn.t("common:button.back"), action: "come_back" }]] : []),
    [homeButton(turn.t)],
  ];
}
