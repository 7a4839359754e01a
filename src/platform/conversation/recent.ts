const AGE_MS = 60_000;
/** So many that a busy hour fits and memory stays small. */
const MOST = 5_000;

/**
 * What this instance committed last for each chat, for a minute or two, so that the chat's next update
 * needs no read.
 *
 * Nothing depends on its being right: a commit names the version that it began from, so a chat that
 * another instance has moved on is noticed there and read again.
 */
export class Recent<Kept> {
  #young = new Map<string, Kept>();
  #old = new Map<string, Kept>();
  #timer: NodeJS.Timeout | undefined;
  #paused = false;

  get(chat: string): Kept | undefined {
    return this.#young.get(chat) ?? this.#old.get(chat);
  }

  keep(chat: string, kept: Kept): void {
    if (this.#paused) return;
    if (this.#young.size >= MOST) this.#age();
    this.#young.set(chat, kept);
    this.#timer ??= setTimeout(() => this.#age(), AGE_MS).unref();
  }

  forget(chat: string): void {
    this.#young.delete(chat);
    this.#old.delete(chat);
  }

  /** Another instance answers our chats too: a commit that is refused costs more than a read. */
  pause(): void {
    this.#age();
    this.#age();
    this.#paused = true;
    this.#timer ??= setTimeout(() => this.#age(), AGE_MS).unref();
  }

  #age(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#paused = false;
    this.#old = this.#young;
    this.#young = new Map();
    if (this.#old.size > 0) this.#timer = setTimeout(() => this.#age(), AGE_MS).unref();
  }
}
