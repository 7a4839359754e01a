import type { InlineButton, KeyboardButton } from "../world/types.ts";
import type { Args } from "./args.ts";
import { badRequest, type Refusal } from "./refusal.ts";

/** What stands below a message: one markup at most. */
export type ReplyMarkup =
  | { readonly kind: "inline"; readonly rows: InlineButton[][] }
  | {
      readonly kind: "keyboard";
      readonly rows: KeyboardButton[][];
      readonly oneTime: boolean;
      readonly resize: boolean;
      readonly placeholder: string | undefined;
    }
  | { readonly kind: "remove" }
  | { readonly kind: "force-reply"; readonly placeholder: string | undefined };

type Json = Record<string, unknown>;

/**
 * Reads `reply_markup`; undefined when there is none. This is the syntactic part, done before the
 * chat is looked up: an empty keyboard counts as no markup.
 */
export function parseReplyMarkup(args: Args): ReplyMarkup | undefined {
  const value = args.json("reply_markup", "reply keyboard markup");
  if (value === undefined) return undefined;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw badRequest("Object expected as reply markup");
  }
  const markup = value as Json;
  const keyboard = rowsOf(markup, "keyboard", keyboardButton);
  const inline = rowsOf(markup, "inline_keyboard", inlineButton);
  const placeholder = optionalString(markup, "input_field_placeholder");
  if (keyboard.length > 0) {
    return {
      kind: "keyboard",
      rows: keyboard,
      oneTime: markup.one_time_keyboard === true,
      resize: markup.resize_keyboard === true,
      placeholder,
    };
  }
  if (inline.length > 0) return { kind: "inline", rows: inline };
  if (markup.remove_keyboard === true) return { kind: "remove" };
  return markup.force_reply === true ? { kind: "force-reply", placeholder } : undefined;
}

function rowsOf<T>(markup: Json, field: string, read: (value: unknown) => T): T[][] {
  const rows = markup[field];
  if (rows === undefined || rows === null) return [];
  if (!Array.isArray(rows)) throw badRequest(`Field "${field}" must be of type Array`);
  return rows.map((row: unknown) => {
    if (!Array.isArray(row)) {
      const owner = field === "inline_keyboard" ? " of the InlineKeyboardMarkup" : "";
      throw badRequest(`Field "${field}"${owner} must be an Array of Arrays`);
    }
    return row.map(read);
  });
}

function keyboardButton(value: unknown): KeyboardButton {
  if (typeof value === "string") return { text: value };
  const refuse = (reason: string) => badRequest(`Can't parse keyboard button: ${reason}`);
  if (!isObject(value)) throw refuse("KeyboardButton must be a String or an Object");
  requireString(value, "text", refuse);
  return value as unknown as KeyboardButton;
}

const ACTIONS = [
  "callback_game",
  "pay",
  "switch_inline_query",
  "switch_inline_query_chosen_chat",
  "switch_inline_query_current_chat",
  "login_url",
  "web_app",
  "copy_text",
];

function inlineButton(value: unknown): InlineButton {
  const refuse = (reason: string) => badRequest(`Can't parse inline keyboard button: ${reason}`);
  if (!isObject(value)) throw refuse("InlineKeyboardButton must be an Object");
  requireString(value, "text", refuse);
  for (const field of ["url", "callback_data"]) {
    const content = value[field];
    if (content !== undefined && typeof content !== "string" && typeof content !== "number") {
      throw refuse(`Field "${field}" must be of type String`);
    }
  }
  const acts =
    Boolean(value.url) || Boolean(value.callback_data) || ACTIONS.some((a) => a in value);
  if (!acts) throw refuse("Text buttons are unallowed in the inline keyboard");
  if (typeof value.callback_data === "number") {
    return { ...value, callback_data: String(value.callback_data) } as unknown as InlineButton;
  }
  return value as unknown as InlineButton;
}

function requireString(object: Json, field: string, refuse: (reason: string) => Refusal): void {
  const value = object[field];
  if (value === undefined) throw refuse(`Can't find field "${field}"`);
  if (typeof value !== "string") throw refuse(`Field "${field}" must be of type String`);
}

function optionalString(object: Json, field: string): string | undefined {
  const value = object[field];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
