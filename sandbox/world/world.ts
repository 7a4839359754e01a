import { EventEmitter } from "node:events";
import { UpdateQueue } from "../delivery/queue.ts";
import { Faults } from "../faults.ts";
import { CallLog } from "./call-log.ts";
import { Chat, type StoredMessage } from "./chat.ts";
import { type Clock, type ClockOption, createClock } from "./clock.ts";
import { FileStore } from "./files.ts";
import { createRandom, type Random } from "./random.ts";
import type { ApiMessage, ApiUser, BotCommand, MessageContent, SandboxUser } from "./types.ts";

export interface WorldOptions {
  readonly token: string;
  readonly seed: number;
  readonly clock: ClockOption;
  /** Off: only the last messages of a chat and no calls are kept, so memory stays bounded. */
  readonly record: boolean;
  /** Seconds in which a press may be answered. Telegram names no number; clients wait about 60. */
  readonly callbackAnswerSeconds: number;
}

/** A press that the bot may still answer. */
export interface PendingPress {
  readonly userId: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What the bot says of itself. Keys of the maps are scope and language, or a language. */
export interface BotProfile {
  readonly user: ApiUser;
  readonly commands: Map<string, BotCommand[]>;
  readonly names: Map<string, string>;
  readonly descriptions: Map<string, string>;
  readonly shortDescriptions: Map<string, string>;
  menuButton: unknown;
  loggedOut: boolean;
}

const MESSAGES_KEPT_UNRECORDED = 64;
const NOT_SENT_BY_DEFAULT = new Set(["chat_member", "message_reaction", "message_reaction_count"]);

/** Everything that the local Telegram knows: people, chats, files, waiting updates, faults. */
export class World {
  readonly options: WorldOptions;
  readonly clock: Clock;
  readonly random: Random;
  readonly bot: BotProfile;
  readonly chats = new Map<number, Chat>();
  readonly files: FileStore;
  readonly queue: UpdateQueue;
  readonly presses = new Map<string, PendingPress>();
  readonly faults: Faults;
  readonly calls: CallLog;
  /** "changed" (chat), "user" (chat), "bot": for pages and waiters. */
  readonly events = new EventEmitter();
  /** Kinds of update that the bot wants; empty means the default set. */
  allowedUpdates: string[] = [];
  lastMessageId = 0;
  revision = 0;
  #pressId: bigint;

  constructor(options: WorldOptions) {
    this.options = options;
    this.clock = createClock(options.clock);
    this.random = createRandom(options.seed);
    this.files = new FileStore(createRandom(options.seed + 1));
    this.queue = new UpdateQueue(100_000_000 + this.random.below(800_000_000), this.clock);
    this.faults = new Faults(options.seed);
    this.calls = new CallLog(options.record);
    this.#pressId = BigInt(1_000_000_000 + this.random.below(1_000_000_000)) << 32n;
    this.events.setMaxListeners(0);
    this.bot = {
      user: {
        id: Number.parseInt(options.token, 10),
        is_bot: true,
        first_name: "Opora",
        username: "opora_local_bot",
      },
      commands: new Map(),
      names: new Map(),
      descriptions: new Map(),
      shortDescriptions: new Map(),
      menuButton: { type: "commands" },
      loggedOut: false,
    };
  }

  /** Adds a person, or changes one that is known. */
  putUser(user: SandboxUser): Chat {
    const known = this.chats.get(user.id);
    if (known === undefined) {
      const kept = this.options.record ? Number.POSITIVE_INFINITY : MESSAGES_KEPT_UNRECORDED;
      const chat = new Chat({ ...user }, kept);
      this.chats.set(user.id, chat);
      this.events.emit("user", chat);
      return chat;
    }
    Object.assign(known.user, user);
    this.events.emit("user", known);
    return known;
  }

  nextPressId(): string {
    this.#pressId += BigInt(1 + this.random.below(1000));
    return String(this.#pressId);
  }

  /** Puts a new message into a chat, from the bot or from the person. */
  addMessage(chat: Chat, outgoing: boolean, content: MessageContent, fixed = false): StoredMessage {
    const message: ApiMessage = {
      message_id: ++this.lastMessageId,
      from: outgoing ? this.bot.user : chat.apiUser,
      chat: chat.apiChat,
      date: this.clock.seconds(),
      ...content,
    };
    const stored: StoredMessage = { message, outgoing, fixed, revision: ++this.revision };
    if (outgoing) chat.action = undefined;
    chat.add(stored);
    this.events.emit("changed", chat);
    return stored;
  }

  /** Notes a change of a message that is in the chat, or its deletion. */
  touchMessage(chat: Chat, messageId: number): void {
    const revision = ++this.revision;
    const stored = chat.messages.get(messageId);
    if (stored !== undefined) stored.revision = revision;
    chat.touched(revision, messageId);
    this.events.emit("changed", chat);
  }

  /** Notes a change of the chat that is not in a message: a keyboard, "typing", a block. */
  touchChat(chat: Chat): void {
    chat.revision = ++this.revision;
    this.events.emit("changed", chat);
  }

  /** Whether the bot asked for this kind of update. */
  wants(kind: string): boolean {
    if (this.allowedUpdates.length === 0) return !NOT_SENT_BY_DEFAULT.has(kind);
    return this.allowedUpdates.includes(kind);
  }

  /** Queues an update about `ownerId` for the bot, unless it does not want this kind. */
  pushUpdate(kind: string, content: unknown, ownerId: number): void {
    if (!this.wants(kind)) return;
    this.faults.pass(kind, ownerId, () => this.queue.push(kind, content, ownerId));
  }
}
