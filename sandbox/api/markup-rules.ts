import { checkedUrl } from "../text/links.ts";
import type { InlineButton } from "../world/types.ts";
import type { ReplyMarkup } from "./markup.ts";
import { badRequest } from "./refusal.ts";

const MAX_IN_ROW = 12;
const MAX_BUTTONS = 300;
/** Undocumented: what fails with "reply markup is too long" is about this many buttons or bytes. */
const MAX_INLINE_BUTTONS = 100;
const MAX_MARKUP_BYTES = 10 * 1024;
const MAX_CALLBACK_BYTES = 64;
const MAX_PLACEHOLDER = 64;
const MAX_COPY_TEXT = 256;

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
