import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json } from "./helpers.ts";

export interface Received {
  readonly update: Json;
  readonly headers: IncomingHttpHeaders;
  /** Milliseconds since the receiver started. */
  readonly at: number;
}

/** A bot's webhook made of a function: what it got is kept in order. */
export async function startReceiver(
  answer: (received: Received, response: ServerResponse) => void = (_, response) =>
    void response.end(),
) {
  const received: Received[] = [];
  const started = performance.now();
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => {
      const entry = {
        update: JSON.parse(body) as Json,
        headers: request.headers,
        at: performance.now() - started,
      };
      received.push(entry);
      answer(entry, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return { url, received, close };
}
