import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Refusal } from "../../sandbox/api/refusal.ts";
import type { Entity } from "../../sandbox/text/entities.ts";
import { finishText, lengthOf } from "../../sandbox/text/format.ts";
import { parseHtml } from "../../sandbox/text/html.ts";
import { escapeHtml, renderHtml } from "../../sandbox/text/render.ts";

const entity = (type: string, offset: number, length: number, more: Partial<Entity> = {}) => ({
  type,
  offset,
  length,
  ...more,
});

describe("parseHtml", () => {
  it.each<[string, string, Entity[]]>([
    ["простой текст", "простой текст", []],
    ["<b>жирный</b>", "жирный", [entity("bold", 0, 6)]],
    ["<STRONG>a</StRoNg>", "a", [entity("bold", 0, 1)]],
    ["<b>a</>", "a", [entity("bold", 0, 1)]],
    ["<i>😀</i>x", "😀x", [entity("italic", 0, 2)]],
    ["a &lt; b &gt; c &amp; d &quot;e&quot;", 'a < b > c & d "e"', []],
    ["&nbsp;&apos; &unknown; a & b > c", "&nbsp;&apos; &unknown; a & b > c", []],
    ["&#1071;&#x42f; &lt", "ЯЯ <", []],
    ["<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]],
    ["<b>a</b><b>b</b>", "ab", [entity("bold", 0, 2)]],
    ["<b></b>x", "x", []],
    [
      '<a href="https://a.ru/x?y=1&amp;z=2">там</a>',
      "там",
      [entity("text_link", 0, 3, { url: "https://a.ru/x?y=1&z=2" })],
    ],
    ["<a href='http://a.ru'>x</a>", "x", [entity("text_link", 0, 1, { url: "http://a.ru/" })]],
    ["<a>a.ru</a>", "a.ru", [entity("text_link", 0, 4, { url: "http://a.ru/" })]],
    ['<a href="nowhere">x</a>', "x", []],
    ['<a href="tg://user?id=5">x</a>', "x", [entity("text_mention", 0, 1, { user: { id: 5 } })]],
    ['<span class="tg-spoiler">x</span>', "x", [entity("spoiler", 0, 1)]],
    ["<tg-spoiler>x</tg-spoiler>", "x", [entity("spoiler", 0, 1)]],
    ["<code>a<b>b</b></code>", "ab", [entity("code", 0, 2)]],
    ["<pre>x</pre>", "x", [entity("pre", 0, 1)]],
    [
      '<pre><code class="language-ts">x</code></pre>',
      "x",
      [entity("pre", 0, 1, { language: "ts" })],
    ],
    ["<blockquote expandable>x</blockquote>", "x", [entity("expandable_blockquote", 0, 1)]],
    [
      "<blockquote>a<b>b</b></blockquote>",
      "ab",
      [entity("blockquote", 0, 2), entity("bold", 1, 1)],
    ],
  ])("%s", (html, text, entities) => {
    expect(parseHtml(html)).toEqual({ text, entities });
  });

  it.each([
    ["<div>x</div>", 'Unsupported start tag "div" at byte offset 0'],
    ["я <p>x</p>", 'Unsupported start tag "p" at byte offset 3'],
    ["a < b", 'Unsupported start tag "" at byte offset 2'],
    ["a <b", "Unclosed start tag at byte offset 2"],
    ["a < b > c", 'Unsupported start tag "" at byte offset 2'],
    ["<br/>", 'Unsupported start tag "br/" at byte offset 0'],
    ["<b", "Unclosed start tag at byte offset 0"],
    ["<b>x", `Can't find end tag corresponding to start tag "b"`],
    ["<b>x</i></b>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ["x</b>", "Unexpected end tag at byte offset 1"],
    ["<b>x</b", "Unclosed end tag at byte offset 4"],
    ["<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<a ="x">x</a>', 'Empty attribute name in the tag "a" at byte offset 0'],
    ["<a href=x/y>x</a>", "Unexpected end of name token at byte offset 8"],
    ['<a href="x', "Unclosed start tag at byte offset 0"],
    ["<a href", 'Unclosed start tag "a" at byte offset 0'],
    ['<tg-emoji emoji-id="x">x</tg-emoji>', "Invalid custom emoji identifier specified"],
  ])("refuses %s", (html, reason) => {
    const description = `Bad Request: can't parse entities: ${reason}`;
    expect(() => parseHtml(html)).toThrow(expect.objectContaining({ description }));
  });

  it("gives back any escaped text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(parseHtml(escapeHtml(text))).toEqual({ text, entities: [] });
      }),
    );
  });

  it("either refuses or gives entities that lie within the text", () => {
    const piece = fc.constantFrom(
      "<b>",
      "</b>",
      "<i>",
      "</i>",
      "<code>",
      "</code>",
      "я😀",
      "<",
      "&lt;",
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        try {
          const { text, entities } = parseHtml(pieces.join(""));
          for (const { offset, length } of entities) {
            expect(length).toBeGreaterThan(0);
            expect(offset + length).toBeLessThanOrEqual(text.length);
          }
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
        }
      }),
    );
  });
});

describe("renderHtml", () => {
  it.each([
    "<b>a</b> b",
    "<b>a<i>b</i></b>c",
    'a &lt; <a href="https://a.ru/">x</a>',
    '<pre><code class="language-ts">x</code></pre>',
    "<blockquote expandable>a<u>b</u></blockquote>",
  ])("writes %s as it was", (html) => {
    expect(renderHtml(parseHtml(html))).toBe(html);
  });
});

describe("finishText", () => {
  const finish = (html: string) => finishText(parseHtml(html));

  it("trims both ends and moves the entities along", () => {
    expect(finish(" \n a <b>b</b> \n")).toEqual({ text: "a b", entities: [entity("bold", 2, 1)] });
  });

  it("drops carriage returns and marks of direction, turns tabs into spaces", () => {
    expect(finish("a\r\nb\tc\u202e<b>d</b>")).toEqual({
      text: "a\nb cd",
      entities: [entity("bold", 5, 1)],
    });
  });

  it("finds links, commands, mentions, hashtags and addresses", () => {
    const found = finish("/help https://a.ru/x, a@b.ru @anna_k #дом gosuslugi.ru 1.5").entities;
    expect(found.map(({ type }) => type)).toEqual([
      "bot_command",
      "url",
      "email",
      "mention",
      "hashtag",
      "url",
    ]);
  });

  it("leaves written links alone", () => {
    expect(finish('<a href="https://a.ru/">https://b.ru</a>').entities).toHaveLength(1);
  });

  it("counts code points", () => {
    expect(lengthOf("я😀")).toBe(2);
  });
});
