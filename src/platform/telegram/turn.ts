import type { Context } from "grammy";
import type {
  ApartWrite,
  Conversation,
  Loaded,
  Outgoing,
  Person,
  ScreenRef,
  Turn,
  Write,
} from "../conversation/conversation.ts";
import type { Transaction } from "../postgres/database.ts";
import type { Locale, Texts, Translate } from "../texts/texts.ts";
import type { Call } from "./client.ts";

/** What a handler gets: grammY's context and the turn that it fills. */
export type Ctx = Context & { readonly turn: OpenTurn };

/** Where everybody begins, and where an unknown screen leads. */
export const FIRST_SCREEN: ScreenRef = { name: "home" };

/**
 * One update being decided. Handlers change the conversation and collect what is to be written and said;
 * nothing happens before the turn is committed, so deciding twice is harmless.
 */
export class OpenTurn {
  readonly chat: string;
  readonly now: Date;
  readonly loaded: Loaded;
  /** Before the screen: documents, notes. */
  readonly outgoing: Outgoing[] = [];
  /** Sent once and not kept. */
  readonly hints: Call[] = [];
  readonly writes: Write[] = [];
  readonly apart: ApartWrite[] = [];
  screen: ScreenRef;
  stamp: number;
  lastPress: string | undefined;
  album: string | undefined;
  placeButton: boolean;
  enrolling: Turn["enroll"];
  erasing = false;
  readonly #texts: Texts;
  #locale: Locale | undefined;
  #slots: Record<string, unknown>;

  constructor(chat: string, now: Date, loaded: Loaded, texts: Texts) {
    const kept = loaded.conversation;
    this.chat = chat;
    this.now = now;
    this.loaded = loaded;
    this.screen = kept?.screen ?? FIRST_SCREEN;
    this.stamp = kept?.stamp ?? 0;
    this.lastPress = kept?.lastPress;
    this.album = kept?.album;
    this.placeButton = kept?.placeButton ?? false;
    this.#texts = texts;
    this.#locale = kept?.locale;
    this.#slots = { ...kept?.slots };
  }

  get person(): Person | undefined {
    return this.loaded.person;
  }

  /** Whether what is said from now on is kept: they agreed before, or in this very turn. */
  get consented(): boolean {
    return (this.loaded.person !== undefined || this.enrolling !== undefined) && !this.erasing;
  }

  /** Chosen by the person; undefined until they chose. */
  get chosenLocale(): Locale | undefined {
    return this.#locale;
  }

  get locale(): Locale {
    return this.#locale ?? this.#texts.defaultLocale;
  }

  get t(): Translate {
    return this.#texts.for(this.locale);
  }

  /** The texts of a language that is not the person's, as on the screen where it is chosen. */
  texts(locale: Locale): Translate {
    return this.#texts.for(locale);
  }

  hasText(key: string): boolean {
    return this.#texts.has(this.locale, key);
  }

  speak(locale: Locale): void {
    this.#locale = locale;
  }

  go(screen: ScreenRef): void {
    this.screen = screen;
  }

  /** What a feature keeps in the conversation, or `initial`. */
  slot<T>(name: string, initial: T): T {
    return (this.#slots[name] as T | undefined) ?? initial;
  }

  keep(name: string, value: unknown): void {
    this.#slots[name] = value;
  }

  /** Forgets every answer. */
  clear(): void {
    this.#slots = {};
  }

  write(write: (tx: Transaction, person: Person) => Promise<void>): void {
    this.writes.push(write as Write);
  }

  /**
   * Rows that are written whether or not anything is kept of the person. Before consent they may run
   * twice, so they must be harmless then; afterwards they are part of the turn's transaction.
   */
  writeApart(write: (tx: Transaction) => Promise<void>): void {
    this.apart.push(write as ApartWrite);
  }

  close(updateId: number): Turn {
    const kept = this.person !== undefined || this.enrolling !== undefined;
    return {
      chat: this.chat,
      updateId,
      loaded: this.loaded,
      conversation: this.conversation(),
      outgoing: this.outgoing,
      ...(this.enrolling ? { enroll: this.enrolling } : {}),
      ...(this.erasing ? { erase: true } : {}),
      ...(kept
        ? { writes: [...this.writes, ...this.apart] }
        : { writes: this.writes, apart: this.apart }),
    };
  }

  conversation(): Conversation {
    return {
      ...(this.#locale ? { locale: this.#locale } : {}),
      screen: this.screen,
      stamp: this.stamp,
      ...(this.lastPress ? { lastPress: this.lastPress } : {}),
      ...(this.album ? { album: this.album } : {}),
      ...(this.placeButton ? { placeButton: true } : {}),
      slots: this.#slots,
    };
  }
}
