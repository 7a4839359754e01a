import type { IncomingMessage } from "node:http";
import { Args } from "./args.ts";
import { parseMultipart } from "./multipart.ts";
import { badRequest, Refusal } from "./refusal.ts";

/** Largest request body: 50 MB of file and the fields around it. */
const MAX_BODY_BYTES = 50 * 1024 * 1024 + 256 * 1024;

/** Reads a whole request body. Refuses one larger than Telegram accepts with 413. */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    });
    request.on("end", () => {
      if (size > MAX_BODY_BYTES) reject(new Refusal(413, "Request Entity Too Large"));
      else resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
    });
    request.on("error", reject);
    request.on("close", () => {
      if (!request.complete) reject(new Error("the client closed the connection"));
    });
  });
}

/**
 * Decodes the arguments of a call from the query string and a body that is JSON, urlencoded or
 * multipart. Arguments of the body win over those of the query string.
 */
export function decodeArgs(query: string, contentType: string, body: Buffer): Args {
  const fromQuery = query === "" ? undefined : Object.fromEntries(new URLSearchParams(query));
  if (body.length === 0) return new Args(fromQuery ?? {});
  const type = contentType.toLowerCase();
  if (type.startsWith("application/json")) return new Args(merge(fromQuery, parseJson(body)));
  if (type.startsWith("multipart/form-data")) {
    const form = parseMultipart(body, contentType);
    if (form === undefined) throw badRequest("can't parse form data headers");
    return new Args(merge(fromQuery, form.fields), form.files);
  }
  if (type === "" || type.startsWith("application/x-www-form-urlencoded")) {
    return new Args(merge(fromQuery, Object.fromEntries(new URLSearchParams(body.toString()))));
  }
  return new Args(fromQuery ?? {});
}

function parseJson(body: Buffer): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    throw new Refusal(400, "Bad Request: JSON object expected");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Refusal(400, "Bad Request: JSON object expected");
  }
  return value as Record<string, unknown>;
}

function merge(
  query: Record<string, string> | undefined,
  body: Record<string, unknown>,
): Record<string, unknown> {
  return query === undefined ? body : { ...query, ...body };
}
