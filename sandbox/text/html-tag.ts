import { badRequest, type Refusal } from "../api/refusal.ts";

/** Entity type by tag; tags with a meaning of their own are handled in `entityOf`. */
export const STYLES: Readonly<Record<string, string>> = {
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

/** The character that `&...;` at this place stands for; undefined when it is literal text. */
export function decodeCharacter(
  input: string,
  at: number,
): { text: string; end: number } | undefined {
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
export class StartTag {
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

export function isSpace(character: string | undefined): boolean {
  return character !== undefined && /[\s\0\v]/.test(character);
}

/** A refusal with the UTF-8 byte offset that Telegram states. */
export function refuseAt(reason: string, input: string, at: number): Refusal {
  return refuse(`${reason} at byte offset ${Buffer.byteLength(input.slice(0, at))}`);
}

export function refuse(reason: string): Refusal {
  return badRequest(`Can't parse entities: ${reason}`);
}
