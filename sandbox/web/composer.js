import { h, icon, menuButton } from "./dom.js";
import { T } from "./texts.js";

/**
 * The field for a message with what stands around it: commands, attachments, the reply keyboard.
 * `handlers`: `say(text)`, `change(message, text)`, `file(file, kind, caption)`, `location()`,
 * `contact()`, `button(button)`, `start(payload?)`, `unblock()`.
 */
export class Composer {
  #handlers;
  #editing;
  #commands = [];
  #keyboardHidden = false;
  #keyboardKey = "";

  constructor(handlers, label) {
    this.#handlers = handlers;
    this.input = h("textarea", {
      rows: 1,
      placeholder: T.message,
      "aria-label": `${T.message} (${label})`,
      enterKeyHint: "send",
      oninput: () => this.#grow(),
      onkeydown: (event) => this.#onKey(event),
      onpaste: (event) => this.#onPaste(event),
    });
    this.photoInput = this.#fileInput("photo", "image/*");
    this.fileInput = this.#fileInput("document", "");
    this.commandsMenu = menuButton(
      { class: "tool", "aria-label": T.commands, title: T.commands },
      () => this.#commandItems(),
    );
    this.commandsMenu.querySelector("button").append(icon("menu"));
    this.attachMenu = menuButton({ class: "tool", "aria-label": T.attach, title: T.attach }, () =>
      this.#attachItems(),
    );
    this.attachMenu.querySelector("button").append(icon("attach"));
    this.keyboardToggle = h(
      "button",
      {
        type: "button",
        class: "tool",
        "aria-label": T.keyboard,
        title: T.keyboard,
        hidden: true,
        onclick: () => this.#toggleKeyboard(),
      },
      icon("keyboard"),
    );
    this.keyboard = h("div", {
      class: "reply-keyboard",
      role: "group",
      "aria-label": T.keyboardLabel,
      hidden: true,
    });
    this.editBar = h(
      "p",
      { class: "edit-bar", hidden: true },
      h("span", {}, T.editing),
      h(
        "button",
        {
          type: "button",
          class: "tool",
          "aria-label": T.cancel,
          onclick: () => this.edit(undefined),
        },
        icon("close"),
      ),
    );
    this.form = h(
      "form",
      { class: "composer", onsubmit: (event) => this.#submit(event) },
      this.commandsMenu,
      this.attachMenu,
      this.input,
      this.keyboardToggle,
      h("button", { class: "tool is-send", "aria-label": T.send, title: T.send }, icon("send")),
      this.photoInput,
      this.fileInput,
    );
    this.gate = h("div", { class: "gate", hidden: true });
    this.element = h("div", { class: "bottom" }, this.editBar, this.form, this.keyboard, this.gate);
  }

  /** Shows what fits the chat: the field, or the button that starts or unblocks the bot. */
  show(view, payload) {
    this.#commands = view.commands;
    const isClosed = view.blocked || !view.met;
    const cameThroughGate = !isClosed && this.gate.contains(document.activeElement);
    this.form.hidden = isClosed;
    this.gate.hidden = !isClosed;
    if (isClosed) this.#showGate(view, payload);
    if (cameThroughGate) this.input.focus();
    this.input.placeholder =
      view.forceReply?.placeholder ?? view.keyboard?.placeholder ?? T.message;
    if (view.forceReply !== null && this.forced !== view.forceReply.messageId) {
      this.forced = view.forceReply.messageId;
      this.input.focus();
    }
    this.#showKeyboard(isClosed ? null : view.keyboard);
  }

  /** Starts to change a message of the person, or gives it up. */
  edit(message) {
    this.#editing = message;
    this.editBar.hidden = message === undefined;
    this.input.value = message?.text ?? "";
    this.#grow();
    this.input.focus();
  }

  #showGate(view, payload) {
    const hadFocus = this.gate.contains(document.activeElement);
    const byLink = payload !== undefined && !view.blocked;
    const label = view.blocked ? T.unblock : byLink ? T.startByLink : T.start;
    const run = () => (view.blocked ? this.#handlers.unblock() : this.#handlers.start(payload));
    const button = h("button", { type: "button", class: "start", onclick: run }, label);
    this.gate.replaceChildren(
      ...(view.blocked
        ? [h("p", {}, T.blocked)]
        : view.bot.description
          ? [h("p", {}, view.bot.description)]
          : []),
      button,
    );
    if (hadFocus) button.focus();
  }

  #showKeyboard(keyboard) {
    this.keyboardToggle.hidden = keyboard === null;
    const key = JSON.stringify(keyboard);
    if (key !== this.#keyboardKey) {
      this.#keyboardKey = key;
      this.#keyboardHidden = keyboard?.hidden ?? true;
      const rows = (keyboard?.rows ?? []).map((row) =>
        h(
          "div",
          { class: "row" },
          row.map((button) => this.#replyButton(button)),
        ),
      );
      this.keyboard.replaceChildren(...rows);
    }
    this.keyboard.hidden = keyboard === null || this.#keyboardHidden;
    this.keyboardToggle.setAttribute("aria-expanded", String(!this.keyboard.hidden));
  }

  #replyButton(button) {
    const name = button.request_location ? "pin" : button.request_contact ? "person" : undefined;
    return h(
      "button",
      { type: "button", class: "reply-button", onclick: () => this.#handlers.button(button) },
      name ? icon(name) : undefined,
      h("span", {}, button.text),
    );
  }

  #toggleKeyboard() {
    this.#keyboardHidden = !this.keyboard.hidden;
    this.keyboard.hidden = this.#keyboardHidden;
    this.keyboardToggle.setAttribute("aria-expanded", String(!this.keyboard.hidden));
  }

  #commandItems() {
    if (this.#commands.length === 0) return [{ label: T.noCommands }];
    return this.#commands.map(({ command, description }) => ({
      label: `/${command}`,
      note: description,
      run: () => this.#handlers.say(`/${command}`),
    }));
  }

  #attachItems() {
    const { photo, file, location, contact } = T.attachMenu;
    return [
      { label: photo, icon: "image", run: () => this.photoInput.click() },
      { label: file, icon: "file", run: () => this.fileInput.click() },
      { label: location, icon: "pin", run: () => this.#handlers.location() },
      { label: contact, icon: "person", run: () => this.#handlers.contact() },
    ];
  }

  #fileInput(kind, accept) {
    const input = h("input", {
      type: "file",
      accept,
      hidden: true,
      tabindex: "-1",
      "aria-label": kind === "photo" ? T.attachMenu.photo : T.attachMenu.file,
      onchange: () => {
        for (const file of input.files) this.#sendFile(file, kind);
        input.value = "";
      },
    });
    return input;
  }

  #sendFile(file, kind) {
    this.#handlers.file(file, kind, this.input.value.trim());
    this.input.value = "";
    this.#grow();
  }

  #onPaste(event) {
    const file = event.clipboardData?.files[0];
    if (file === undefined) return;
    event.preventDefault();
    this.#sendFile(file, file.type.startsWith("image/") ? "photo" : "document");
  }

  #onKey(event) {
    if (event.key === "Escape" && this.#editing !== undefined) this.edit(undefined);
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  #submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (text === "") return;
    const editing = this.#editing;
    if (editing === undefined) this.#handlers.say(text);
    else this.#handlers.change(editing, text);
    this.edit(undefined);
  }

  #grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight}px`;
  }
}
