import type { Translate } from "../texts/texts.ts";
import type { Call } from "./client.ts";

/** What anybody finds in the menu of commands. */
export const EVERYBODYS_COMMANDS = [
  "start",
  "contract",
  "report",
  "help",
  "language",
  "cancel",
  "privacy",
] as const;

/** Commands with their words, as Telegram takes them; the words are `common:command.<command>`. */
export function described(t: Translate, commands: readonly string[]) {
  return commands.map((command) => ({ command, description: t(`common:command.${command}`) }));
}

/**
 * The menu of one chat: commands of its own before everybody's. It stands in for the menus by language,
 * so its words are those of the language that the person chose; without own commands it goes again.
 */
export function menuOf(chat: string, t: Translate, own: readonly string[]): Call {
  const scope = { type: "chat", chat_id: chat };
  return own.length === 0
    ? { method: "deleteMyCommands", payload: { scope } }
    : {
        method: "setMyCommands",
        payload: { commands: described(t, [...own, ...EVERYBODYS_COMMANDS]), scope },
      };
}
