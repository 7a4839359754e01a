import type { PersonKey } from "../crypto/keyring.ts";
import type { Call, File } from "../telegram/client.ts";
import type { Locale } from "../texts/texts.ts";

/** Where someone is in the talk: small, plain data that survives a restart. */
export interface Conversation {
  readonly locale?: Locale;
  readonly screen: ScreenRef;
  /** Number of the screen now shown; buttons carry it, so an old button is recognised. */
  readonly stamp: number;
  /** A mark of the press that led here: the same press again is answered alike and changes nothing. */
  readonly lastPress?: string;
  /** The last album that was answered; its other pictures are not answered again. */
  readonly album?: string;
  /** The button to send where one is stands below the input field. */
  readonly placeButton?: boolean;
  /** What each feature keeps, under its own name (answers under the form's code). */
  readonly slots: Readonly<Record<string, unknown>>;
}

/** A screen by name, with what it needs to be shown again (codes only). */
export interface ScreenRef {
  readonly name: string;
  readonly [argument: string]: string | number | boolean | undefined;
}

/** Someone who agreed that data about them is kept. */
export interface Person {
  readonly id: string;
  readonly key: PersonKey;
  readonly timeZone: string;
  readonly unreachable: boolean;
}

/** A call that must reach Telegram, waiting in the outbox. */
export interface Outgoing {
  readonly call: Call;
  /** A document is made when it is sent: the outbox keeps what it is made of, not its bytes. */
  readonly document?: { readonly field: string; readonly kind: string; readonly data: unknown };
  /** When an edit is refused because the message is gone, the same is said as a new message. */
  readonly orSend?: boolean;
  /** Told when Telegram has it, by kind: which message of the chat shows what. */
  readonly onSent?: { readonly kind: string; readonly id: string };
}

/** An outgoing call that is kept; `id` is the store's. */
export interface Kept {
  readonly id: string;
  readonly outgoing: Outgoing;
  readonly attempts: number;
}

export interface Loaded {
  /** 0 when nothing was kept yet. */
  readonly version: number;
  readonly conversation: Conversation | undefined;
  readonly person: Person | undefined;
  /** Updates that took effect before consent; they move to the database with the person. */
  readonly updates?: readonly number[];
}

/** What one update led to. It is committed whole or not at all. */
export interface Turn {
  readonly chat: string;
  /** Absent when the turn comes from a job. */
  readonly updateId: number | undefined;
  readonly loaded: Loaded;
  readonly conversation: Conversation;
  readonly outgoing: readonly Outgoing[];
  /** The person agreed in this turn: from now on the conversation is kept in the database. */
  readonly enroll?: { readonly locale: Locale; readonly timeZone: string };
  /** The person took their consent back in this turn. */
  readonly erase?: boolean;
  /** Rows of features, in the same transaction. */
  readonly writes: readonly Write[];
  /**
   * Rows that are written for somebody of whom nothing is kept here. They are committed before the
   * conversation moves on, so they may run again and must be harmless then.
   */
  readonly apart?: readonly ApartWrite[];
}

/** A feature's write; `tx` is the store's transaction, typed by the feature's store. */
export type Write = (tx: unknown, person: Person) => Promise<void>;

/** A write that needs no person; `tx` is a transaction of the database, typed by the feature's store. */
export type ApartWrite = (tx: unknown) => Promise<void>;

/**
 * Thrown by a write that finds its reason gone, such as a case that a colleague has just taken. The
 * whole turn is undone and the update is decided again, on what is true by then.
 */
export class Overtaken extends Error {
  constructor() {
    super("Somebody else was faster");
    this.name = "Overtaken";
  }
}

export type Committed =
  | {
      readonly kind: "done";
      readonly kept: readonly Kept[];
      /** Ids of calls to the same chat that still wait before these; of many, the newest at least. */
      readonly before: readonly string[];
    }
  /** This update took effect before. */
  | { readonly kind: "repeat" }
  /** Another update of the chat was faster: load again and decide again. */
  | { readonly kind: "stale" };

/** Keeps conversations and the outbox of their chats; `chat` is the Telegram chat id as text. */
export interface ConversationStore {
  load(chat: string, updateId?: number): Promise<Loaded | "repeat">;
  commit(turn: Turn): Promise<Committed>;
  outbox: Outbox;
}

/** Calls wait here from the commit until Telegram has them. */
export interface Outbox {
  done(id: string): Promise<void>;
  /** Give the calls back: anyone may try again after so many seconds. */
  postpone(ids: readonly string[], seconds: number): Promise<void>;
  /** Forget everything for this chat: the person blocked the bot. Marks them unreachable; true the first time. */
  abandon(chat: string): Promise<boolean>;
  /** Takes calls whose holder let them lie, oldest first per chat. */
  takeOver(
    limit: number,
  ): Promise<readonly { readonly chat: string; readonly kept: readonly Kept[] }[]>;
}

export type { Call, File };
