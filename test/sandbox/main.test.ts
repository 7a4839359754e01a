import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { connectSandbox } from "../../sandbox/client.ts";

const MAIN = new URL("../../sandbox/main.ts", import.meta.url).pathname;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sandbox-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function run(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, "--port", "0", ...args]);
  let output = "";
  for await (const chunk of child.stdout) {
    output += chunk;
    if (output.includes("BOT_TOKEN=")) break;
  }
  const url = /http:\/\/\S+/.exec(output)?.[0] as string;
  const stop = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    const [code] = await once(child, "exit");
    return code as number;
  };
  return { output, url, stop };
}

it.each(["SIGINT", "SIGTERM"] as const)("prints its address and stops on %s", async (signal) => {
  const { output, url, stop } = await run();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(output).toContain(`TELEGRAM_API_ROOT=${url} BOT_TOKEN=`);
  expect((await fetch(url)).status).toBe(200);
  expect(await stop(signal)).toBe(0);
});

it("keeps its chats in a file", async () => {
  const file = join(folder, "state.json");
  const first = await run("--state", file);
  const anna = await connectSandbox(first.url).person({ id: 7, first_name: "Анна" });
  await anna.says("помни");
  expect(await first.stop("SIGTERM")).toBe(0);
  const second = await run("--state", file);
  const { messages } = await connectSandbox(second.url).chat(7);
  expect(messages.map(({ text }) => text)).toEqual(["помни"]);
  expect(await second.stop("SIGTERM")).toBe(0);
});
