import { get, post, remove } from "./api.js";
import { h } from "./dom.js";
import { T } from "./texts.js";

const EFFECTS = {
  "too-many-requests": { retryAfter: 3 },
  "server-error": { status: 500 },
  "reset-before": {},
  "reset-after": {},
  delay: { ms: 2000 },
  blocked: {},
  duplicate: {},
  reorder: {},
  "press-again": {},
  "webhook-answer-lost": {},
};
const REFRESH_MS = 1500;
const CALLS_SHOWN = 40;

/** The panel for developers: faults to order, and what the bot called. */
export class DeveloperPanel {
  #timer;
  #cursor = 0;
  #calls = [];

  constructor(root, toggle) {
    this.root = root;
    this.toggle = toggle;
    this.times = h("input", { id: "times", type: "number", min: 1, max: 1000, value: 1 });
    this.active = h("ul", { class: "faults" });
    this.calls = h("ol", { class: "calls", "aria-label": T.developer.calls });
    root.append(
      h("h2", {}, T.developer.title),
      h("p", { class: "hint" }, T.developer.hint),
      h(
        "p",
        { class: "field is-inline" },
        h("label", { htmlFor: "times" }, T.developer.times),
        this.times,
      ),
      h(
        "div",
        { class: "fault-buttons" },
        Object.keys(EFFECTS).map((kind) => this.#faultButton(kind)),
      ),
      h("h2", {}, T.developer.active),
      this.active,
      h(
        "button",
        { type: "button", class: "quiet", onclick: () => this.#clear() },
        T.developer.clear,
      ),
      h("h2", {}, T.developer.calls),
      this.calls,
    );
    toggle.addEventListener("click", () => this.#open(root.hidden));
  }

  #open(isOpen) {
    this.root.hidden = !isOpen;
    this.toggle.setAttribute("aria-expanded", String(isOpen));
    clearInterval(this.#timer);
    if (!isOpen) return;
    void this.#refresh();
    this.#timer = setInterval(() => void this.#refresh(), REFRESH_MS);
  }

  #faultButton(kind) {
    const order = async () => {
      const effect = { kind, ...EFFECTS[kind] };
      await post("faults", { effect, times: Number(this.times.value) || 1 });
      await this.#refresh();
    };
    return h("button", { type: "button", onclick: order }, T.developer.faults[kind]);
  }

  async #clear() {
    await remove("faults");
    await this.#refresh();
  }

  async #refresh() {
    const [faults, news] = await Promise.all([get("faults"), get(`calls?cursor=${this.#cursor}`)]);
    this.#cursor = news.cursor;
    this.#calls = [...this.#calls, ...news.calls].slice(-CALLS_SHOWN);
    this.active.replaceChildren(
      ...(faults.length === 0
        ? [h("li", {}, T.developer.none)]
        : faults.map((f) => this.#fault(f))),
    );
    const shown = this.#calls.toReversed();
    this.calls.replaceChildren(
      ...(shown.length === 0 ? [h("li", {}, T.developer.noCalls)] : shown.map(callItem)),
    );
  }

  #fault({ id, effect, times, acted }) {
    const drop = async () => {
      await remove(`faults/${id}`);
      await this.#refresh();
    };
    const state = `${times ?? "∞"}, ${T.developer.acted(acted)}`;
    return h(
      "li",
      {},
      h("span", {}, T.developer.faults[effect.kind], h("small", {}, ` ${state}`)),
      h("button", { type: "button", class: "quiet", onclick: drop }, T.developer.remove),
    );
  }
}

function callItem({ method, ok, status, ms, description, fault }) {
  return h(
    "li",
    { class: ok && !fault ? "" : "is-refused" },
    h("code", {}, method),
    h("small", {}, `${status} · ${ms.toFixed(1)} мс${fault ? ` · ${fault}` : ""}`),
    description ? h("p", {}, description) : undefined,
  );
}
