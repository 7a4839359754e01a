import { randomBytes } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { connectSandbox } from "../../sandbox/client.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server.ts";
import {
  createClient,
  type Downloaded,
  MOST_FILE_BYTES,
  type TelegramClient,
} from "../../src/platform/telegram/client.ts";

const TOKEN = "1234567890:never-to-be-seen";
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

function clientOf(apiRoot: string): TelegramClient {
  const client = createClient({ token: TOKEN, apiRoot, timeoutMs: 500 });
  closing.push(() => client.close());
  return client;
}

/** A Telegram that finds every file, and answers its address as told. */
async function telegramWhere(file: RequestListener): Promise<string> {
  const found = { ok: true, result: { file_id: "f", file_path: "documents/a б.pdf" } };
  const server: Server = createServer((request, response) => {
    if (request.url?.startsWith("/bot")) response.end(JSON.stringify(found));
    else file(request, response);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  closing.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("a file of the local Telegram", () => {
  async function sent(bytes: Buffer): Promise<{ sandbox: Sandbox; fileId: string }> {
    const sandbox = await startSandbox({ token: TOKEN });
    closing.push(() => sandbox.close());
    const anna = await connectSandbox(sandbox.url).person({ id: 7, first_name: "Анна" });
    await anna.start();
    await anna.sends({
      kind: "document",
      name: "чек.pdf",
      content: { base64: bytes.toString("base64") },
    });
    const file = [...sandbox.control.world.files.all()].at(-1);
    return { sandbox, fileId: file?.id ?? "" };
  }

  it("comes as it was sent, up to 20 MB", async () => {
    const bytes = randomBytes(MOST_FILE_BYTES);
    const { sandbox, fileId } = await sent(bytes);
    const got = await clientOf(sandbox.apiRoot).download(fileId);
    expect(got.kind).toBe("done");
    expect(got.kind === "done" && got.bytes.equals(bytes)).toBe(true);
  });

  it("is too large above that", async () => {
    const { sandbox, fileId } = await sent(Buffer.alloc(MOST_FILE_BYTES + 1));
    expect(await clientOf(sandbox.apiRoot).download(fileId)).toEqual({ kind: "too_large" });
  });

  it("is gone when Telegram does not know it", async () => {
    const { sandbox } = await sent(Buffer.from("x"));
    expect(await clientOf(sandbox.apiRoot).download("AgADmade-up")).toEqual({ kind: "gone" });
  });
});

describe("a download", () => {
  it("asks for the path as it is, in one piece", async () => {
    let asked = "";
    const apiRoot = await telegramWhere((request, response) => {
      asked = request.url ?? "";
      response.end("ok");
    });
    await clientOf(apiRoot).download("f");
    expect(decodeURIComponent(asked)).toBe(`/file/bot${TOKEN}/documents/a б.pdf`);
  });

  const cases: readonly [string, RequestListener, Downloaded][] = [
    ["404", (_, response) => response.writeHead(404).end(), { kind: "gone" }],
    [
      "500",
      (_, response) => response.writeHead(500).end("oops"),
      { kind: "failed", code: "http_500" },
    ],
    [
      "more bytes than Telegram said",
      (_, response) => response.end(Buffer.alloc(MOST_FILE_BYTES + 1)),
      { kind: "too_large" },
    ],
    [
      "a broken line",
      (_, response) => {
        response.writeHead(200, { "content-length": 100 }).write("half");
        setTimeout(() => response.destroy(), 20);
      },
      { kind: "failed", code: "UND_ERR_SOCKET" },
    ],
    ["silence", () => {}, { kind: "failed", code: "UND_ERR_HEADERS_TIMEOUT" }],
  ];

  it.each(cases)(
    "tells %s apart, without the address that holds the token",
    async (_, file, is) => {
      const outcome = await clientOf(await telegramWhere(file)).download("f");
      expect(outcome).toEqual(is);
      expect(inspect(outcome, { depth: 9 })).not.toContain(TOKEN);
    },
  );

  it("has failed when nobody listens", async () => {
    const outcome = await clientOf("http://127.0.0.1:1").download("f");
    expect(outcome).toMatchObject({ kind: "failed" });
  });
});
