import type { ScreenRef } from "../conversation/conversation.ts";
import { escapeHtml, type Translate } from "../texts/texts.ts";
import type { Call } from "./client.ts";
import type { Media } from "./media.ts";
import type { Ctx } from "./turn.ts";

/** What a person sees: a text in Telegram's HTML and rows of buttons. */
export interface View {
  readonly text: string;
  readonly rows?: readonly (readonly Button[])[];
  /** It asks where the person is: Telegram's own button to send that stands below the input field. */
  readonly asksPlace?: boolean;
}

export type Button =
  | { readonly label: string; readonly action: string; readonly argument?: string }
  | { readonly label: string; readonly url: string };

/**
 * A screen is computed from the conversation and the data, so it can be shown again at any time: after a
 * restart, in another language, or when an old button is pressed.
 */
export interface Screen {
  /** @param refused what was just sent was not taken: nothing is to be said of what was taken before it */
  view(ctx: Ctx, screen: ScreenRef, refused?: boolean): View | Promise<View>;
  /** What its buttons do, by action. A press of anything else is out of date. */
  readonly presses?: Readonly<Record<string, Handler>>;
  /** What a typed text means here; without it, the person is asked to press a button. */
  readonly text?: Handler;
  /** What a photo, document or place means here; without it, the person is asked for words. */
  readonly media?: (ctx: Ctx, media: Media) => Outcome | Promise<Outcome>;
}

/** `argument` is untrusted: whoever pressed may have made it up. Return false to refuse it. */
export type Handler = (ctx: Ctx, argument: string) => Outcome | Promise<Outcome>;

// biome-ignore lint/suspicious/noConfusingVoidType: a handler that accepts simply returns
type Outcome = void | false;

/** What one feature brings to the chat. */
export interface Feature {
  readonly name: string;
  readonly screens: Readonly<Record<string, Screen>>;
  /** Work from anywhere: buttons to come home, to help … */
  readonly presses?: Readonly<Record<string, Handler>>;
  readonly commands?: Readonly<Record<string, Handler>>;
  /** What the buttons of messages do that the bot sent first: they do not belong to a screen. */
  readonly notices?: Readonly<Record<string, Handler>>;
  /** A message that answers another one, from anywhere; false when that one is none of the feature's. */
  readonly reply?: (ctx: Ctx, reply: Reply) => Outcome | Promise<Outcome>;
}

/** A message of someone who used Telegram's own "Reply". */
export interface Reply {
  /** Telegram's number, in this chat, of the message that is answered. */
  readonly to: number;
  readonly content: Media | { readonly kind: "text"; readonly text: string };
}

const CALLBACK_BYTES = 64;
const MESSAGE_LENGTH = 4096;
const NOTICE = "!";

/** `<stamp>.<action>.<argument>`: short, and of no meaning to anyone else. */
export function buttonData(stamp: number, action: string, argument = ""): string {
  const data = `${stamp.toString(36)}.${action}.${argument}`;
  if (Buffer.byteLength(data) > CALLBACK_BYTES) throw new Error(`Button data too long: ${action}`);
  return data;
}

/** The data of a button on a message that the bot sent first; it stays valid as long as its reason. */
export function noticeData(action: string, argument = ""): string {
  return `${NOTICE}.${action}.${argument}`;
}

export interface Press {
  /** The screen that the button belongs to; undefined for a message that the bot sent first. */
  readonly stamp: number | undefined;
  readonly action: string;
  readonly argument: string;
}

/** @returns undefined for data that no button of ours has. */
export function readPress(data: string): Press | undefined {
  const match = /^([0-9a-z]{1,10}|!)\.([A-Za-z_]{1,32})\.(.*)$/s.exec(data);
  if (!match) return undefined;
  const [, stamp = "", action = "", argument = ""] = match;
  return { stamp: stamp === NOTICE ? undefined : Number.parseInt(stamp, 36), action, argument };
}

/** The message of a view: a new one, or the text of the message whose button was pressed. */
export function viewCalls(
  view: View,
  chat: string,
  stamp: number,
  edit: number | undefined,
): Call[] {
  const markup = view.rows && {
    reply_markup: { inline_keyboard: view.rows.map((row) => row.map(toButton)) },
  };
  function toButton(button: Button) {
    if ("url" in button) return { text: button.label, url: button.url };
    return { text: button.label, callback_data: buttonData(stamp, button.action, button.argument) };
  }
  const parts = split(view.text);
  const last = parts.length - 1;
  return parts.map((text, at) => {
    const payload = { chat_id: chat, text, parse_mode: "HTML", ...(at === last ? markup : {}) };
    return edit !== undefined && at === 0
      ? { method: "editMessageText", payload: { ...payload, message_id: edit } }
      : { method: "sendMessage", payload };
  });
}

/**
 * Long results go on in a next message: cut between paragraphs, a paragraph that is too long for one message
 * between its lines. No tag goes over more than a line, so that none is torn.
 */
function split(text: string): string[] {
  const parts: string[] = [];
  for (const paragraph of text.split("\n\n")) {
    const lines = paragraph.length > MESSAGE_LENGTH ? paragraph.split("\n") : [paragraph];
    for (const [at, line] of lines.entries()) {
      const last = parts.pop();
      const longer = last === undefined ? line : `${last}${at === 0 ? "\n\n" : "\n"}${line}`;
      if (last === undefined || longer.length <= MESSAGE_LENGTH) parts.push(longer);
      else parts.push(last, line);
    }
  }
  return parts;
}

/** Buttons in rows of at most so many. */
export function inRows<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}

/** The way home that every screen offers. */
export function homeButton(t: Translate): Button {
  return { label: t("common:button.home"), action: "home" };
}

export { escapeHtml };
