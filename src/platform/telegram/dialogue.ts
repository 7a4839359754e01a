import { createHash } from "node:crypto";
import { Composer } from "grammy";
import type { Message } from "grammy/types";
import type { Outgoing, ScreenRef } from "../conversation/conversation.ts";
import { askLanguage, LANGUAGE_SCREEN } from "./language.ts";
import { readMedia } from "./media.ts";
import { placeButton } from "./place-button.ts";
import {
  type Feature,
  type Handler,
  type Reply,
  readPress,
  type Screen,
  viewCalls,
} from "./screen.ts";
import { type Ctx, FIRST_SCREEN } from "./turn.ts";

/** Tells any update of a private chat to the feature that it belongs to, then shows the current screen. */
export interface Dialogue {
  readonly composer: Composer<Ctx>;
  /** Shows where the person is, as a new message. Used when something of ours failed. */
  show(ctx: Ctx, note?: string): Promise<void>;
}

export function createDialogue(features: readonly Feature[]): Dialogue {
  const screens = unique<Screen>(
    features.map(({ screens }) => screens),
    "screen",
  );
  const presses = unique<Handler>(
    features.map(({ presses }) => presses ?? {}),
    "press",
  );
  const commands = unique<Handler>(
    features.map(({ commands }) => commands ?? {}),
    "command",
  );
  const notices = unique<Handler>(
    features.map(({ notices }) => notices ?? {}),
    "notice",
  );
  const composer = new Composer<Ctx>();

  function current(ctx: Ctx): { screen: Screen; ref: ScreenRef } {
    const { turn } = ctx;
    if (!turn.chosenLocale && screens.has(LANGUAGE_SCREEN)) askLanguage(turn);
    // A release may have removed a screen that someone is on.
    if (!screens.has(turn.screen.name)) turn.go(FIRST_SCREEN);
    const screen = screens.get(turn.screen.name);
    if (!screen) throw new Error("There is no first screen");
    return { screen, ref: turn.screen };
  }

  async function show(ctx: Ctx, note?: string, edit?: number): Promise<void> {
    const { screen, ref } = current(ctx);
    const view = await screen.view(ctx, ref, note !== undefined);
    const { turn } = ctx;
    const text = note ? `${note}\n\n${view.text}` : view.text;
    const { before, after } = placeButton(ctx, view.asksPlace ?? false);
    turn.outgoing.push(...before);
    // Something was said in between: the screen goes below it, where it is seen.
    const place = turn.outgoing.some(({ call }) => call.method.startsWith("send"))
      ? undefined
      : edit;
    const calls = viewCalls({ ...view, text }, turn.chat, turn.stamp, place);
    turn.outgoing.push(...calls.map((call): Outgoing => ({ call, orSend: true })), ...after);
  }

  /** The step that changes something: what was shown before is out of date from now on. */
  async function step<T>(
    ctx: Ctx,
    handler: (ctx: Ctx, argument: T) => ReturnType<Handler>,
    argument: T,
  ): Promise<boolean> {
    const accepted = (await handler(ctx, argument)) !== false;
    if (accepted) ctx.turn.stamp += 1;
    return accepted;
  }

  /**
   * The same for what may be part of an album: each part is taken, only the first is answered, and those
   * that lead elsewhere, as one does that is not taken.
   */
  async function take<T>(
    ctx: Ctx,
    handler: (ctx: Ctx, argument: T) => ReturnType<Handler>,
    argument: T,
  ): Promise<boolean> {
    const { turn } = ctx;
    if (isNextOfAlbum(ctx)) {
      const before = JSON.stringify(turn.screen);
      if ((await handler(ctx, argument)) === false) return false;
      if (JSON.stringify(turn.screen) === before) return true;
      turn.stamp += 1;
      await show(ctx);
      return true;
    }
    if (!(await step(ctx, handler, argument))) return false;
    turn.album = ctx.message?.media_group_id ?? turn.album;
    await show(ctx);
    return true;
  }

  composer.on("callback_query", async (ctx) => {
    const { turn, callbackQuery: query } = ctx;
    const message = query.message;
    // A message of more than two days ago may be out of reach; then the answer is a new one.
    const edit = message && message.date > 0 ? message.message_id : undefined;
    const answer = (text?: string) =>
      turn.hints.push({
        method: "answerCallbackQuery",
        payload: { callback_query_id: query.id, ...(text ? { text } : {}) },
      });
    const data = query.data ?? "";
    const press = readPress(data);
    const { screen } = current(ctx);
    if (press?.stamp === undefined) {
      const { stamp } = turn;
      const again = turn.lastPress === pressMark(noticePress(data, stamp));
      const notice = press && notices.get(press.action);
      const accepted = notice && (await step(ctx, notice, press.argument));
      // Pressed twice in a row: where it led is shown again, and what was shown before stays as good.
      if (accepted && again) turn.stamp = stamp;
      if (accepted) turn.lastPress = pressMark(noticePress(data, turn.stamp));
      answer(accepted ? undefined : turn.t("common:out_of_date"));
      // The notice stays as it is; where it led is a new message below.
      return show(ctx);
    }
    const handler = screen.presses?.[press.action] ?? presses.get(press.action);
    const fresh = handler && press.stamp === turn.stamp;
    if (fresh && (await step(ctx, handler, press.argument))) {
      turn.lastPress = pressMark(data);
      answer();
      return show(ctx, undefined, edit);
    }
    answer(pressMark(data) === turn.lastPress ? undefined : turn.t("common:out_of_date"));
    return show(ctx, undefined, edit);
  });

  composer.on("message:entities:bot_command", async (ctx, next) => {
    const { text } = ctx.message;
    const command = /^\/([a-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?$/is.exec(text ?? "");
    const handler = command && commands.get(command[1]?.toLowerCase() ?? "");
    if (!handler) return next();
    await step(ctx, handler, command[2] ?? "");
    return show(ctx);
  });

  composer.on("message", async (ctx, next) => {
    const reply = readReply(ctx.message);
    for (const { reply: handler } of reply ? features : []) {
      if (handler && reply && (await take(ctx, handler, reply))) return;
    }
    return next();
  });

  composer.on("message:text", async (ctx) => {
    const { turn } = ctx;
    const { screen } = current(ctx);
    if (!screen.text) return show(ctx, turn.t("common:press_a_button"));
    const accepted = await step(ctx, screen.text, ctx.message.text);
    return show(ctx, accepted ? undefined : turn.t("common:press_a_button"));
  });

  composer.on("message", async (ctx) => {
    const { turn } = ctx;
    const { screen } = current(ctx);
    const media = readMedia(ctx.message);
    if (media && screen.media && (await take(ctx, screen.media, media))) return;
    if (isNextOfAlbum(ctx)) return;
    turn.album = ctx.message.media_group_id ?? turn.album;
    return show(ctx, turn.t(`common:${unreadable(ctx.message)}`));
  });

  composer.on("edited_message", (ctx) => show(ctx, ctx.turn.t("common:edits_are_not_seen")));

  return { composer, show: (ctx, note) => show(ctx, note) };
}

/**
 * Tells whether a press is the one before, and nothing else: it is so short that what a button carries,
 * such as the place where somebody stands, cannot be read from it.
 */
function pressMark(data: string): string {
  return createHash("sha256").update(data).digest("hex").slice(0, 4);
}

/** A press of what the bot said first, and the screen that it led to. */
function noticePress(data: string, stamp: number): string {
  return `${stamp}${data}`;
}

/** The pictures of an album come one by one. */
function isNextOfAlbum({ turn, message }: Ctx): boolean {
  const album = message?.media_group_id;
  return album !== undefined && turn.album === album;
}

/** @returns undefined for an answer of a kind that nobody takes */
function readReply(message: Message): Reply | undefined {
  const to = message.reply_to_message?.message_id;
  const { text } = message;
  const content = text === undefined ? readMedia(message) : { kind: "text" as const, text };
  return to !== undefined && content ? { to, content } : undefined;
}

function unreadable(message: Message): string {
  if (message.voice ?? message.video_note ?? message.audio) return "cannot_listen";
  if (message.photo ?? message.document ?? message.video) return "cannot_take_files";
  return "cannot_read";
}

function unique<T>(parts: readonly Readonly<Record<string, T>>[], what: string): Map<string, T> {
  const all = new Map<string, T>();
  for (const part of parts) {
    for (const [name, value] of Object.entries(part)) {
      if (all.has(name)) throw new Error(`Two features bring the ${what} ${name}`);
      all.set(name, value);
    }
  }
  return all;
}
