import type { ApiChat, ApiMessage, ApiUser, KeyboardButton, SandboxUser } from "./types.ts";

export interface StoredMessage {
  message: ApiMessage;
  /** Sent by the bot, not by the person. */
  readonly outgoing: boolean;
  /** A message with a reply keyboard, or a forwarded one, can't be edited. */
  readonly fixed: boolean;
  revision: number;
  reaction?: string;
}

export interface ReplyKeyboard {
  readonly messageId: number;
  readonly rows: KeyboardButton[][];
  readonly oneTime: boolean;
  readonly resize: boolean;
  readonly placeholder: string | undefined;
  /** A one-time keyboard folds away once it was used. */
  hidden: boolean;
}

export interface ForceReply {
  readonly messageId: number;
  readonly placeholder: string | undefined;
}

/** What the bot said in answer to a press. */
export interface Toast {
  readonly revision: number;
  readonly callbackQueryId: string;
  readonly text: string;
  readonly showAlert: boolean;
  readonly url: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

interface Change {
  readonly revision: number;
  readonly messageId: number;
}

const CHANGES_KEPT = 10_000;
const TOASTS_KEPT = 200;

/**
 * The private chat of one person with the bot. Every visible change takes a revision from the
 * world's counter; `changes` lists them in order, so "what is new since R" never walks the chat.
 */
export class Chat {
  readonly id: number;
  readonly user: SandboxUser;
  /** The person has written to the bot at least once; until then the chat does not exist for it. */
  met = false;
  blocked = false;
  readonly messages = new Map<number, StoredMessage>();
  keyboard: ReplyKeyboard | undefined;
  forceReply: ForceReply | undefined;
  /** A chat action is shown until this moment (milliseconds since the epoch). */
  action: { readonly name: string; readonly until: number } | undefined;
  pinned: number[] = [];
  toasts: Toast[] = [];
  menuButton: unknown;
  /** Last revision in which anything of the chat changed. */
  revision = 0;
  /** Messages changed or deleted, oldest first. */
  #changes: Change[] = [];
  readonly #keep: number;

  constructor(user: SandboxUser, messagesKept: number) {
    this.id = user.id;
    this.user = user;
    this.#keep = messagesKept;
  }

  get apiUser(): ApiUser {
    const { id, first_name, last_name, username, language_code } = this.user;
    return {
      id,
      is_bot: false,
      first_name,
      ...(last_name === undefined ? {} : { last_name }),
      ...(username === undefined ? {} : { username }),
      ...(language_code === undefined ? {} : { language_code }),
    };
  }

  get apiChat(): ApiChat {
    const { id, first_name, last_name, username } = this.user;
    return {
      id,
      first_name,
      ...(last_name === undefined ? {} : { last_name }),
      ...(username === undefined ? {} : { username }),
      type: "private",
    };
  }

  add(stored: StoredMessage): void {
    this.messages.set(stored.message.message_id, stored);
    this.touched(stored.revision, stored.message.message_id);
    if (this.messages.size > this.#keep) {
      for (const oldest of this.messages.keys()) {
        this.messages.delete(oldest);
        break;
      }
    }
  }

  /** Notes that a message was added, changed or deleted in this revision. */
  touched(revision: number, messageId: number): void {
    this.revision = revision;
    this.#changes.push({ revision, messageId });
    if (this.#changes.length > 2 * CHANGES_KEPT) this.#changes.splice(0, CHANGES_KEPT);
  }

  addToast(toast: Toast): void {
    this.revision = toast.revision;
    this.toasts.push(toast);
    if (this.toasts.length > 2 * TOASTS_KEPT) this.toasts.splice(0, TOASTS_KEPT);
  }

  /** Ids of messages changed after `revision`; undefined when that is too long ago to know. */
  changedSince(revision: number): Set<number> | undefined {
    const oldest = this.#changes[0];
    if (
      oldest !== undefined &&
      oldest.revision > revision + 1 &&
      this.#changes.length >= CHANGES_KEPT
    ) {
      return undefined;
    }
    const ids = new Set<number>();
    for (let index = this.#changes.length - 1; index >= 0; index--) {
      const change = this.#changes[index] as Change;
      if (change.revision <= revision) break;
      ids.add(change.messageId);
    }
    return ids;
  }
}
