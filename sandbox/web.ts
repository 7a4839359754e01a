import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";

const ROOT = new URL("./web/", import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};
/** The page loads nothing from elsewhere and runs only its own scripts. */
const POLICY =
  "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; frame-ancestors 'none'";

/** Serves the files of `web/`; every file is plain, so there is no build. */
export async function servePage(url: string, response: ServerResponse): Promise<void> {
  const path = url.split("?")[0] as string;
  const name = path === "/" ? "index.html" : path.slice(1);
  const type = TYPES[name.slice(name.lastIndexOf(".") + 1)];
  if (type === undefined || !/^[a-z-]+\.[a-z]+$/.test(name)) return notFound(response);
  try {
    const content = await readFile(new URL(name, ROOT));
    response.writeHead(200, {
      "content-type": type,
      "content-length": content.length,
      "cache-control": "no-cache",
      "content-security-policy": POLICY,
      "x-content-type-options": "nosniff",
    });
    response.end(content);
  } catch {
    notFound(response);
  }
}

function notFound(response: ServerResponse): void {
  response.writeHead(404, { "content-type": "application/json" });
  response.end('{"ok":false,"error_code":404,"description":"Not Found"}');
}
