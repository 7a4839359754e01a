import type { Args } from "../api/args.ts";
import { badRequest, Refusal } from "../api/refusal.ts";
import { detectEntities, type Entity, type FormattedText, normalizeEntities } from "./entities.ts";
import { parseHtml } from "./html.ts";

/** Raw text or caption before parsing, UTF-8 bytes. */
const MAX_RAW_BYTES = 1 << 15;
/** After parsing, Unicode code points. */
export const MAX_TEXT = 4096;
export const MAX_CAPTION = 1024;
const MAX_ENTITIES = 100;
const ENTITY_TYPES = new Set([
  "bold",
  "italic",
  "underline",
  "strikethrough",
  "spoiler",
  "blockquote",
  "expandable_blockquote",
  "code",
  "pre",
  "text_link",
  "text_mention",
  "custom_emoji",
]);

/**
 * First half of reading a text: the parse mode or the list of entities. It happens before the chat
 * is looked up, so a wrong tag is reported even for an unknown chat.
 */
export function parseText(raw: string, parseMode: string, entities: unknown): FormattedText {
  if (Buffer.byteLength(raw) > MAX_RAW_BYTES) throw badRequest("Text is too long");
  if (!raw.isWellFormed()) throw badRequest("Strings must be encoded in UTF-8");
  const mode = parseMode.toLowerCase();
  if (raw === "" || mode === "" || mode === "none") {
    return { text: raw, entities: Array.isArray(entities) ? entities.flatMap(readEntity) : [] };
  }
  if (mode === "html") return parseHtml(raw);
  if (mode === "markdown" || mode === "markdownv2") {
    throw new Refusal(501, `Not Implemented: the local Telegram has no parse_mode ${parseMode}`);
  }
  throw badRequest("Unsupported parse_mode");
}

/** The argument `name` with its parse mode and entities. */
export function parseTextArgument(args: Args, name: "text" | "caption"): FormattedText {
  const entities = args.json(name === "text" ? "entities" : "caption_entities", "entities");
  return parseText(args.string(name), args.string("parse_mode"), entities);
}

function readEntity(value: unknown): Entity[] {
  if (typeof value !== "object" || value === null) {
    throw badRequest("Can't parse MessageEntity: expected an Object");
  }
  const entity = value as Entity;
  for (const field of ["offset", "length"] as const) {
    if (entity[field] === undefined) {
      throw badRequest(`Can't parse MessageEntity: Can't find field "${field}"`);
    }
  }
  // Types that Telegram finds by itself (links, commands) are ignored when they are written.
  return ENTITY_TYPES.has(entity.type) ? [{ ...entity }] : [];
}

/**
 * Second half: what the server does with a parsed text. Control characters become spaces, `\r` and
 * line-direction marks go, both ends are trimmed, links and commands are found. The result may be
 * empty: whether that is allowed depends on the method.
 */
export function finishText(parsed: FormattedText): FormattedText {
  const { text, entities } = trim(clean(parsed));
  const all = detectEntities(text, normalizeEntities(entities));
  return { text, entities: all.length > MAX_ENTITIES ? all.slice(0, MAX_ENTITIES) : all };
}

/** Refuses a text that shows nothing: spaces and zero-width characters only. */
export function requireVisible(formatted: FormattedText): void {
  if (INVISIBLE.test(formatted.text)) throw badRequest("Text must be non-empty");
}

/** Length as Telegram counts it: Unicode code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at++) {
    if ((text.charCodeAt(at) & 0xfc00) === 0xd800) count--;
  }
  return count;
}

const INVISIBLE = /^[\s\p{Cf}\u115f\u1160\u2800\u3164\uffa0]*$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is sought
const NEEDS_CLEANING = /[\0-\x09\x0b-\x1f\u2028-\u202e]/;

function clean(formatted: FormattedText): FormattedText {
  const { text } = formatted;
  if (!NEEDS_CLEANING.test(text)) return formatted;
  let result = "";
  /** New position of every old one. */
  const moved = new Array<number>(text.length + 1);
  for (let at = 0; at < text.length; at++) {
    moved[at] = result.length;
    const code = text.charCodeAt(at);
    if (code === 0x0d || (code >= 0x2028 && code <= 0x202e)) continue;
    result += code < 0x20 && code !== 0x0a ? " " : text[at];
  }
  moved[text.length] = result.length;
  return { text: result, entities: formatted.entities.map((entity) => place(entity, moved)) };
}

function place(entity: Entity, moved: readonly number[]): Entity {
  const last = moved.length - 1;
  const begin = moved[Math.min(entity.offset, last)] as number;
  const end = moved[Math.min(entity.offset + entity.length, last)] as number;
  return { ...entity, offset: begin, length: end - begin };
}

function trim(formatted: FormattedText): FormattedText {
  let text = formatted.text.replace(/[ \n]+$/, "");
  const firstEntity = Math.min(text.length, ...formatted.entities.map((entity) => entity.offset));
  let begin = 0;
  while (begin < firstEntity && (text[begin] === " " || text[begin] === "\n")) begin++;
  if (begin === 0 && text.length === formatted.text.length) return formatted;
  text = text.slice(begin);
  const entities = formatted.entities.map((entity) => {
    const offset = entity.offset - begin;
    return { ...entity, offset, length: Math.min(entity.length, text.length - offset) };
  });
  return { text, entities };
}
