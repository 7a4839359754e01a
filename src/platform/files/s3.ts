import { createHash } from "node:crypto";
import { AwsClient } from "aws4fetch";
import { type Blobs, StoreAway } from "./blobs.ts";

export interface S3Options {
  /** Where the store is: "https://storage.example". */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly key: string;
  readonly secret: string;
}

const TIMEOUT_MS = 30_000;
const RETRIES = 2;

/** Keeps each blob as an object of a bucket, in any store that speaks S3 with the bucket in the path. */
export function s3Blobs({ endpoint, bucket, region, key, secret }: S3Options): Blobs {
  const client = new AwsClient({
    accessKeyId: key,
    secretAccessKey: secret,
    service: "s3",
    region,
    retries: RETRIES,
  });
  const root = `${endpoint}/${bucket}`;

  async function ask(method: string, path: string, body?: Uint8Array<ArrayBuffer>) {
    const headers = {
      // Signed with the rest: what arrives is what was sent.
      "x-amz-content-sha256": createHash("sha256")
        .update(body ?? "")
        .digest("hex"),
    };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await client
      .fetch(root + path, { method, headers, signal, ...(body ? { body } : {}) })
      .catch((error: unknown) => {
        throw new StoreAway("does not answer", error);
      });
    if (answer.ok || answer.status === 404) return answer;
    // The body may repeat what was asked; the status is enough.
    await answer.body?.cancel();
    throw new StoreAway(`answers ${answer.status}`);
  }

  return {
    async put(name, bytes) {
      const { status } = await ask("PUT", `/${name}`, Uint8Array.from(bytes));
      if (status === 404) throw new StoreAway("has no such bucket");
    },
    async get(name) {
      const answer = await ask("GET", `/${name}`);
      const bytes = Buffer.from(await answer.arrayBuffer());
      return answer.status === 404 ? undefined : bytes;
    },
    async remove(name) {
      await (await ask("DELETE", `/${name}`)).body?.cancel();
    },
    async *list() {
      let next: string | undefined = "";
      do {
        const more = next ? `&continuation-token=${encodeURIComponent(next)}` : "";
        const page = await (await ask("GET", `?list-type=2${more}`)).text();
        for (const [, entry = ""] of page.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
          const name = element(entry, "Key");
          const at = element(entry, "LastModified");
          if (name && at) yield { name, at: new Date(at) };
        }
        next = element(page, "NextContinuationToken");
      } while (next);
    },
  };
}

/** The text of an element. Our own names need no unescaping; a token may. */
function element(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text?.replaceAll("&amp;", "&");
}
