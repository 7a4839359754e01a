import type { Entity, FormattedText } from "./entities.ts";

/** Writes a text with its entities back as Telegram's HTML style; plain text is escaped. */
export function renderHtml({ text, entities }: FormattedText): string {
  const tagged = entities.filter((entity) => tagsOf(entity) !== undefined);
  if (tagged.length === 0) return escapeHtml(text);
  const cuts = new Set([0, text.length]);
  for (const entity of tagged) {
    cuts.add(entity.offset);
    cuts.add(entity.offset + entity.length);
  }
  let html = "";
  let open: Entity[] = [];
  const places = [...cuts].sort((a, b) => a - b);
  for (const [index, at] of places.entries()) {
    const wanted = tagged.filter((e) => e.offset <= at && at < e.offset + e.length);
    let shared = 0;
    while (shared < open.length && open[shared] === wanted[shared]) shared++;
    for (const entity of open.slice(shared).reverse()) html += tagsOf(entity)?.[1] ?? "";
    for (const entity of wanted.slice(shared)) html += tagsOf(entity)?.[0] ?? "";
    open = wanted;
    html += escapeHtml(text.slice(at, places[index + 1] ?? at));
  }
  return html;
}

const SIMPLE: Readonly<Record<string, string>> = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  spoiler: "tg-spoiler",
  code: "code",
  blockquote: "blockquote",
};

/** Opening and closing tags; undefined for what Telegram finds by itself and for unknown kinds. */
function tagsOf(entity: Entity): readonly [string, string] | undefined {
  const simple = SIMPLE[entity.type];
  if (simple !== undefined) return [`<${simple}>`, `</${simple}>`];
  switch (entity.type) {
    case "expandable_blockquote":
      return ["<blockquote expandable>", "</blockquote>"];
    case "pre":
      return entity.language === undefined
        ? ["<pre>", "</pre>"]
        : [`<pre><code class="language-${escapeHtml(entity.language)}">`, "</code></pre>"];
    case "text_link":
      return [`<a href="${escapeHtml(entity.url ?? "")}">`, "</a>"];
    case "text_mention":
      return [`<a href="tg://user?id=${entity.user?.id}">`, "</a>"];
    default:
      return undefined;
  }
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
