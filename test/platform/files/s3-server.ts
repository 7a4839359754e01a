import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface TestS3 {
  readonly endpoint: string;
  /** Objects by path, "/bucket/name". */
  readonly objects: Map<string, { bytes: Buffer; at: Date }>;
  /** Requests whose signature did not fit. */
  readonly forged: string[];
  /** Answers this many requests with this status first. */
  failNext(status: number, times: number): void;
  close(): Promise<void>;
}

const PAGE = 2;

/**
 * A small store that speaks as much S3 as the bot uses. It computes each signature anew from what arrived
 * (AWS Signature Version 4), so a request that was signed wrongly or changed on its way is refused.
 */
export async function startS3({
  key,
  secret,
  region,
}: Record<"key" | "secret" | "region", string>) {
  const objects: TestS3["objects"] = new Map();
  const forged: string[] = [];
  let failing = { status: 0, times: 0 };

  const server: Server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const url = new URL(request.url ?? "", "http://s3");
    const why = wrongIn(request, url, body, { key, secret, region });
    if (why) {
      forged.push(why);
      return response.writeHead(403).end();
    }
    if (failing.times > 0) {
      failing.times -= 1;
      return response.writeHead(failing.status).end("<Error/>");
    }
    if (!url.pathname.startsWith("/files")) return response.writeHead(404).end();
    if (url.searchParams.get("list-type") === "2") return response.end(list(url));
    switch (request.method) {
      case "PUT":
        objects.set(url.pathname, { bytes: body, at: new Date() });
        return response.end();
      case "DELETE":
        objects.delete(url.pathname);
        return response.writeHead(204).end();
      default: {
        const found = objects.get(url.pathname);
        return found ? response.end(found.bytes) : response.writeHead(404).end("<Error/>");
      }
    }
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));

  /** Tokens with signs that have to be encoded, in XML and in the address. */
  function list(url: URL): string {
    const from = Number(/^(\d*)/.exec(url.searchParams.get("continuation-token") ?? "")?.[1] || 0);
    const all = [...objects].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const shown = all.slice(from, from + PAGE);
    const next = from + PAGE < all.length ? `${from + PAGE}+/=&amp;x` : undefined;
    return `<ListBucketResult>${shown
      .map(
        ([path, { at }]) =>
          `<Contents><Key>${path.slice("/files/".length)}</Key><LastModified>${at.toISOString()}</LastModified></Contents>`,
      )
      .join(
        "",
      )}${next ? `<NextContinuationToken>${next}</NextContinuationToken>` : ""}</ListBucketResult>`;
  }

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    forged,
    failNext: (status, times) => {
      failing = { status, times };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  } satisfies TestS3;
}

function wrongIn(
  { method = "", headers }: IncomingMessage,
  url: URL,
  body: Buffer,
  { key, secret, region }: { key: string; secret: string; region: string },
): string | undefined {
  const [, signer, day, place, service, names = "", signature] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      headers.authorization ?? "",
    ) ?? [];
  if (signer !== key) return "another key";
  if (place !== region || service !== "s3") return "another region or service";
  const time = String(headers["x-amz-date"]);
  if (!time.startsWith(String(day))) return "another day";
  const signed = names.split(";");
  if (!["host", "x-amz-content-sha256", "x-amz-date"].every((name) => signed.includes(name))) {
    return "unsigned headers";
  }
  if (headers["x-amz-content-sha256"] !== sha256(body)) return "another body";
  const query = [...url.searchParams]
    .map(([name, value]) => `${rfc3986(name)}=${rfc3986(value)}`)
    .toSorted()
    .join("&");
  const canonical = [
    method,
    url.pathname
      .split("/")
      .map((part) => rfc3986(decodeURIComponent(part)))
      .join("/"),
    query,
    ...signed.map((name) => `${name}:${String(headers[name]).trim()}`),
    "",
    names,
    sha256(body),
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", time, scope, sha256(canonical)].join("\n");
  const signingKey = [day ?? "", region, "s3", "aws4_request"].reduce<Buffer>(
    (from, part) => createHmac("sha256", from).update(part).digest(),
    Buffer.from(`AWS4${secret}`),
  );
  const expected = createHmac("sha256", signingKey).update(toSign).digest("hex");
  return signature === expected ? undefined : "another signature";
}

function sha256(data: Buffer | string): string {
  return createHash("sha256").update(data).digest("hex");
}

function rfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
