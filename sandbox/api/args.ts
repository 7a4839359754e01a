import { badRequest } from "./refusal.ts";

/** A file that came with a multipart request. */
export interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly content: Buffer;
}

const NO_FILES: ReadonlyMap<string, Upload> = new Map();

/**
 * The arguments of one call. Telegram turns every argument into a string whatever the encoding was,
 * so a number may come as text, and an object as JSON text: the readers accept both.
 */
export class Args {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, Upload>;

  constructor(fields: Record<string, unknown>, files: ReadonlyMap<string, Upload> = NO_FILES) {
    this.fields = fields;
    this.files = files;
  }

  /** The argument as text; "" when absent, as Telegram does not tell the two apart. */
  string(name: string): string {
    const value = this.fields[name];
    if (typeof value === "string") return value;
    if (value === undefined || value === null) return "";
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  }

  /** A required text. */
  required(name: string): string {
    const value = this.string(name);
    if (value === "") throw badRequest(`Parameter "${name}" is required`);
    return value;
  }

  /** An integer, clamped and never refused: text that is no number counts as 0. */
  integer(name: string, fallback = 0, min = -(2 ** 31), max = 2 ** 31 - 1): number {
    const text = this.string(name);
    const value = text === "" ? fallback : leadingInteger(text);
    return Math.min(max, Math.max(min, value));
  }

  /** A decimal number, or undefined when the argument is absent. */
  decimal(name: string): number | undefined {
    const text = this.string(name).trim();
    if (text === "") return undefined;
    const value = Number.parseFloat(text);
    return Number.isNaN(value) ? 0 : value;
  }

  boolean(name: string): boolean {
    const value = this.fields[name];
    if (typeof value === "boolean") return value;
    if (value === undefined) return false;
    const text = this.string(name).toLowerCase();
    return text === "true" || text === "yes" || text === "1";
  }

  /** The parsed JSON value, undefined when absent; `what` names it in the refusal. */
  json(name: string, what: string): unknown {
    const value = this.fields[name];
    if (typeof value !== "string") return value ?? undefined;
    if (value === "") return undefined;
    try {
      return JSON.parse(value);
    } catch {
      throw badRequest(`Can't parse ${what} JSON object`);
    }
  }

  /** A message identifier; 0 when absent or not a positive number. */
  messageId(name = "message_id"): number {
    return this.integer(name, 0, 0);
  }

  /** A list of message identifiers, 1 to `max` of them. */
  messageIds(max = 100, name = "message_ids"): number[] {
    if (this.string(name) === "") throw badRequest("Message identifiers are not specified");
    const value = this.json(name, name);
    if (!Array.isArray(value)) throw badRequest("Expected an Array of message identifiers");
    if (value.length > max) throw badRequest("Too many message identifiers specified");
    if (value.length === 0) throw badRequest("Message identifiers are not specified");
    return value.map(messageIdentifier);
  }
}

function messageIdentifier(value: unknown): number {
  if (typeof value !== "number" && typeof value !== "string") {
    throw badRequest("Message identifier must be a Number");
  }
  const id = Number(value);
  if (!Number.isInteger(id) || value === "") {
    throw badRequest("Can't parse message identifier as a Number");
  }
  if (id <= 0) throw badRequest("Invalid message identifier specified");
  return id;
}

function leadingInteger(text: string): number {
  const value = Number.parseInt(text, 10);
  return Number.isNaN(value) ? 0 : value;
}
