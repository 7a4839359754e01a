import { h } from "./dom.js";
import { T } from "./texts.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

/**
 * A text with its entities as nodes. `handlers.command(text)` and `handlers.start(payload)` are
 * called for commands and for links that start this bot.
 */
export function richText(text, entities, handlers) {
  return build(text, 0, text.length, entities, handlers);
}

function build(text, from, to, entities, handlers) {
  const nodes = [];
  let at = from;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    const rest = entities.slice(index + 1);
    const inner = rest.filter((e) => e.offset < end).map((e) => clip(e, end));
    const children = build(text, Math.max(at, entity.offset), end, inner, handlers);
    nodes.push(wrap(entity, text.slice(entity.offset, end), children, handlers));
    at = end;
    // A block ends its line by itself.
    if (BLOCKS.has(entity.type) && text[at] === "\n") at++;
    // What reaches beyond this entity goes on after it.
    entities = rest.flatMap((e) => beyond(e, end));
    index = 0;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function clip(entity, end) {
  return { ...entity, length: Math.min(entity.length, end - entity.offset) };
}

function beyond(entity, end) {
  if (entity.offset >= end) return [entity];
  const length = entity.offset + entity.length - end;
  return length > 0 ? [{ ...entity, offset: end, length }] : [];
}

function wrap(entity, shown, children, handlers) {
  const tag = TAGS[entity.type];
  if (tag !== undefined) return h(tag, {}, children);
  switch (entity.type) {
    case "spoiler":
      return spoiler(children);
    case "text_link":
      return link(entity.url, children, handlers);
    case "url":
      return link(/^https?:\/\//i.test(shown) ? shown : `http://${shown}`, children, handlers);
    case "email":
      return h("a", { href: `mailto:${shown}` }, children);
    case "bot_command":
      return h(
        "button",
        { type: "button", class: "text-command", onclick: () => handlers.command(shown) },
        children,
      );
    default:
      return h("span", {}, children);
  }
}

function link(url, children, handlers) {
  if (!/^(https?|mailto|tel):/i.test(url)) return h("span", {}, children);
  const payload = handlers.deepLink(url);
  if (payload !== undefined) {
    const start = (event) => {
      event.preventDefault();
      handlers.start(payload);
    };
    return h("a", { href: url, onclick: start }, children);
  }
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, children);
}

function spoiler(children) {
  const reveal = ({ currentTarget }) => {
    currentTarget.classList.add("is-open");
    currentTarget.removeAttribute("aria-label");
  };
  const props = { type: "button", class: "spoiler", "aria-label": T.spoiler, onclick: reveal };
  return h("button", props, h("span", {}, children));
}
