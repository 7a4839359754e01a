import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Delivery } from "./delivery/delivery.ts";
import type { QueuedUpdate } from "./delivery/queue.ts";
import type { WebhookSettings } from "./delivery/webhook-client.ts";
import type { ForceReply, ReplyKeyboard, StoredMessage } from "./world/chat.ts";
import type { StoredFile } from "./world/files.ts";
import type { BotCommand, SandboxUser } from "./world/types.ts";
import type { World } from "./world/world.ts";

interface SavedChat {
  readonly user: SandboxUser;
  readonly met: boolean;
  readonly blocked: boolean;
  readonly messages: readonly StoredMessage[];
  readonly keyboard?: ReplyKeyboard;
  readonly forceReply?: ForceReply;
  readonly pinned: number[];
}

interface SavedState {
  readonly version: 1;
  readonly lastMessageId: number;
  readonly revision: number;
  readonly allowedUpdates: string[];
  readonly nextUpdateId: number;
  readonly updates: readonly QueuedUpdate[];
  readonly presses: readonly [string, { userId: number; at: number }][];
  readonly chats: readonly SavedChat[];
  readonly files: readonly Omit<StoredFile, "content">[];
  readonly commands: readonly [string, BotCommand[]][];
  readonly texts: Readonly<
    Record<"names" | "descriptions" | "shortDescriptions", [string, string][]>
  >;
  readonly webhook?: WebhookSettings;
}

/** Changes within this time are written once. */
const GATHER_MS = 300;

/**
 * Keeps the local Telegram in a JSON file, written soon after each change and at the end. Contents
 * of files lie beside it in `<name>.files/`, written once each.
 */
export class StateFile {
  readonly #path: string;
  readonly #folder: string;
  readonly #written = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #save: () => void = () => undefined;

  constructor(path: string) {
    this.#path = path;
    this.#folder = `${path}.files`;
  }

  /** Reads the file into a fresh world; a missing file leaves the world as it is. */
  load(world: World, delivery: Delivery): void {
    const text = readIfThere(this.#path);
    if (text === undefined) return;
    const saved = JSON.parse(text) as SavedState;
    if (saved.version !== 1) throw new Error(`${this.#path}: unknown version ${saved.version}`);
    world.lastMessageId = saved.lastMessageId;
    world.revision = saved.revision;
    world.allowedUpdates = saved.allowedUpdates;
    world.queue.restore(saved.updates, saved.nextUpdateId);
    for (const [id, press] of saved.presses) world.presses.set(id, press);
    for (const file of saved.files) {
      world.files.put({ ...file, content: readFileSync(join(this.#folder, file.uniqueId)) });
      this.#written.add(file.uniqueId);
    }
    for (const chat of saved.chats) restoreChat(world, chat);
    for (const [key, commands] of saved.commands) world.bot.commands.set(key, commands);
    for (const name of ["names", "descriptions", "shortDescriptions"] as const) {
      for (const [language, value] of saved.texts[name]) world.bot[name].set(language, value);
    }
    world.bot.user.first_name = world.bot.names.get("") || world.bot.user.first_name;
    if (saved.webhook !== undefined) delivery.restoreWebhook(saved.webhook);
  }

  /** Saves after every change from now on. */
  watch(world: World, delivery: Delivery): void {
    this.#save = () => this.#write(world, delivery);
    const schedule = () => {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#save();
      }, GATHER_MS);
    };
    for (const event of ["changed", "user", "bot"]) world.events.on(event, schedule);
    world.queue.onPush(schedule);
    world.queue.onForget(schedule);
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#save();
  }

  #write(world: World, delivery: Delivery): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    mkdirSync(this.#folder, { recursive: true });
    for (const { uniqueId, content } of world.files.all()) {
      if (this.#written.has(uniqueId)) continue;
      writeFileSync(join(this.#folder, uniqueId), content);
      this.#written.add(uniqueId);
    }
    // A crash between the two leaves the old state whole.
    const draft = `${this.#path}.new`;
    writeFileSync(draft, JSON.stringify(snapshot(world, delivery)));
    renameSync(draft, this.#path);
  }
}

function snapshot(world: World, delivery: Delivery): SavedState {
  const { bot, queue } = world;
  const webhook = delivery.webhook?.settings;
  return {
    version: 1,
    lastMessageId: world.lastMessageId,
    revision: world.revision,
    allowedUpdates: world.allowedUpdates,
    nextUpdateId: queue.nextId,
    updates: queue.list(0, Number.POSITIVE_INFINITY),
    presses: [...world.presses],
    chats: [...world.chats.values()].map((chat) => ({
      user: chat.user,
      met: chat.met,
      blocked: chat.blocked,
      messages: [...chat.messages.values()],
      pinned: chat.pinned,
      ...(chat.keyboard === undefined ? {} : { keyboard: chat.keyboard }),
      ...(chat.forceReply === undefined ? {} : { forceReply: chat.forceReply }),
    })),
    files: [...world.files.all()].map(({ content: _, ...file }) => file),
    commands: [...bot.commands],
    texts: {
      names: [...bot.names],
      descriptions: [...bot.descriptions],
      shortDescriptions: [...bot.shortDescriptions],
    },
    ...(webhook === undefined ? {} : { webhook }),
  };
}

function restoreChat(world: World, saved: SavedChat): void {
  const chat = world.putUser(saved.user);
  chat.met = saved.met;
  chat.blocked = saved.blocked;
  chat.keyboard = saved.keyboard;
  chat.forceReply = saved.forceReply;
  chat.pinned = saved.pinned;
  for (const stored of saved.messages) chat.add(stored);
  chat.revision = world.revision;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
