import type { BotCommand } from "./types.ts";
import type { World } from "./world.ts";

/** The key of a list of commands: who sees it, and in which language ("" for any). */
export function commandsKey(scope: string, language: string): string {
  return `${scope}|${language}`;
}

/** The commands that a person sees: of their chat, of private chats, then the default ones. */
export function commandsFor(world: World, chatId: number, language: string): BotCommand[] {
  for (const scope of [`chat:${chatId}`, "all_private_chats", "default"]) {
    for (const code of language === "" ? [""] : [language, ""]) {
      const commands = world.bot.commands.get(commandsKey(scope, code));
      if (commands !== undefined) return commands;
    }
  }
  return [];
}
