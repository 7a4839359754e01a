import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Blobs, StoreAway } from "../../../src/platform/files/blobs.ts";
import { folderBlobs } from "../../../src/platform/files/folder.ts";
import { s3Blobs } from "../../../src/platform/files/s3.ts";
import { isOutage } from "../../../src/platform/postgres/database.ts";
import { startS3, type TestS3 } from "./s3-server.ts";

const account = { key: "AKIDEXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG+bPxRfi", region: "ru-1" };
let folder: string;
let s3: TestS3;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "opora-blobs-"));
  s3 = await startS3(account);
});
afterAll(async () => {
  await s3.close();
  await rm(folder, { recursive: true, force: true });
});

const bucket = (change: Partial<typeof account & { bucket: string }> = {}) =>
  s3Blobs({ endpoint: s3.endpoint, bucket: "files", ...account, ...change });

async function listed(blobs: Blobs) {
  const all: { name: string; at: Date }[] = [];
  for await (const one of blobs.list()) all.push(one);
  return all;
}

describe.each<[string, () => Blobs]>([
  ["a folder", () => folderBlobs(join(folder, "new", "files"))],
  ["an S3 bucket", bucket],
])("%s", (_, open) => {
  it("is empty at first", async () => {
    expect(await listed(open())).toEqual([]);
    expect(await open().get("nothing")).toBeUndefined();
    await open().remove("nothing");
  });

  it("gives back what was put, lists it, and removes it", async () => {
    const bytes = randomBytes(300_000);
    const began = Date.now();
    for (const name of ["a", "b", "c", "d", "e"]) await open().put(name, bytes);
    await open().put("a", Buffer.from("другое"));
    expect((await open().get("b"))?.equals(bytes)).toBe(true);
    expect((await open().get("a"))?.toString()).toBe("другое");
    const all = await listed(open());
    expect(all.map(({ name }) => name).toSorted()).toEqual(["a", "b", "c", "d", "e"]);
    for (const { at } of all) expect(at.getTime()).toBeGreaterThan(began - 2_000);
    for (const { name } of all) await open().remove(name);
    expect(await listed(open())).toEqual([]);
  });
});

describe("a folder", () => {
  it("is for the bot's user alone", async () => {
    const place = join(folder, "own");
    await folderBlobs(place).put("a", Buffer.from("x"));
    expect((await stat(place)).mode & 0o777).toBe(0o700);
    expect((await stat(join(place, "a"))).mode & 0o777).toBe(0o600);
    expect(await readdir(place)).toEqual(["a"]);
  });

  it("has the old bytes under a name until the new ones are whole", async () => {
    const place = join(folder, "half");
    await folderBlobs(place).put("a", Buffer.from("whole"));
    // What a crash in the middle of writing leaves.
    await writeFile(join(place, "a.part"), "hal");
    expect((await folderBlobs(place).get("a"))?.toString()).toBe("whole");
    await folderBlobs(place).put("a", Buffer.from("new"));
    expect(await readdir(place)).toEqual(["a"]);
  });
});

describe("an S3 bucket", () => {
  it("gets each request signed as the store computes it", async () => {
    await bucket().put("a", Buffer.from("x"));
    expect(s3.forged).toEqual([]);
    await expect(bucket({ secret: "another" }).get("a")).rejects.toThrow(StoreAway);
    await expect(bucket({ region: "ru-2" }).get("a")).rejects.toThrow(StoreAway);
    expect(s3.forged.splice(0)).toEqual(["another signature", "another region or service"]);
    await bucket().remove("a");
  });

  it("is asked again when it stumbles", async () => {
    s3.failNext(503, 2);
    await bucket().put("a", Buffer.from("x"));
    expect((await bucket().get("a"))?.toString()).toBe("x");
    await bucket().remove("a");
  });

  it("is away when it stays down: an outage, which names neither key nor content", async () => {
    s3.failNext(500, 3);
    const failure: unknown = await bucket()
      .put("a", Buffer.from("x"))
      .catch((error) => error);
    expect(failure).toBeInstanceOf(StoreAway);
    expect(isOutage(failure)).toBe(true);
    expect(String((failure as Error).message)).toBe("The file store answers 500");
    const gone = s3Blobs({ ...account, endpoint: "http://127.0.0.1:1", bucket: "files" });
    expect(isOutage(await gone.get("a").catch((error: unknown) => error))).toBe(true);
  });

  it("that does not exist takes nothing", async () => {
    await expect(bucket({ bucket: "none" }).put("a", Buffer.from("x"))).rejects.toThrow(
      "has no such bucket",
    );
  });
});
