import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "../api/request.ts";
import type { FaultRule } from "../faults.ts";
import type { SandboxUser } from "../world/types.ts";
import { type Action, ActionError, type FileItem } from "./action.ts";
import type { Control } from "./control.ts";
import { streamEvents } from "./events.ts";

interface Request {
  readonly control: Control;
  readonly query: URLSearchParams;
  /** Values of the path's parts in brackets. */
  readonly parts: readonly string[];
  readonly body: Buffer;
}

type Route = (request: Request) => unknown;

const ROUTES: readonly { method: string; pattern: RegExp; run: Route }[] = [
  route("GET", "users", ({ control }) => control.users()),
  route("POST", "users", ({ control, body }) =>
    control.user(json<SandboxUser & { started?: boolean }>(body)),
  ),
  route("GET", "users/(\\d+)", ({ control, parts, query }) =>
    control.chat(Number(parts[0]), optionalNumber(query, "since")),
  ),
  route("GET", "users/(\\d+)/changes", ({ control, parts, query }) =>
    control.changes(
      Number(parts[0]),
      Number(query.get("since") ?? 0),
      optionalNumber(query, "timeoutMs"),
    ),
  ),
  route("POST", "users/(\\d+)/actions", ({ control, parts, body }) =>
    control.act(Number(parts[0]), json<Action>(body)),
  ),
  route("POST", "users/(\\d+)/files", sendFile),
  route("GET", "calls", ({ control, query }) => ({
    cursor: control.callCursor,
    calls: control.calls(Number(query.get("cursor") ?? 0), query.get("method") ?? undefined),
  })),
  route("GET", "idle", async ({ control, query }) => {
    await control.idle(optionalNumber(query, "quietMs"), optionalNumber(query, "timeoutMs"));
    return { idle: true };
  }),
  route("GET", "pending", ({ control }) => control.pending()),
  route("GET", "faults", ({ control }) => control.faults()),
  route("POST", "faults", ({ control, body }) => ({ id: control.addFault(json<FaultRule>(body)) })),
  route("DELETE", "faults", ({ control }) => {
    control.clearFaults();
    return {};
  }),
  route("DELETE", "faults/(\\d+)", ({ control, parts }) => ({
    removed: control.removeFault(Number(parts[0])),
  })),
  route("POST", "login", ({ control }) => {
    control.logIn();
    return {};
  }),
  route("GET", "clock", ({ control }) => ({ now: control.world.clock.now() })),
  route("POST", "clock", ({ control, body }) => {
    const { clock } = control.world;
    const change = json<{ set?: number | string; advanceMs?: number }>(body);
    if (change.set !== undefined) clock.set(change.set);
    if (change.advanceMs !== undefined) clock.advance(change.advanceMs);
    return { now: clock.now() };
  }),
];

/** Answers `/sandbox/...`: JSON in, JSON out; failures are `{"error":{code,message}}`. */
export async function handleControl(
  control: Control,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://sandbox");
  const path = url.pathname.slice("/sandbox/".length);
  if (path === "events")
    return streamEvents(control, Number(url.searchParams.get("user")), request, response);
  if (path.startsWith("files/"))
    return sendStoredFile(control, path.slice("files/".length), response);
  for (const { method, pattern, run } of ROUTES) {
    const match = method === request.method ? pattern.exec(path) : null;
    if (match === null) continue;
    try {
      const body = await readBody(request);
      const parts = match.slice(1);
      return answer(response, 200, await run({ control, query: url.searchParams, parts, body }));
    } catch (error) {
      const code = error instanceof ActionError ? error.code : "failed";
      const message = error instanceof Error ? error.message : String(error);
      return answer(response, error instanceof ActionError ? 409 : 400, {
        error: { code, message },
      });
    }
  }
  request.resume();
  answer(response, 404, { error: { code: "no-route", message: `nothing at ${url.pathname}` } });
}

/** A file from a page: bytes as the body, the rest in the query. */
function sendFile({ control, parts, query, body }: Request): unknown {
  const item: FileItem = {
    kind: query.get("kind") === "photo" ? "photo" : "document",
    name: query.get("name") ?? "file",
    mimeType: query.get("type") || "application/octet-stream",
    content: { bytes: body },
  };
  const caption = query.get("caption") ?? undefined;
  return control.act(Number(parts[0]), { do: "file", ...item, ...(caption ? { caption } : {}) });
}

function sendStoredFile(control: Control, id: string, response: ServerResponse): void {
  const file = control.file(id);
  if (file === undefined) {
    answer(response, 404, { error: { code: "no-file", message: "no such file" } });
    return;
  }
  // Only pictures are shown in place: a page that a bot sent must not run as a page of this server.
  const inline = /^image\/(png|jpeg|gif|webp)$/.test(file.mimeType);
  const name = encodeURIComponent(file.name);
  response.writeHead(200, {
    "content-type": inline ? file.mimeType : "application/octet-stream",
    "content-length": file.size,
    "content-disposition": `${inline ? "inline" : "attachment"}; filename*=UTF-8''${name}`,
    "x-content-type-options": "nosniff",
  });
  response.end(file.content);
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value ?? {}));
  response.writeHead(status, { "content-type": "application/json", "content-length": body.length });
  response.end(body);
}

function route(method: string, path: string, run: Route) {
  return { method, pattern: new RegExp(`^${path}$`), run };
}

function json<T>(body: Buffer): T {
  return JSON.parse(body.toString("utf8")) as T;
}

function optionalNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  return text === null ? undefined : Number(text);
}
