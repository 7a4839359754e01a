import { createServer } from "node:net";

/**
 * Finds a free TCP port on 127.0.0.1.
 *
 * @param wanted tried first, then the nineteen after it; without it the system chooses
 */
export async function freePort(wanted = 0): Promise<number> {
  for (let port = wanted; port < wanted + 20; port++) {
    const found = await tryPort(port);
    if (found !== undefined) return found;
  }
  throw new Error(`No free port from ${wanted} to ${wanted + 19} on 127.0.0.1`);
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" || error.code === "EACCES" ? resolve(undefined) : reject(error),
    );
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });
}
