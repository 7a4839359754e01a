import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Balancer {
  readonly port: number;
  /** How often each update was handed over, by update_id. */
  readonly handed: ReadonlyMap<number, number>;
  close(): Promise<void>;
}

interface Update {
  readonly update_id: number;
  readonly callback_query?: { readonly data?: string };
}

/**
 * Spreads requests over instances in turn, as a load balancer before two bots does, and presses of the
 * same button in a turn of their own: two who press it at the same moment are answered by different
 * instances. One that does not answer is a 502, which Telegram takes as "try again".
 */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const turns = new Map<string, number>();
  const handed = new Map<number, number>();

  function next({ callback_query: press }: Update): number {
    const button = press?.data?.split(".")[1] ?? "";
    const turn = turns.get(button) ?? 0;
    turns.set(button, turn + 1);
    return ports[turn % ports.length] as number;
  }

  const server: Server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => parts.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(parts);
      const update = JSON.parse(body.toString()) as Update;
      handed.set(update.update_id, (handed.get(update.update_id) ?? 0) + 1);
      const onward = request(
        {
          host: "127.0.0.1",
          port: next(update),
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
      onward.end(body);
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
