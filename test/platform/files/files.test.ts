import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EMPTY_RECORD } from "../../../src/features/cases/record.ts";
import { newCase } from "../../../src/features/cases/store.ts";
import { createKeyring, SealBroken } from "../../../src/platform/crypto/keyring.ts";
import {
  adoptFiles,
  eraseFiles,
  type Files,
  openFiles,
  readFiles,
  removeFile,
  renameFile,
  writeFile as writeRow,
} from "../../../src/platform/files/index.ts";
import { connectDatabase, type Database } from "../../../src/platform/postgres/database.ts";
import type { JobData, Queue } from "../../../src/platform/queue.ts";
import { createDatabase, type TestDatabase } from "../../servers/database.ts";

const keyring = createKeyring(randomBytes(32));
const now = new Date("2024-03-12T03:00:00Z");
const TEXT = "Кассовый чек: хлеб, молоко";
let created: TestDatabase;
let database: Database;
let folder: string;
let files: Files;

beforeAll(async () => {
  created = await createDatabase();
  database = connectDatabase(created.url, 2);
  folder = await mkdtemp(join(tmpdir(), "opora-files-"));
  files = openFiles({ kind: "folder", path: folder }, keyring);
});
afterAll(async () => {
  await database.close();
  await created.drop();
  await rm(folder, { recursive: true, force: true });
});

async function someCase(personId: string | null = null) {
  const { prisma } = database;
  const institution = await prisma.institution.create({
    data: {
      ...{ id: randomUUID(), kind: "ngo", name: "Центр", region: "RU-KYA", town: 1, address: "1" },
      timeZone: "Asia/Krasnoyarsk",
    },
  });
  const { opened, create } = newCase(keyring, {
    ...{ institutionId: institution.id, curatorId: null, personId, status: "on_contract" },
    ...{ record: EMPTY_RECORD, createdAt: now },
  });
  await database.transaction(create);
  return opened;
}

async function keptFor(of: Awaited<ReturnType<typeof someCase>>, text = TEXT) {
  const kept = await files.keep(Buffer.from(text));
  await database.transaction((tx) =>
    writeRow(tx, of, {
      ...{ ...kept, reportId: null, kind: "receipt" as const, createdAt: now },
      ...{ name: "чек.jpg", type: "image/jpeg" },
    }),
  );
  return kept.id;
}

/** Notes what is queued instead of queueing it. */
function notedQueue(): { queue: Queue; jobs: JobData[] } {
  const jobs: JobData[] = [];
  const add: Queue["add"] = async (_tx, _name, data) => void jobs.push(data);
  return { queue: { add } as Partial<Queue> as Queue, jobs };
}

async function old(name: string): Promise<void> {
  const at = new Date(Date.now() - 25 * 3_600_000);
  await utimes(join(folder, name), at, at);
}

describe("a kept file", () => {
  it("is read back with what is known of it", async () => {
    const of = await someCase();
    const id = await keptFor(of);
    const [row] = await readFiles(database.prisma, of);
    expect(row).toMatchObject({ id, kind: "receipt", name: "чек.jpg", type: "image/jpeg" });
    expect(row?.size).toBe(Buffer.byteLength(TEXT));
    expect((await files.read(row!))?.toString()).toBe(TEXT);
  });

  it("lies nowhere as it is: neither bytes nor name, nor the plain hash", async () => {
    const of = await someCase();
    const id = await keptFor(of);
    for (const name of await readdir(folder)) {
      const bytes = await readFile(join(folder, name));
      expect(bytes.includes(TEXT) || bytes.includes("чек")).toBe(false);
    }
    const { rows } = await database.pool.query("SELECT f.*::text AS text FROM files f");
    const row = await database.prisma.storedFile.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(rows)).not.toContain("чек");
    expect(Buffer.from(row.about).includes("jpeg")).toBe(false);
    const again = await createKeyring(randomBytes(32)).blindIndex("StoredFile.bytes", TEXT);
    expect(Buffer.from(row.digest).equals(again)).toBe(false);
  });

  it("can be called something else within its case; its bytes and its ending stay", async () => {
    const [of, other] = [await someCase(), await someCase()];
    const id = await keptFor(of);
    await database.transaction((tx) => renameFile(tx, other, id, "Чужое"));
    await database.transaction((tx) => renameFile(tx, of, id, "Справка"));
    const [row] = await readFiles(database.prisma, of);
    expect(row).toMatchObject({ id, name: "Справка.jpg", type: "image/jpeg" });
    expect((await files.read(row!))?.toString()).toBe(TEXT);
  });

  it("is recognised by its keyed hash when it comes again", async () => {
    const of = await someCase();
    await keptFor(of);
    const again = await files.keep(Buffer.from(TEXT));
    const [found] = await readFiles(database.prisma, of, { digest: Uint8Array.from(again.digest) });
    expect(found?.digest).toEqual(again.digest);
    await files.remove(again.id);
  });

  it("is refused when a byte was changed, or when it stands in for another", async () => {
    const of = await someCase();
    const id = await keptFor(of);
    const other = await keptFor(of, "другой чек");
    const [row] = await readFiles(database.prisma, of, { id });
    const sealed = await readFile(join(folder, id));
    for (const at of [0, 12, sealed.length >> 1, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await writeFile(join(folder, id), changed);
      await expect(files.read(row!)).rejects.toThrow(SealBroken);
    }
    await writeFile(join(folder, id), await readFile(join(folder, other)));
    await expect(files.read(row!)).rejects.toThrow(SealBroken);
    await rm(join(folder, id));
    expect(await files.read(row!)).toBeUndefined();
  });

  it("cannot be read once the case's key is gone", async () => {
    const of = await someCase();
    const id = await keptFor(of);
    const { key } = keyring.issue(of.id);
    await expect(readFiles(database.prisma, { id: of.id, key }, { id })).rejects.toThrow(
      SealBroken,
    );
  });
});

describe("files of a case", () => {
  it("go over to the one that it is merged into, bytes untouched", async () => {
    const [from, to] = [await someCase(), await someCase()];
    const id = await keptFor(from);
    const before = await readFile(join(folder, id));
    await database.transaction((tx) => adoptFiles(tx, from, to));
    expect(await readFiles(database.prisma, from)).toEqual([]);
    const [row] = await readFiles(database.prisma, to);
    expect((await files.read(row!))?.toString()).toBe(TEXT);
    expect(await readFile(join(folder, id))).toEqual(before);
  });

  it("are removed one by one, or all with the consent, and only there", async () => {
    const person = await database.prisma.person.create({
      data: { id: randomUUID(), locale: "ru", timeZone: "UTC" },
    });
    const [own, other] = [await someCase(person.id), await someCase()];
    const ids = [await keptFor(own), await keptFor(own), await keptFor(own)];
    const kept = await keptFor(other);
    const { queue, jobs } = notedQueue();
    await database.transaction(async (tx) => {
      await removeFile(tx, queue, { id: ids[0]!, caseId: own.id, now });
      // Somebody else's file is not theirs to remove.
      await removeFile(tx, queue, { id: kept, caseId: own.id, now });
    });
    expect(jobs).toEqual([{ fileId: ids[0] }]);
    await database.transaction((tx) => eraseFiles(queue)(tx, person.id, now));
    expect(new Set(jobs.map(({ fileId }) => fileId))).toEqual(new Set(ids));
    expect(await readFiles(database.prisma, own)).toEqual([]);
    expect(await readFiles(database.prisma, other)).toHaveLength(1);
  });
});

describe("the sweep", () => {
  it("removes what no row has spoken of for a day, and nothing else", async () => {
    const of = await someCase();
    const kept = await keptFor(of);
    const orphan = await files.keep(Buffer.from("a turn that failed"));
    const fresh = await files.keep(Buffer.from("a turn under way"));
    await writeFile(join(folder, `${orphan.id}.part`), "a crash while writing");
    for (const name of [kept, orphan.id, `${orphan.id}.part`]) await old(name);
    expect(await files.sweep(database)).toBe(2);
    const left = await readdir(folder);
    expect(left).toEqual(expect.arrayContaining([kept, fresh.id]));
    expect(left).not.toContain(orphan.id);
    expect(await files.sweep(database)).toBe(0);
  });

  it("touches nothing when the database is another one than the store's own", async () => {
    const empty = await createDatabase();
    const wrong = connectDatabase(empty.url, 1);
    const before = await readdir(folder);
    for (const name of before) await old(name);
    expect(await files.sweep(wrong)).toBe(0);
    expect(await readdir(folder)).toEqual(before);
    await wrong.close();
    await empty.drop();
  });
});
