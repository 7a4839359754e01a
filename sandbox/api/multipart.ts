import type { Upload } from "./args.ts";

export interface MultipartForm {
  readonly fields: Record<string, unknown>;
  readonly files: ReadonlyMap<string, Upload>;
}

const HEADERS_END = Buffer.from("\r\n\r\n");

/**
 * Parses a multipart/form-data body held in memory. Parameters of a part may be quoted or bare
 * (`name="x";filename=a.txt`), since client libraries write both. A part with a file name, or whose
 * type is not text, is a file. Returns undefined when the body is not well formed.
 */
export function parseMultipart(body: Buffer, contentType: string): MultipartForm | undefined {
  const boundary = parameter(contentType, "boundary");
  if (boundary === undefined) return undefined;
  const delimiter = Buffer.from(`--${boundary}`);
  const fields: Record<string, unknown> = {};
  const files = new Map<string, Upload>();
  let start = body.indexOf(delimiter);
  if (start < 0) return undefined;
  for (;;) {
    start += delimiter.length;
    if (body[start] === 0x2d && body[start + 1] === 0x2d) return { fields, files };
    const end = body.indexOf(delimiter, start);
    const headersEnd = body.indexOf(HEADERS_END, start);
    if (end < 0 || headersEnd < 0 || headersEnd > end) return undefined;
    const headers = readHeaders(body.toString("utf8", start, headersEnd));
    const disposition = headers.get("content-disposition") ?? "";
    const name = parameter(disposition, "name");
    if (name === undefined) return undefined;
    // The CRLF before the next delimiter belongs to the delimiter.
    const content = body.subarray(headersEnd + HEADERS_END.length, end - 2);
    const fileName = parameter(disposition, "filename");
    if (fileName === undefined) fields[name] = content.toString("utf8");
    else {
      const mimeType = headers.get("content-type") ?? "application/octet-stream";
      files.set(name, { name: fileName, mimeType, content });
    }
    start = end;
  }
}

function readHeaders(text: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1));
  }
  return headers;
}

/** A parameter of a header, quoted or up to the next ";", with %-sequences decoded. */
function parameter(header: string, name: string): string | undefined {
  const pattern = new RegExp(`(?:^|;)\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;]*))`, "i");
  const match = pattern.exec(header);
  if (match === null) return undefined;
  const value = match[1] === undefined ? match[2]?.trim() : match[1].replace(/\\(.)/g, "$1");
  return value === undefined ? undefined : percentDecoded(value);
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
