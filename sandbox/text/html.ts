import { badRequest, type Refusal } from "../api/refusal.ts";
import { type Entity, type FormattedText, normalizeEntities } from "./entities.ts";

/** Entity type by tag; tags with a meaning of their own are handled in `entityOf`. */
const STYLES: Readonly<Record<string, string>> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  u: "underline",
  ins: "underline",
  s: "strikethrough",
  strike: "strikethrough",
  del: "strikethrough",
  "tg-spoiler": "spoiler",
  span: "spoiler",
  code: "code",
  pre: "pre",
};
const TAGS = new Set([...Object.keys(STYLES), "a", "blockquote", "tg-emoji", "tg-time"]);
const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };
const CHARACTER = /&(?:#x([\da-f]+)|#(\d+)|([a-z]+));?/iy;

interface OpenTag {
  readonly name: string;
  readonly argument: string;
  readonly offset: number;
}

/**
 * Parses Telegram's HTML style. Refuses with Telegram's words, whose offsets count UTF-8 bytes of
 * the input. Names of tags are case-insensitive; `&lt; &gt; &amp; &quot;` and numeric characters are
 * decoded, other named ones stay as they are.
 */
export function parseHtml(input: string): FormattedText {
  let text = "";
  const entities: Entity[] = [];
  const open: OpenTag[] = [];
  let at = 0;
  while (at < input.length) {
    const next = nextSpecial(input, at);
    text += input.slice(at, next);
    at = next;
    if (at >= input.length) break;
    if (input[at] === "&") {
      const decoded = decodeCharacter(input, at);
      text += decoded?.text ?? "&";
      at = decoded?.end ?? at + 1;
    } else if (input[at + 1] === "/") {
      at = closeTag(input, at, open, entities, text);
    } else {
      const tag = new StartTag(input, at);
      open.push({ name: tag.name, argument: tag.argument, offset: text.length });
      at = tag.end;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) {
    throw refuse(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  }
  if (!text.isWellFormed()) {
    throw refuse(
      "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units",
    );
  }
  return { text, entities: normalizeEntities(entities) };
}

function nextSpecial(input: string, from: number): number {
  for (let at = from; at < input.length; at++) {
    const code = input.charCodeAt(at);
    if (code === 0x3c || code === 0x26) return at;
  }
  return input.length;
}

function decodeCharacter(input: string, at: number): { text: string; end: number } | undefined {
  CHARACTER.lastIndex = at;
  const match = CHARACTER.exec(input);
  if (match === null) return undefined;
  const [whole, hex, decimal, name] = match;
  const end = at + whole.length;
  if (name !== undefined) {
    const text = NAMED[name];
    return text === undefined ? undefined : { text, end };
  }
  const digits = hex ?? decimal ?? "";
  const code = Number.parseInt(digits, hex === undefined ? 10 : 16);
  if (code === 0 || code >= 0x10ffff || digits.length > 7) return undefined;
  return { text: String.fromCodePoint(code), end };
}

/** Reads a start tag with its attributes; `end` is the position after its ">". */
class StartTag {
  readonly name: string;
  readonly end: number;
  argument = "";
  readonly #input: string;
  readonly #begin: number;

  constructor(input: string, begin: number) {
    this.#input = input;
    this.#begin = begin;
    let at = begin + 1;
    while (at < input.length && !isSpace(input[at]) && input[at] !== ">") at++;
    if (at >= input.length) throw refuseAt("Unclosed start tag", input, begin);
    this.name = input.slice(begin + 1, at).toLowerCase();
    if (!TAGS.has(this.name)) {
      throw refuseAt(`Unsupported start tag "${this.name}"`, input, begin);
    }
    this.end = this.#attributes(at) + 1;
    if (this.name === "span" && this.argument !== "spoiler") {
      throw refuseAt('Tag "span" must have class "tg-spoiler"', input, begin);
    }
  }

  #attributes(from: number): number {
    const input = this.#input;
    let at = from;
    while (input[at] !== ">") {
      at = this.#skipSpace(at);
      if (input[at] === ">") break;
      const nameBegin = at;
      while (at < input.length && !/[\s=>/"']/.test(input[at] as string)) at++;
      const name = input.slice(nameBegin, at);
      if (name === "") {
        throw refuseAt(`Empty attribute name in the tag "${this.name}"`, input, this.#begin);
      }
      at = this.#skipSpace(at);
      if (at >= input.length) throw this.#unclosed();
      if (input[at] !== "=") {
        this.#take(name, "");
        continue;
      }
      at = this.#skipSpace(at + 1);
      if (at >= input.length) throw this.#unclosed();
      const value = this.#value(at);
      at = value.end;
      if (at >= input.length) throw refuseAt("Unclosed start tag", input, this.#begin);
      this.#take(name, value.text);
    }
    return at;
  }

  #value(from: number): { text: string; end: number } {
    const input = this.#input;
    const quote = input[from];
    let at = from;
    if (quote !== '"' && quote !== "'") {
      while (at < input.length && /[a-z\d.-]/i.test(input[at] as string)) at++;
      if (at < input.length && !isSpace(input[at]) && input[at] !== ">") {
        throw refuseAt("Unexpected end of name token", input, from);
      }
      return { text: input.slice(from, at).toLowerCase(), end: at };
    }
    let text = "";
    at++;
    while (at < input.length && input[at] !== quote) {
      const decoded = input[at] === "&" ? decodeCharacter(input, at) : undefined;
      text += decoded?.text ?? input[at];
      at = decoded?.end ?? at + 1;
    }
    return { text, end: at + 1 };
  }

  #take(name: string, value: string): void {
    const key = `${this.name} ${name}`;
    if (key === "a href" || key === "tg-emoji emoji-id" || key === "tg-time unix") {
      this.argument = value;
    } else if (key === "code class" && value.startsWith("language-")) {
      this.argument = value.slice(9);
    } else if (key === "span class" && value.startsWith("tg-")) {
      this.argument = value.slice(3);
    } else if (key === "blockquote expandable") {
      this.argument = "1";
    }
  }

  #skipSpace(from: number): number {
    let at = from;
    while (at < this.#input.length && isSpace(this.#input[at])) at++;
    return at;
  }

  #unclosed(): Refusal {
    return refuseAt(`Unclosed start tag "${this.name}"`, this.#input, this.#begin);
  }
}

function closeTag(
  input: string,
  begin: number,
  open: OpenTag[],
  entities: Entity[],
  text: string,
): number {
  const tag = open.at(-1);
  if (tag === undefined) throw refuseAt("Unexpected end tag", input, begin);
  let at = begin + 2;
  while (at < input.length && !isSpace(input[at]) && input[at] !== ">") at++;
  const name = input.slice(begin + 2, at).toLowerCase();
  while (at < input.length && isSpace(input[at])) at++;
  if (input[at] !== ">") throw refuseAt("Unclosed end tag", input, begin);
  if (name !== "" && name !== tag.name) {
    const place = `byte offset ${Buffer.byteLength(input.slice(0, begin))}`;
    throw refuse(`Unmatched end tag at ${place}, expected "</${tag.name}>", found "</${name}>"`);
  }
  open.pop();
  if (text.length > tag.offset) addEntity(entities, tag, text);
  return at + 1;
}

function addEntity(entities: Entity[], tag: OpenTag, text: string): void {
  const place = { offset: tag.offset, length: text.length - tag.offset };
  const last = entities.at(-1);
  const covers = last?.offset === place.offset && last.length === place.length;
  if (tag.name === "pre" && covers && last?.type === "code" && last.language) {
    last.type = "pre";
  } else if (tag.name === "code" && covers && last?.type === "pre" && tag.argument !== "") {
    last.language = tag.argument;
  } else {
    const entity = entityOf(tag, place, text);
    if (entity !== undefined) entities.push(entity);
  }
}

function entityOf(
  tag: OpenTag,
  place: { offset: number; length: number },
  text: string,
): Entity | undefined {
  switch (tag.name) {
    case "a":
      return linkEntity(tag.argument || text.slice(tag.offset), place);
    case "blockquote":
      return { type: tag.argument === "" ? "blockquote" : "expandable_blockquote", ...place };
    case "code":
      return { type: "code", ...place, ...(tag.argument === "" ? {} : { language: tag.argument }) };
    case "tg-emoji":
      if (!/^[1-9]\d*$/.test(tag.argument)) {
        throw refuse("Invalid custom emoji identifier specified");
      }
      return { type: "custom_emoji", ...place, custom_emoji_id: tag.argument };
    case "tg-time":
      return undefined;
    default:
      return { type: STYLES[tag.name] as string, ...place };
  }
}

/** A link that is no valid URL loses its entity and stays as plain text, as in Telegram. */
function linkEntity(url: string, place: { offset: number; length: number }): Entity | undefined {
  const user = /^tg:\/\/user\?id=(\d+)$/.exec(url);
  if (user !== null) return { type: "text_mention", ...place, user: { id: Number(user[1]) } };
  const checked = checkedUrl(url);
  return checked === undefined ? undefined : { type: "text_link", ...place, url: checked };
}

/** The URL in the form in which Telegram keeps it, undefined when it is not a link at all. */
export function checkedUrl(url: string): string | undefined {
  if (/^(tg|ton|tonsite):/i.test(url)) return url;
  const full = /^https?:\/\//i.test(url) ? url : `http://${url}`;
  const host = /^https?:\/\/(?:[^/?#@]*@)?([^/?#:]*)/i.exec(full)?.[1] ?? "";
  if (!host.includes(".") || /\s/.test(host)) return undefined;
  return /^https?:\/\/[^/?#]+$/i.test(full) ? `${full}/` : full;
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && /[\s\0\v]/.test(character);
}

function refuseAt(reason: string, input: string, at: number): Refusal {
  return refuse(`${reason} at byte offset ${Buffer.byteLength(input.slice(0, at))}`);
}

function refuse(reason: string): Refusal {
  return badRequest(`Can't parse entities: ${reason}`);
}
