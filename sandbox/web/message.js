import { h, icon } from "./dom.js";
import { richText } from "./rich-text.js";
import { T } from "./texts.js";

const TIME = new Intl.DateTimeFormat("ru", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("ru", { day: "numeric", month: "long", year: "numeric" });

/**
 * A message as an article with the buttons below it. `handlers`: `press(message, button, element)`,
 * `edit(message)`, and those of `richText`.
 */
export function messageElement(message, handlers) {
  if (message.kind === "pinned") return h("p", { class: "service" }, T.pinned);
  const time = TIME.format(message.date * 1000);
  const bubble = h(
    "div",
    { class: `bubble is-${message.kind}` },
    message.forwarded ? h("p", { class: "origin" }, T.forwarded) : undefined,
    message.replyTo ? h("p", { class: "quote" }, message.replyTo.text || "…") : undefined,
    content(message, time),
    message.text === ""
      ? undefined
      : h("div", { class: "text" }, richText(message.text, message.entities, handlers)),
    h(
      "p",
      { class: "meta" },
      message.edited ? h("span", {}, `${T.edited} `) : undefined,
      h("time", { dateTime: new Date(message.date * 1000).toISOString() }, time),
    ),
    message.reaction ? h("span", { class: "reaction" }, message.reaction) : undefined,
  );
  const canEdit = message.from === "user" && message.kind === "text";
  return h(
    "article",
    {
      class: `message is-from-${message.from}`,
      tabindex: "-1",
      "aria-label": `${T.from[message.from]}, ${time}`,
      "data-id": message.id,
    },
    h("div", { class: "line" }, canEdit ? editButton(message, handlers) : undefined, bubble),
    message.inline.length > 0 ? inlineKeyboard(message, handlers) : undefined,
  );
}

/** The day that stands above the first message of each day. */
export function daySeparator(seconds) {
  const day = DAY.format(seconds * 1000);
  return h("p", { class: "service is-day" }, day === DAY.format(Date.now()) ? T.today : day);
}

export function dayOf(seconds) {
  return new Date(seconds * 1000).toDateString();
}

function editButton(message, handlers) {
  const props = { type: "button", class: "edit", "aria-label": T.edit, title: T.edit };
  return h("button", { ...props, onclick: () => handlers.edit(message) }, icon("pencil"));
}

function content(message, time) {
  switch (message.kind) {
    case "photo":
      return photo(message.file, time);
    case "document":
      return fileCard(message.file, message.file?.name ?? "", "file");
    case "voice":
      return fileCard(message.file, T.voice, "voice");
    case "video":
      return fileCard(message.file, T.video, "image");
    case "sticker":
      return h(
        "p",
        { class: "sticker", role: "img", "aria-label": T.sticker },
        message.emoji ?? "🙂",
      );
    case "venue":
      return placeCard(message.venue.title, message.venue.address, message.location);
    case "location":
      return placeCard(message.location.live_period ? T.live : T.place, "", message.location);
    case "contact":
      return card("person", message.contact.first_name || T.contact, message.contact.phone_number);
    default:
      return undefined;
  }
}

function photo(file, time) {
  const image = h("img", { src: file.url, alt: T.photoFrom(time), loading: "lazy" });
  // Keeps the place of the picture while it loads, so the chat does not jump.
  image.width = file.width;
  image.height = file.height;
  const props = { class: "photo", href: file.url, target: "_blank", "aria-label": T.openPhoto };
  return h("a", { ...props, download: file.name }, image);
}

function fileCard(file, title, name) {
  const size = sizeOf(file.size);
  const props = { class: "card", href: file.url, download: file.name };
  return h(
    "a",
    { ...props, "aria-label": T.download(title, size) },
    ...cardParts(name, title, size),
  );
}

function placeCard(title, address, { latitude, longitude }) {
  const point = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  return h(
    "div",
    { class: "place" },
    h("div", { class: "map", "aria-hidden": "true" }, icon("pin")),
    h("strong", {}, title),
    address === "" ? undefined : h("span", {}, address),
    h("small", {}, point),
  );
}

function card(name, title, note) {
  return h("div", { class: "card" }, ...cardParts(name, title, note));
}

function cardParts(name, title, note) {
  return [
    h("span", { class: "card-icon" }, icon(name)),
    h("span", { class: "card-text" }, h("strong", {}, title), h("small", {}, note)),
  ];
}

function inlineKeyboard(message, handlers) {
  const rows = message.inline.map((row) =>
    h(
      "div",
      { class: "row" },
      row.map((button) => inlineButton(message, button, handlers)),
    ),
  );
  return h("div", { class: "inline", role: "group", "aria-label": T.inlineLabel }, rows);
}

function inlineButton(message, button, handlers) {
  const press = ({ currentTarget }) => handlers.press(message, button, currentTarget);
  const opens = button.url ?? button.web_app?.url;
  return h(
    "button",
    {
      type: "button",
      class: "inline-button",
      tabindex: "-1",
      title: opens === undefined ? undefined : T.linkOpens(opens),
      onclick: press,
    },
    h("span", {}, button.text),
    opens === undefined ? undefined : icon("link"),
  );
}

function sizeOf(bytes) {
  const power = bytes < 1024 ? 0 : bytes < 1024 * 1024 ? 1 : 2;
  const value = bytes / 1024 ** power;
  const digits = power === 0 || value >= 10 ? 0 : 1;
  return `${value.toFixed(digits).replace(".", ",")} ${T.bytes[power]}`;
}
