import type { IncomingMessage, ServerResponse } from "node:http";
import type { Chat } from "../world/chat.ts";
import type { Control } from "./control.ts";

/** Changes within this time go out as one event. */
const GATHER_MS = 15;
const HEARTBEAT_MS = 20_000;

/**
 * Server-sent events of one person's chat: the whole chat first, then what changed. A page that
 * reconnects gets the whole chat again, so nothing is lost.
 */
export function streamEvents(
  control: Control,
  userId: number,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
  });
  let sent: number | undefined;
  const flush = () => {
    timer = undefined;
    const view = control.chat(userId, sent);
    sent = view.revision;
    response.write(`data: ${JSON.stringify(view)}\n\n`);
  };
  let timer: NodeJS.Timeout | undefined;
  const schedule = () => {
    timer ??= setTimeout(flush, GATHER_MS);
  };
  const onChat = (chat: Chat) => {
    if (chat.id === userId) schedule();
  };
  const { events, chats } = control.world;
  if (chats.has(userId)) flush();
  events.on("changed", onChat).on("user", onChat).on("bot", schedule);
  const heartbeat = setInterval(() => response.write(": alive\n\n"), HEARTBEAT_MS);
  request.on("close", () => {
    clearInterval(heartbeat);
    clearTimeout(timer);
    events.off("changed", onChat).off("user", onChat).off("bot", schedule);
  });
}
