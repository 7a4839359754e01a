import { h, icon } from "./dom.js";
import { dayOf, daySeparator, messageElement } from "./message.js";
import { T } from "./texts.js";

/** How near to the end counts as "at the end", pixels. */
const NEAR_END = 80;

/**
 * The list of messages. Changes keep the reader's place and focus; what the bot says is announced.
 * Arrow keys move between messages, and the buttons of the chosen message are in the tab order.
 */
export class ChatLog {
  #handlers;
  #shown = new Map();
  #active;
  #atEnd = true;
  #height = 0;

  constructor(handlers, label) {
    this.#handlers = handlers;
    this.list = h("div", {
      class: "log",
      role: "log",
      "aria-label": `${T.chat} (${label})`,
      "aria-live": "off",
      tabindex: "0",
      onkeydown: (event) => this.#onKey(event),
      onfocusin: ({ target }) => this.#activate(target.closest("article")),
      onscroll: () => this.#noteEnd(),
    });
    this.announcer = h("p", { class: "unseen", "aria-live": "polite", role: "status" });
    this.toEnd = h(
      "button",
      {
        type: "button",
        class: "to-end",
        hidden: true,
        "aria-label": T.toBottom,
        onclick: () => this.#scrollToEnd(),
      },
      icon("down"),
    );
    this.element = h("div", { class: "chat" }, this.list, this.toEnd, this.announcer);
    // A keyboard or a picture that takes place must not push the last message out of sight.
    new ResizeObserver(() => this.#keepEnd()).observe(this.list);
    this.list.addEventListener("load", () => this.#keepEnd(), true);
  }

  /** Applies a view of the chat: everything, or what changed. */
  show(view) {
    if (view.full) {
      this.#shown.clear();
      this.list.replaceChildren();
    }
    const isOwn = view.messages.some(({ id, from }) => from === "user" && !this.#shown.has(id));
    for (const id of view.deleted) this.#remove(id);
    for (const message of view.messages) this.#put(message, view.full);
    this.#showEmpty();
    this.#activate(this.#newestWithButtons());
    if (view.full || isOwn) this.#atEnd = true;
    this.#keepEnd();
  }

  #put(message, quiet) {
    const element = messageElement(message, this.#handlers);
    const known = this.#shown.get(message.id);
    if (known === undefined) this.#append(message, element);
    else this.#replace(known, element);
    this.#shown.set(message.id, { message, element });
    if (!quiet && message.from === "bot") this.#announce(message, known !== undefined);
  }

  #append(message, element) {
    const previous = [...this.#shown.values()].at(-1)?.message;
    if (previous === undefined || dayOf(previous.date) !== dayOf(message.date)) {
      this.list.append(daySeparator(message.date));
    } else if (previous.from === message.from) {
      element.classList.add("follows");
    }
    element.classList.add("arrives");
    this.list.append(element);
  }

  /** An edited message keeps its place, and focus stays in it. */
  #replace({ element: old }, element) {
    element.classList.toggle("follows", old.classList.contains("follows"));
    const focused = document.activeElement;
    const hadFocus = old.contains(focused);
    const place = [...old.querySelectorAll("button")].indexOf(focused);
    old.replaceWith(element);
    if (this.#active === old) this.#active = undefined;
    if (!hadFocus) return;
    this.#activate(element);
    const button = place < 0 ? undefined : element.querySelectorAll("button")[place];
    (button ?? element.querySelector(".inline-button") ?? element).focus();
  }

  #remove(id) {
    const known = this.#shown.get(id);
    if (known === undefined) return;
    if (known.element.contains(document.activeElement)) this.list.focus();
    known.element.remove();
    this.#shown.delete(id);
    this.announcer.textContent = T.announce.deleted;
  }

  #announce(message, isEdit) {
    const text = message.text || message.file?.name || message.venue?.title || "";
    const labels = message.inline.flat().map((button) => button.text);
    const said = isEdit ? T.announce.edited(text) : T.announce.message(text);
    const buttons = labels.length > 0 ? ` ${T.announce.buttons(labels.join(", "))}` : "";
    this.announcer.textContent = said + buttons;
  }

  #showEmpty() {
    this.list.querySelector(".empty")?.remove();
    if (this.#shown.size === 0) this.list.append(h("p", { class: "service empty" }, T.empty));
  }

  #newestWithButtons() {
    const entries = [...this.#shown.values()].reverse();
    return entries.find(({ message }) => message.inline.length > 0)?.element;
  }

  /** Puts the buttons of one message into the tab order and takes those of the others out. */
  #activate(element) {
    if (!element || element === this.#active) return;
    setTabOrder(this.#active, "-1");
    setTabOrder(element, "0");
    this.#active = element;
  }

  #onKey(event) {
    const moves = { ArrowUp: -1, ArrowDown: 1 };
    const step = moves[event.key];
    if (step === undefined) return;
    const all = [...this.list.querySelectorAll("article")];
    const current = all.indexOf(document.activeElement.closest("article"));
    const next =
      current < 0 ? all.at(-1) : all[Math.min(all.length - 1, Math.max(0, current + step))];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  #keepEnd() {
    if (this.#atEnd) this.#scrollToEnd();
    else this.toEnd.hidden = false;
  }

  #scrollToEnd() {
    this.#atEnd = true;
    this.list.scrollTop = this.list.scrollHeight;
    this.toEnd.hidden = true;
  }

  /** The reader scrolled: away from the end, or back to it. */
  #noteEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.list;
    if (clientHeight !== this.#height) {
      this.#height = clientHeight;
      return;
    }
    this.#atEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
    this.toEnd.hidden = this.#atEnd;
  }
}

function setTabOrder(element, value) {
  for (const button of element?.querySelectorAll(".inline-button") ?? []) {
    button.setAttribute("tabindex", value);
  }
}
