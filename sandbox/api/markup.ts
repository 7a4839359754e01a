import { checkedUrl } from "../text/html.ts";
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

const MAX_IN_ROW = 12;
const MAX_BUTTONS = 300;
/** Undocumented: what fails with "reply markup is too long" is about this many buttons or bytes. */
const MAX_INLINE_BUTTONS = 100;
const MAX_MARKUP_BYTES = 10 * 1024;
const MAX_CALLBACK_BYTES = 64;
const MAX_PLACEHOLDER = 64;
const MAX_COPY_TEXT = 256;

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

/**
 * The semantic part, done when chat and content are known: buttons without text are left out, rows
 * and keyboards are cut as Telegram cuts them, limits are checked. Returns undefined when no button
 * is left.
 */
export function checkReplyMarkup(markup: ReplyMarkup | undefined): ReplyMarkup | undefined {
  switch (markup?.kind) {
    case "inline":
      return checkInline(markup.rows);
    case "keyboard": {
      checkPlaceholder(markup.placeholder);
      for (const button of markup.rows.flat()) checkWebApp(button, "Keyboard button");
      const rows = cut(markup.rows);
      return rows.length === 0 ? undefined : { ...markup, rows };
    }
    case "force-reply":
      checkPlaceholder(markup.placeholder);
      return markup;
    default:
      return markup;
  }
}

/** Only an inline keyboard may stand below a message that is edited. */
export function requireInline(markup: ReplyMarkup | undefined): InlineButton[][] | undefined {
  if (markup === undefined) return undefined;
  if (markup.kind !== "inline") throw badRequest("Inline keyboard expected");
  const checked = checkInline(markup.rows);
  return checked?.kind === "inline" ? checked.rows : undefined;
}

function checkInline(given: InlineButton[][]): ReplyMarkup | undefined {
  const rows = cut(given);
  if (rows.length === 0) return undefined;
  let bytes = 0;
  let count = 0;
  for (const row of rows) {
    for (const button of row) {
      count++;
      bytes += button.text.length + (button.callback_data?.length ?? 0);
      checkInlineButton(button);
    }
  }
  // Most keyboards are small: their exact size is not worth counting.
  const long = count > MAX_INLINE_BUTTONS || (bytes > 1024 && sizeOf(rows) > MAX_MARKUP_BYTES);
  if (long) throw badRequest("reply markup is too long");
  return { kind: "inline", rows };
}

function checkInlineButton(button: InlineButton): void {
  const { callback_data: data, url, copy_text: copy } = button;
  if (data !== undefined && Buffer.byteLength(data) > MAX_CALLBACK_BYTES) {
    throw badRequest("BUTTON_DATA_INVALID");
  }
  if (url !== undefined && checkedUrl(url) === undefined) {
    throw badRequest(`Inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
  }
  if (copy !== undefined && copy.text.length > MAX_COPY_TEXT) {
    throw badRequest("BUTTON_COPY_TEXT_INVALID");
  }
  checkWebApp(button, "Inline keyboard button");
}

function checkWebApp(button: { web_app?: { url: string } }, what: string): void {
  const url = button.web_app?.url;
  if (url !== undefined && !/^https:\/\//i.test(url)) {
    throw badRequest(`${what} Web App URL '${url}' is invalid: Only HTTPS links are allowed`);
  }
}

function checkPlaceholder(placeholder: string | undefined): void {
  if (placeholder !== undefined && [...placeholder].length > MAX_PLACEHOLDER) {
    throw badRequest("REPLY_MARKUP_INVALID");
  }
}

function cut<T extends { text: string }>(rows: T[][]): T[][] {
  let left = MAX_BUTTONS;
  const kept: T[][] = [];
  for (const row of rows) {
    const buttons = row.filter((button) => button.text !== "").slice(0, Math.min(MAX_IN_ROW, left));
    left -= buttons.length;
    if (buttons.length > 0) kept.push(buttons);
  }
  return kept;
}

function sizeOf(rows: unknown): number {
  return Buffer.byteLength(JSON.stringify(rows));
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
