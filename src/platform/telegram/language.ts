import { FIRST_SCREEN, type OpenTurn } from "./turn.ts";

/** Where the language is chosen; those who have not chosen see no other screen. */
export const LANGUAGE_SCREEN = "language";

const BEFORE = "language.before";

/** Asks for the language; what stands on the screen now is shown again in the one that is chosen. */
export function askLanguage(turn: OpenTurn): void {
  if (turn.screen.name === LANGUAGE_SCREEN) return;
  turn.keep(BEFORE, turn.screen);
  turn.go({ name: LANGUAGE_SCREEN });
}

/** Goes on where the language was asked for. */
export function languageChosen(turn: OpenTurn): void {
  turn.go(turn.slot(BEFORE, FIRST_SCREEN));
}
