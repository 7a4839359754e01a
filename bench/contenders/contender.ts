import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** What a contender's process is told. */
export interface Setup {
  readonly apiRoot: string;
  readonly token: string;
  readonly redisUrl: string;
  readonly databaseUrl: string;
  /** 1 for the form of twelve questions, 5 for sixty. */
  readonly people: number;
}

/** A running bot, or a limit to compare with. */
export interface Running {
  stop(): Promise<void>;
  /** For a limit without Telegram: does the work so many times, so many at once. */
  run?(times: number, together: number): Promise<void>;
}

export type Start = (setup: Setup) => Promise<Running>;

export const SECRET = "bench-secret";
export const PATH = "/telegram";

/** A bot's webhook server on a free port of this machine. */
export async function serve(
  handler: RequestListener,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(handler);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${PATH}`,
    close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      return closed;
    },
  };
}
