/** A special part of a text. Offset and length count UTF-16 code units. */
export interface Entity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  user?: { id: number };
  language?: string;
  custom_emoji_id?: string;
}

export interface FormattedText {
  readonly text: string;
  readonly entities: readonly Entity[];
}

/** Styles that may overlap others and that are joined when they touch. */
const SPLITTABLE = new Set(["bold", "italic", "underline", "strikethrough", "spoiler"]);
const CODE = new Set(["pre", "code"]);
const QUOTES = new Set(["blockquote", "expandable_blockquote"]);

/** Outer entities first: by offset, then the longer, then quotes, links and code before styles. */
export function compareEntities(a: Entity, b: Entity): number {
  return a.offset - b.offset || b.length - a.length || rank(a) - rank(b);
}

function rank(entity: Entity): number {
  if (QUOTES.has(entity.type)) return 0;
  if (CODE.has(entity.type)) return 1;
  return SPLITTABLE.has(entity.type) ? 3 : 2;
}

/**
 * Brings entities to the form in which Telegram keeps them: sorted; nothing inside code; no quote
 * inside a quote; styles of one kind that touch or overlap are one.
 */
export function normalizeEntities(entities: readonly Entity[]): Entity[] {
  if (entities.length === 0) return [];
  const sorted = entities.filter((entity) => entity.length > 0).sort(compareEntities);
  const kept: Entity[] = [];
  for (const entity of sorted) {
    if (kept.some((outer) => swallows(outer, entity))) continue;
    const same = SPLITTABLE.has(entity.type)
      ? kept.find((other) => other.type === entity.type && end(other) >= entity.offset)
      : undefined;
    if (same === undefined) kept.push({ ...entity });
    else same.length = Math.max(end(same), end(entity)) - same.offset;
  }
  return kept.sort(compareEntities);
}

function swallows(outer: Entity, inner: Entity): boolean {
  if (end(outer) <= inner.offset) return false;
  if (CODE.has(outer.type)) return true;
  if (QUOTES.has(outer.type)) return QUOTES.has(inner.type);
  return !SPLITTABLE.has(outer.type) && !SPLITTABLE.has(inner.type) && !CODE.has(inner.type);
}

function end(entity: Entity): number {
  return entity.offset + entity.length;
}

const MAY_HOLD_ENTITIES = /[/@#.]/;
const DETECTORS: readonly { type: string; pattern: RegExp }[] = [
  { type: "url", pattern: /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}»…]/giu },
  { type: "email", pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/giu },
  {
    type: "url",
    pattern:
      /(?<![\w@./-])(?:[\p{L}\d-]+\.)+(?:ru|рф|su|com|org|net|info|kz|io|dev|me)(?![\w.-]*@)\b(?:\/[^\s<>"']*[^\s<>"'.,;:!?)\]}»…])?/giu,
  },
  { type: "bot_command", pattern: /(?<![\w/@<>])\/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?(?!\w)/giu },
  { type: "mention", pattern: /(?<![\w/@.])@[a-z]\w{3,31}(?!\w)/giu },
  { type: "hashtag", pattern: /(?<![\p{L}\d_#])#(?=[\p{L}\d_]*\p{L})[\p{L}\d_]{1,256}/gu },
];

/**
 * Adds the entities that Telegram finds by itself: links, e-mails, commands, mentions and hashtags.
 * Written entities win where they meet. Phone and card numbers are left to the client here.
 */
export function detectEntities(text: string, written: readonly Entity[]): Entity[] {
  if (!MAY_HOLD_ENTITIES.test(text)) return [...written];
  const found: Entity[] = [];
  for (const { type, pattern } of DETECTORS) {
    for (const match of text.matchAll(pattern)) {
      const entity: Entity = { type, offset: match.index, length: match[0].length };
      const taken = (other: Entity) => other.offset < end(entity) && entity.offset < end(other);
      if (found.some(taken)) continue;
      if (
        written.some(
          (other) => !SPLITTABLE.has(other.type) && !QUOTES.has(other.type) && taken(other),
        )
      )
        continue;
      found.push(entity);
    }
  }
  return [...written, ...found].sort(compareEntities);
}
