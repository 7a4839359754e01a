import { mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Cluster, openCluster } from "../../../src/platform/postgres/embedded.ts";
import { ClusterInUse, stopStray } from "../../../src/platform/postgres/postmaster.ts";

describe("openCluster", () => {
  let parent: string;
  let directory: string;
  const opened: Cluster[] = [];

  beforeEach(async () => {
    // Closed to others, as a home directory often is.
    parent = await mkdtemp(join(tmpdir(), "opora-embedded-"));
    directory = join(parent, "postgres");
  });

  afterEach(async () => {
    for (const cluster of opened.splice(0)) await cluster.stop();
    await rm(parent, { recursive: true, force: true });
  });

  async function open(): Promise<Cluster> {
    const cluster = await openCluster({ directory });
    opened.push(cluster);
    return cluster;
  }

  async function ask(cluster: Cluster, query: string): Promise<unknown> {
    const client = new pg.Client({ connectionString: cluster.url("postgres") });
    await client.connect();
    const { rows } = await client.query(query);
    await client.end();
    return rows;
  }

  it("keeps data between starts, behind a password, and off the network", async () => {
    const first = await open();
    await ask(first, "CREATE TABLE kept AS SELECT 1 AS id");
    const url = new URL(first.url("postgres"));
    url.password = "guess";
    const stranger = new pg.Client({ connectionString: url.href });
    await expect(stranger.connect()).rejects.toThrow("password authentication failed");
    await first.stop();
    const second = await open();
    expect(await ask(second, "SELECT id FROM kept")).toEqual([{ id: 1 }]);
    expect(await ask(second, "SHOW listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
    expect((await stat(directory)).mode & 0o077).toBe(0);
  });

  it("refuses a directory that is served, and can end the server that a dead process left", async () => {
    const first = await open();
    await expect(openCluster({ directory })).rejects.toThrow(ClusterInUse);
    expect(await ask(first, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    expect(await stopStray(directory)).toBe(true);
    expect(await stopStray(directory)).toBe(false);
    await open();
  });

  it("starts over a lock file whose number belongs to something else", async () => {
    const first = await open();
    await first.stop();
    await writeFile(join(directory, "postmaster.pid"), `${process.pid}\n${directory}\n`);
    expect(await ask(await open(), "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("makes the directory anew when its making was interrupted", async () => {
    await mkdir(`${directory}.new`);
    await writeFile(join(`${directory}.new`, "PG_VERSION"), "18\n");
    expect(await ask(await open(), "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });
});
