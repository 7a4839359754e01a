import { act, follow, post, sendFile } from "./api.js";
import { ChatLog } from "./chat-log.js";
import { Composer } from "./composer.js";
import { askLocation, askPayload, askPerson, showAlert } from "./dialogs.js";
import { h, icon, menuButton } from "./dom.js";
import { T } from "./texts.js";

const MAX_FILE = 50 * 1024 * 1024;
const TOAST_MS = 3500;
/** A pressed button stops turning after this time even without an answer. */
const PRESS_MS = 15_000;
const HOME = { latitude: 56.0106, longitude: 92.8526 };

/** One telephone: a person, their chat with the bot and what they can do in it. */
export class Phone {
  #view;
  #userId;
  #stop = () => undefined;
  #payload;
  #pressed = new Map();
  #toastRevision;
  #onChosen;

  /** `onChosen(userId)` remembers who holds the phone; `payload` is a deep link's. */
  constructor(root, { label, onChosen, payload }) {
    this.#onChosen = onChosen;
    this.#payload = payload;
    this.log = new ChatLog(this.#messageHandlers(), label);
    this.composer = new Composer(this.#composerHandlers(), label);
    this.person = h("select", {
      class: "person",
      "aria-label": `${T.who} (${label})`,
      onchange: () => this.#onSelect(),
    });
    this.title = h("strong", { class: "bot-name" });
    this.status = h("span", { class: "bot-status", "aria-live": "polite" });
    this.avatar = h("span", { class: "avatar", "aria-hidden": "true" });
    this.menu = menuButton({ class: "tool", "aria-label": T.menu, title: T.menu }, () =>
      this.#menuItems(),
    );
    this.menu.querySelector("button").append(icon("more"));
    this.toast = h("p", { class: "toast", role: "status", hidden: true });
    root.append(
      h("div", { class: "holder" }, h("span", { class: "holder-role" }, label), this.person),
      h(
        "div",
        { class: "screen" },
        h(
          "header",
          { class: "bot-bar" },
          this.avatar,
          h("div", { class: "bot-text" }, this.title, this.status),
          this.menu,
        ),
        this.toast,
        this.log.element,
        this.composer.element,
      ),
    );
  }

  get userId() {
    return this.#userId;
  }

  /** Gives the phone to a person. */
  use(userId) {
    this.#userId = userId;
    this.#stop();
    this.#toastRevision = undefined;
    this.status.textContent = T.connecting;
    this.#stop = follow(
      userId,
      (view) => this.#show(view),
      () => {
        this.status.textContent = T.lost;
      },
    );
    this.#onChosen(userId);
  }

  /** Fills the list of people. */
  offer(users) {
    const people = users.map((user) =>
      h("option", { value: user.id, selected: user.id === this.#userId }, nameOf(user)),
    );
    this.person.replaceChildren(
      ...people,
      h("hr"),
      h("option", { value: "change" }, T.changePerson),
      h("option", { value: "new" }, T.newPerson),
    );
  }

  #show(view) {
    this.#view = view;
    this.title.textContent = view.bot.name;
    this.avatar.textContent = view.bot.name.slice(0, 1);
    this.#showStatus(view.action);
    this.log.show(view);
    this.composer.show(view, this.#payload);
    const isFirst = this.#toastRevision === undefined;
    for (const toast of view.toasts) {
      if (!isFirst && toast.revision > this.#toastRevision) this.#showToast(toast);
    }
    this.#toastRevision = view.revision;
  }

  #showStatus(action) {
    clearTimeout(this.statusTimer);
    this.status.classList.toggle("is-acting", action !== null);
    this.status.textContent = action === null ? T.bot : (T.actions[action.name] ?? T.actions.other);
    if (action !== null) this.statusTimer = setTimeout(() => this.#showStatus(null), action.forMs);
  }

  #showToast({ callbackQueryId, text, showAlert: isAlert }) {
    this.#release(callbackQueryId);
    if (text === "") return;
    if (isAlert) showAlert(text);
    else this.#say(text);
  }

  /** Shows a short note over the chat. */
  #say(text) {
    clearTimeout(this.toastTimer);
    this.toast.textContent = text;
    this.toast.hidden = false;
    this.toastTimer = setTimeout(() => {
      this.toast.hidden = true;
    }, TOAST_MS);
  }

  async #do(action) {
    try {
      return await act(this.#userId, action);
    } catch (error) {
      this.#say(T.failed(error.message));
      return undefined;
    }
  }

  #messageHandlers() {
    return {
      press: (message, button, element) => this.#press(message, button, element),
      edit: (message) => this.composer.edit(message),
      command: (text) => this.#do({ do: "text", text }),
      start: (payload) => this.#start(payload),
      deepLink: (url) => this.#deepLink(url),
    };
  }

  #composerHandlers() {
    return {
      say: (text) => this.#do({ do: "text", text }),
      change: (message, text) => this.#do({ do: "edit", messageId: message.id, text }),
      file: (file, kind, caption) => this.#sendFile(file, kind, caption),
      location: () => this.#sendLocation(),
      contact: () => this.#do({ do: "contact" }),
      button: (button) => this.#pressReply(button),
      start: (payload) => this.#start(payload),
      unblock: async () => {
        await this.#do({ do: "unblock" });
        await this.#do({ do: "start" });
      },
    };
  }

  async #start(payload) {
    this.#payload = undefined;
    await this.#do({ do: "start", ...(payload ? { payload } : {}) });
  }

  async #press(message, button, element) {
    if (button.copy_text) {
      await navigator.clipboard?.writeText(button.copy_text.text);
      this.#say(T.copied);
      return;
    }
    if (button.url) {
      const payload = this.#deepLink(button.url);
      if (payload === undefined) window.open(button.url, "_blank", "noopener,noreferrer");
      else await this.#start(payload);
      return;
    }
    if (button.callback_data === undefined) {
      this.#say(T.notHere);
      return;
    }
    element.classList.add("is-waiting");
    const { callback_data: data, text } = button;
    const result = await this.#do({ do: "press", data, text, messageId: message.id });
    if (result === undefined) element.classList.remove("is-waiting");
    else this.#await(result.callbackQueryId, element);
  }

  #await(callbackQueryId, element) {
    if (this.#view.toasts.some((toast) => toast.callbackQueryId === callbackQueryId)) {
      element.classList.remove("is-waiting");
      return;
    }
    const timer = setTimeout(() => {
      this.#release(callbackQueryId);
      this.#say(T.noAnswer);
    }, PRESS_MS);
    this.#pressed.set(callbackQueryId, { element, timer });
  }

  #release(callbackQueryId) {
    const pressed = this.#pressed.get(callbackQueryId);
    this.#pressed.delete(callbackQueryId);
    clearTimeout(pressed?.timer);
    pressed?.element.classList.remove("is-waiting");
  }

  async #pressReply(button) {
    if (!button.request_location) return this.#do({ do: "press", text: button.text });
    const location = await askLocation(this.#view.user.location ?? HOME);
    return location && this.#do({ do: "press", text: button.text, location });
  }

  async #sendLocation() {
    const location = await askLocation(this.#view.user.location ?? HOME);
    if (location !== undefined) await this.#do({ do: "location", ...location });
  }

  async #sendFile(file, kind, caption) {
    if (file.size > MAX_FILE) {
      this.#say(T.tooBig);
      return;
    }
    try {
      await sendFile(this.#userId, file, kind, caption);
    } catch (error) {
      this.#say(T.failed(error.message));
    }
  }

  #deepLink(url) {
    const pattern = new RegExp(
      `^https?://(?:t\\.me|telegram\\.me)/${this.#view.bot.username}(?:\\?start=([\\w-]+))?$`,
      "i",
    );
    const match = pattern.exec(url);
    return match === null ? undefined : (match[1] ?? "");
  }

  #menuItems() {
    return [
      {
        label: T.startLink,
        run: async () => {
          const data = await askPayload();
          if (data !== undefined) await this.#start(data.payload);
        },
      },
      this.#view.blocked
        ? { label: T.unblock, run: () => this.#composerHandlers().unblock() }
        : { label: T.block, run: () => this.#do({ do: "block" }) },
    ];
  }

  async #onSelect() {
    const { value } = this.person;
    if (value !== "new" && value !== "change") {
      this.use(Number(value));
      return;
    }
    this.person.value = String(this.#userId);
    const known = value === "change" ? this.#view.user : undefined;
    const data = await askPerson(known);
    if (data === undefined) return;
    const profile = Object.fromEntries(Object.entries(data).filter(([, text]) => text !== ""));
    const id = known?.id ?? Math.floor(10_000_000 + Math.random() * 900_000_000);
    await post("users", { ...profile, id });
    this.#userId = id;
    document.dispatchEvent(new CustomEvent("people"));
    this.use(id);
  }
}

export function nameOf(user) {
  return [user.first_name, user.last_name].filter(Boolean).join(" ");
}
