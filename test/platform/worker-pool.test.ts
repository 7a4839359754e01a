import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { createWorkerPool, type WorkerPool } from "../../src/platform/worker-pool.ts";

const pools: WorkerPool<string | number, string | number>[] = [];

function pool(options: { workers?: number; mostWaiting?: number; timeoutMs?: number } = {}) {
  const lost: string[] = [];
  const made = createWorkerPool<string | number, string | number>({
    script: new URL("./odd-worker.ts", import.meta.url),
    ...{ workers: 1, mostWaiting: 10, timeoutMs: 10_000, ...options },
    onLost: (why) => lost.push(why),
  });
  pools.push(made);
  return { ...made, lost };
}

afterEach(async () => {
  for (const one of pools.splice(0)) await one.close();
});

test("tasks are done one after the other, each gets its own answer", async () => {
  const { run } = pool();
  expect(await Promise.all(["a", "b", 5, "c"].map(run))).toEqual(
    ["a", "b", 5, "c"].map((value) => ({ kind: "done", value })),
  );
});

test("a task that kills its worker is lost alone: those behind it are done by a new one", async () => {
  const { run, lost } = pool();
  expect(await Promise.all(["a", "die", "b", "throw", "c"].map(run))).toEqual([
    { kind: "done", value: "a" },
    { kind: "lost" },
    { kind: "done", value: "b" },
    { kind: "lost" },
    { kind: "done", value: "c" },
  ]);
  expect(lost).toEqual(["died", "died"]);
});

test("a worker that fails between two tasks costs none", async () => {
  const { run } = pool();
  expect(await run("throw later")).toMatchObject({ kind: "done" });
  await sleep(500);
  expect(await run("next")).toEqual({ kind: "done", value: "next" });
});

test("a task that hangs is ended at its time", async () => {
  const { run, lost } = pool({ timeoutMs: 3_000 });
  expect(await Promise.all([run("hang"), run("after")])).toEqual([
    { kind: "lost" },
    { kind: "done", value: "after" },
  ]);
  expect(lost).toEqual(["timeout"]);
});

test("the queue is bounded, and open again when it is empty", async () => {
  const { run } = pool({ mostWaiting: 2 });
  const all = [20, 1, 2, 3].map(run);
  expect(await all[3]).toEqual({ kind: "busy" });
  expect(await Promise.all(all)).toEqual([
    ...[20, 1, 2].map((value) => ({ kind: "done", value })),
    { kind: "busy" },
  ]);
  expect(await run("again")).toEqual({ kind: "done", value: "again" });
});

test("closing ends what waits and what is worked on", async () => {
  const { run, close } = pool();
  const all = [run("hang"), run("waits")];
  await close();
  expect(await Promise.all(all)).toEqual([{ kind: "lost" }, { kind: "busy" }]);
  expect(await run("late")).toEqual({ kind: "busy" });
});
