import { type Entity, type FormattedText, normalizeEntities } from "./entities.ts";
import { decodeCharacter, isSpace, refuse, refuseAt, STYLES, StartTag } from "./html-tag.ts";
import { checkedUrl } from "./links.ts";

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
