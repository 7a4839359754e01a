import { commandsKey } from "../../world/commands.ts";
import type { BotCommand } from "../../world/types.ts";
import type { World } from "../../world/world.ts";
import type { Args } from "../args.ts";
import { findChat, type Handler } from "../call.ts";
import { badRequest } from "../refusal.ts";

const MAX_COMMANDS = 100;
const MAX_DESCRIPTION = 256;
const SCOPES = new Set([
  "default",
  "all_private_chats",
  "all_group_chats",
  "all_chat_administrators",
  "chat",
  "chat_administrators",
  "chat_member",
]);

export const getMe: Handler = ({ world }) => ({
  ...world.bot.user,
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
});

/** After this every call is refused with 400 "Logged out" until the control logs the bot in. */
export const logOut: Handler = ({ world }) => {
  world.bot.loggedOut = true;
  return true;
};

export const close: Handler = () => true;

export const setMyCommands: Handler = ({ world, args }) => {
  const value = args.json("commands", "commands");
  if (!Array.isArray(value)) throw badRequest("Expected an Array of BotCommand");
  const commands = value.map(readCommand);
  if (commands.length > MAX_COMMANDS) throw badRequest("BOT_COMMANDS_TOO_MUCH");
  world.bot.commands.set(keyOfCommands(world, args), commands);
  world.events.emit("bot");
  return true;
};

export const getMyCommands: Handler = ({ world, args }) =>
  world.bot.commands.get(keyOfCommands(world, args)) ?? [];

export const deleteMyCommands: Handler = ({ world, args }) => {
  world.bot.commands.delete(keyOfCommands(world, args));
  world.events.emit("bot");
  return true;
};

export const setMyName = profileSetter("names", "name", 64);
export const getMyName = profileGetter("names", "name");
export const setMyDescription = profileSetter("descriptions", "description", 512);
export const getMyDescription = profileGetter("descriptions", "description");
export const setMyShortDescription = profileSetter("shortDescriptions", "short_description", 120);
export const getMyShortDescription = profileGetter("shortDescriptions", "short_description");

export const setChatMenuButton: Handler = (call) => {
  const { world, args } = call;
  const button = args.json("menu_button", "menu button") ?? { type: "default" };
  if (typeof button !== "object" || button === null || !("type" in button)) {
    throw badRequest("Can't parse menu button: MenuButton must be an Object");
  }
  if (!["default", "commands", "web_app"].includes(String(button.type))) {
    throw badRequest("Can't parse menu button: MenuButton has unsupported type");
  }
  if (args.string("chat_id") === "") world.bot.menuButton = button;
  else findChat(call).menuButton = button;
  world.events.emit("bot");
  return true;
};

export const getChatMenuButton: Handler = (call) => {
  const own = call.args.string("chat_id") === "" ? undefined : findChat(call).menuButton;
  return own ?? call.world.bot.menuButton;
};

function keyOfCommands(world: World, args: Args): string {
  const scope = args.json("scope", "BotCommandScope") ?? { type: "default" };
  if (typeof scope !== "object" || scope === null) {
    throw badRequest("Can't parse BotCommandScope: BotCommandScope must be an Object");
  }
  const { type, chat_id: chatId } = scope as { type?: string; chat_id?: number | string };
  if (type === undefined || !SCOPES.has(type)) {
    throw badRequest("Can't parse BotCommandScope: Unsupported type specified");
  }
  const language = args.string("language_code");
  if (!type.startsWith("chat")) return commandsKey(type, language);
  if (chatId === undefined)
    throw badRequest("Can't parse BotCommandScope: Empty chat_id specified");
  if (!world.chats.get(Number(chatId))?.met) throw badRequest("chat not found");
  if (type !== "chat") throw badRequest("Can't use specified scope in private chats");
  return commandsKey(`chat:${chatId}`, language);
}

function readCommand(value: unknown): BotCommand {
  const refuse = (reason: string) => badRequest(`Can't parse BotCommand: ${reason}`);
  if (typeof value !== "object" || value === null) throw refuse("expected an Object");
  const { command, description } = value as Partial<BotCommand>;
  if (typeof command !== "string") throw refuse(`Can't find field "command"`);
  if (typeof description !== "string") throw refuse(`Can't find field "description"`);
  const name = command.startsWith("/") ? command.slice(1) : command;
  if (!/^[a-z0-9_]{1,32}$/.test(name)) throw badRequest("BOT_COMMAND_INVALID");
  if (description === "" || [...description].length > MAX_DESCRIPTION) {
    throw badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
  }
  return { command: name, description };
}

type ProfileText = "names" | "descriptions" | "shortDescriptions";

const TOO_LONG: Record<ProfileText, string> = {
  names: "BOT_TITLE_INVALID",
  descriptions: "BOT_DESCRIPTION_INVALID",
  shortDescriptions: "BOT_SHORT_DESCRIPTION_INVALID",
};

function profileSetter(texts: ProfileText, field: string, max: number): Handler {
  return ({ world, args }) => {
    const text = args.string(field);
    if ([...text].length > max) throw badRequest(TOO_LONG[texts]);
    world.bot[texts].set(args.string("language_code"), text);
    if (texts === "names" && args.string("language_code") === "" && text !== "") {
      world.bot.user.first_name = text;
    }
    world.events.emit("bot");
    return true;
  };
}

function profileGetter(texts: ProfileText, field: string): Handler {
  return ({ world, args }) => {
    const all = world.bot[texts];
    return { [field]: all.get(args.string("language_code")) ?? all.get("") ?? "" };
  };
}
