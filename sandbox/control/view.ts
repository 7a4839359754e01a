import type { Entity } from "../text/entities.ts";
import { renderHtml } from "../text/render.ts";
import type { Chat, StoredMessage, Toast } from "../world/chat.ts";
import { commandsFor } from "../world/commands.ts";
import type {
  ApiLocation,
  ApiMessage,
  BotCommand,
  InlineButton,
  KeyboardButton,
  SandboxUser,
} from "../world/types.ts";
import type { World } from "../world/world.ts";

export type MessageKind =
  | "text"
  | "photo"
  | "document"
  | "voice"
  | "video"
  | "sticker"
  | "venue"
  | "location"
  | "contact"
  | "pinned";

export interface FileView {
  readonly fileId: string;
  readonly name: string;
  readonly mimeType: string;
  readonly size: number;
  /** Path on the sandbox from which the bytes can be downloaded. */
  readonly url: string;
  readonly width?: number;
  readonly height?: number;
}

/** A message as the person sees it now. */
export interface MessageView {
  readonly id: number;
  readonly from: "bot" | "user";
  readonly kind: MessageKind;
  /** Unix seconds. */
  readonly date: number;
  readonly edited: boolean;
  /** Revision of its last change, to be compared with the `since` of waiting. */
  readonly revision: number;
  /** Text or caption without styles; "" when there is none. */
  readonly text: string;
  /** The same in Telegram's HTML style. */
  readonly html: string;
  readonly entities: readonly Entity[];
  /** Rows of buttons below the message. */
  readonly inline: readonly (readonly InlineButton[])[];
  readonly file?: FileView;
  readonly venue?: { readonly title: string; readonly address: string };
  readonly location?: ApiLocation;
  readonly contact?: NonNullable<ApiMessage["contact"]>;
  readonly albumId?: string;
  readonly replyTo?: { readonly id: number; readonly text: string };
  readonly forwarded: boolean;
  readonly protected: boolean;
  readonly reaction?: string;
  /** The emoji that a sticker stands for. */
  readonly emoji?: string;
}

export interface KeyboardView {
  readonly rows: readonly (readonly KeyboardButton[])[];
  readonly resize: boolean;
  readonly placeholder?: string;
  /** A used one-time keyboard is folded away but can be brought back. */
  readonly hidden: boolean;
}

/** What changed in a chat after a revision; everything when `full`. */
export interface ChatView {
  readonly user: SandboxUser;
  readonly revision: number;
  readonly full: boolean;
  readonly met: boolean;
  readonly blocked: boolean;
  /** Changed messages in order; all of them when `full`. */
  readonly messages: readonly MessageView[];
  readonly deleted: readonly number[];
  readonly keyboard: KeyboardView | null;
  readonly forceReply: { readonly messageId: number; readonly placeholder?: string } | null;
  /** "typing" and the like, while it is shown, with the milliseconds that are left. */
  readonly action: { readonly name: string; readonly forMs: number } | null;
  readonly pinned: readonly number[];
  readonly commands: readonly BotCommand[];
  readonly bot: { readonly name: string; readonly username: string; readonly description: string };
  readonly toasts: readonly Toast[];
}

/** The chat after revision `since`; without it, or when that is too long ago, the whole chat. */
export function viewChat(world: World, chat: Chat, since?: number): ChatView {
  const changed = since === undefined ? undefined : chat.changedSince(since);
  const stored =
    changed === undefined
      ? [...chat.messages.values()]
      : [...changed].sort((a, b) => a - b).flatMap((id) => chat.messages.get(id) ?? []);
  const deleted = changed === undefined ? [] : [...changed].filter((id) => !chat.messages.has(id));
  const now = world.clock.now();
  const { action, keyboard, forceReply } = chat;
  const language = chat.user.language_code ?? "";
  return {
    user: chat.user,
    revision: world.revision,
    full: changed === undefined,
    met: chat.met,
    blocked: chat.blocked,
    messages: stored.map((message) => viewMessage(world, message)),
    deleted,
    keyboard:
      keyboard === undefined
        ? null
        : {
            rows: keyboard.rows,
            resize: keyboard.resize,
            hidden: keyboard.hidden,
            ...(keyboard.placeholder === undefined ? {} : { placeholder: keyboard.placeholder }),
          },
    forceReply:
      forceReply === undefined
        ? null
        : {
            messageId: forceReply.messageId,
            ...(forceReply.placeholder === undefined
              ? {}
              : { placeholder: forceReply.placeholder }),
          },
    action:
      action !== undefined && action.until > now
        ? { name: action.name, forMs: action.until - now }
        : null,
    pinned: chat.pinned,
    commands: commandsFor(world, chat.id, language),
    bot: viewBot(world, language),
    toasts: chat.toasts.filter((toast) => toast.revision > (since ?? 0)),
  };
}

export function viewMessage(world: World, stored: StoredMessage): MessageView {
  const { message } = stored;
  const text = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities ?? [];
  const reply = message.reply_to_message;
  const file = viewFile(world, message);
  return {
    id: message.message_id,
    from: stored.outgoing ? "bot" : "user",
    kind: kindOf(message),
    date: message.date,
    edited: message.edit_date !== undefined,
    revision: stored.revision,
    text,
    html: renderHtml({ text, entities }),
    entities,
    inline: message.reply_markup?.inline_keyboard ?? [],
    forwarded: message.forward_origin !== undefined,
    protected: message.has_protected_content === true,
    ...(file === undefined ? {} : { file }),
    ...(message.venue === undefined
      ? {}
      : { venue: { title: message.venue.title, address: message.venue.address } }),
    ...(message.location === undefined ? {} : { location: message.location }),
    ...(message.contact === undefined ? {} : { contact: message.contact }),
    ...(message.media_group_id === undefined ? {} : { albumId: message.media_group_id }),
    ...(reply === undefined
      ? {}
      : { replyTo: { id: reply.message_id, text: reply.text ?? reply.caption ?? "" } }),
    ...(message.sticker?.emoji === undefined ? {} : { emoji: message.sticker.emoji }),
    ...(stored.reaction === undefined ? {} : { reaction: stored.reaction }),
  };
}

function viewBot(world: World, language: string) {
  const { bot } = world;
  const pick = (texts: Map<string, string>) => texts.get(language) ?? texts.get("") ?? "";
  return {
    name: pick(bot.names) || bot.user.first_name,
    username: bot.user.username ?? "",
    description: pick(bot.descriptions),
  };
}

function kindOf(message: ApiMessage): MessageKind {
  if (message.pinned_message !== undefined) return "pinned";
  const kinds = ["photo", "document", "voice", "video", "sticker", "venue", "location", "contact"];
  return (kinds.find((kind) => kind in message) ?? "text") as MessageKind;
}

function viewFile(world: World, message: ApiMessage): FileView | undefined {
  const size = message.photo?.at(-1) ?? message.sticker ?? message.video;
  const id = (size ?? message.document ?? message.voice)?.file_id;
  const file = id === undefined ? undefined : world.files.get(id);
  if (file === undefined) return undefined;
  return {
    fileId: file.id,
    name: file.name,
    mimeType: file.mimeType,
    size: file.size,
    url: `/sandbox/files/${file.id}`,
    ...(size === undefined ? {} : { width: size.width, height: size.height }),
  };
}
