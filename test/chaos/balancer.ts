import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Balancer {
  readonly port: number;
  /** How often each update was handed over, by update_id. */
  readonly handed: ReadonlyMap<number, number>;
  close(): Promise<void>;
}

/**
 * Spreads requests over instances in turn, as a load balancer before two bots does. An instance that
 * does not answer is a 502, which Telegram takes as "try again".
 */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  let turn = 0;
  const handed = new Map<number, number>();
  const server: Server = createServer((incoming, outgoing) => {
    const port = ports[turn++ % ports.length];
    const onward = request(
      {
        host: "127.0.0.1",
        port,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        answer.on("error", () => outgoing.destroy());
      },
    );
    onward.on("error", () => {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end();
    });
    const body: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => body.push(chunk));
    incoming.on("end", () => {
      const { update_id: id } = JSON.parse(Buffer.concat(body).toString()) as { update_id: number };
      handed.set(id, (handed.get(id) ?? 0) + 1);
      onward.end(Buffer.concat(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    handed,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
