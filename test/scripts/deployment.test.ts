import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { startSandbox } from "../../sandbox/server.ts";
import { createDatabase } from "../servers/database.ts";
import { portForLater } from "../servers/port.ts";
import { projectRoot } from "./fixture.ts";

const read = (path: string) => readFile(join(projectRoot, path), "utf8");

/** What the Dockerfile takes from the project: sources and where each goes. */
async function copied(): Promise<{ from: string; to: string }[]> {
  const lines = (await read("Dockerfile")).split("\n");
  return lines
    .filter((line) => line.startsWith("COPY ") && !line.includes("--from="))
    .flatMap((line) => {
      const paths = line.split(/\s+/).slice(1);
      const to = paths.pop()!;
      return paths.map((from) => ({ from, to: to === "./" ? from : to }));
    });
}

describe("compose.yaml", () => {
  it("keeps what must last, waits for health, and holds no secret", async () => {
    const compose = parse(await read("compose.yaml"));
    expect(Object.keys(compose.services)).toEqual(["bot", "postgres", "redis"]);
    expect(compose.services.redis.command).toContain("--appendonly");
    expect(compose.services.postgres.volumes).toEqual(["postgres:/var/lib/postgresql"]);
    expect(compose.services.bot.volumes).toEqual(["files:/opora/data/files"]);
    expect(Object.keys(compose.volumes)).toEqual(["postgres", "redis", "files"]);
    expect(compose.secrets.data_key).toEqual({ environment: "DATA_KEY" });
    for (const name of ["postgres", "redis"]) {
      expect(compose.services[name].healthcheck.test).toBeDefined();
      expect(compose.services.bot.depends_on[name]).toEqual({ condition: "service_healthy" });
      expect(compose.services[name].ports).toBeUndefined();
    }
  });

  it("asks for every variable that the example lists, and for no other", async () => {
    const used = [...(await read("compose.yaml")).matchAll(/\$\{(\w+)|environment: (\w+)$/gm)];
    const named = [...(await read(".env.example")).matchAll(/^(\w+)=/gm)];
    expect(new Set(named.map((match) => match[1]))).toEqual(
      new Set(used.map((match) => match[1] ?? match[2])),
    );
  });
});

describe("image", () => {
  let root: string;
  const running = new Set<ChildProcess>();

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "opora-image-"));
    for (const { from, to } of await copied()) {
      expect(existsSync(join(projectRoot, from)), `${from} is there to be copied`).toBe(true);
      await cp(join(projectRoot, from), join(root, to), { recursive: true });
    }
    const install = (await read("Dockerfile")).match(/^RUN npm (ci .*)$/m)![1]!;
    execFileSync("npm", [...install.split(" "), "--prefer-offline"], { cwd: root, stdio: "pipe" });
  }, 240_000);

  afterAll(async () => {
    for (const child of running) child.kill("SIGKILL");
    await rm(root, { recursive: true, force: true });
  });

  function start(env: Record<string, string>): { child: ChildProcess; said: () => string } {
    const child = spawn(process.execPath, ["src/main.ts"], {
      cwd: root,
      env: { PATH: dirname(process.execPath), ...env },
    });
    running.add(child);
    child.once("exit", () => running.delete(child));
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream!.setEncoding("utf8").on("data", (chunk) => {
        output += chunk;
      });
    }
    return { child, said: () => output };
  }

  it("says in one line that the token is missing", async () => {
    const { child, said } = start({});
    const [code] = await once(child, "close");
    expect(code).toBe(1);
    expect(said()).toMatch(/^BOT_TOKEN is missing: [^\n]*npm run demo\n$/);
  });

  it("runs with what it holds, is healthy, and stops when told to", async () => {
    const [database, telegram, port] = await Promise.all([
      createDatabase(),
      startSandbox(),
      portForLater(),
    ]);
    const { child, said } = start({
      BOT_TOKEN: telegram.botToken,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      DATABASE_URL: database.url,
      DATA_KEY: randomBytes(32).toString("base64"),
      PORT: String(port),
    });
    const ready = async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
      return answer?.status;
    };
    while ((await ready()) !== 200 || !said().includes('"started"')) {
      expect(child.exitCode, said()).toBeNull();
      await sleep(100);
    }
    const asked = performance.now();
    child.kill("SIGTERM");
    const [code] = await once(child, "close");
    expect(code, said()).toBe(0);
    expect(performance.now() - asked).toBeLessThan(10_000);
    await telegram.close();
    await database.drop();
  });
});
