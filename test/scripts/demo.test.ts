import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectSandbox } from "../../sandbox/client.ts";
import { portForLater } from "../servers/port.ts";
import { projectRoot } from "./fixture.ts";

type Demo = {
  child: ChildProcess;
  said(): string;
  /** The address that it prints once all is ready. */
  url(): Promise<string>;
  /** Sends a signal and waits for the end: exit code, and after how many milliseconds. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; after: number }>;
};

describe("demo", () => {
  let folder: string;
  let port: number;
  let demos: Demo[];

  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), "opora-demo-")), "demo");
    port = await portForLater();
    demos = [];
  });

  afterEach(async () => {
    for (const { child } of demos) child.kill("SIGKILL");
    for (const { child } of demos) if (!isOver(child)) await once(child, "exit");
    await untilGone(folder);
    await rm(join(folder, ".."), { recursive: true, force: true });
  });

  const isOver = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

  function start(...flags: string[]): Demo {
    const args = ["scripts/demo.ts", "--folder", folder, "--port", String(port), ...flags];
    const child = spawn(process.execPath, args, { cwd: projectRoot });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        output += chunk;
      });
    }
    const demo: Demo = {
      child,
      said: () => output,
      url: async () => {
        for (;;) {
          const url = output.match(/^Open (http:\S+)$/m)?.[1];
          if (url) return url;
          if (isOver(child)) throw new Error(`The demo ended: ${output}`);
          await sleep(50);
        }
      },
      end: async (signal) => {
        const asked = performance.now();
        child.kill(signal);
        const [code] = isOver(child) ? [child.exitCode] : await once(child, "close");
        return { code, after: performance.now() - asked };
      },
    };
    demos.push(demo);
    return demo;
  }

  /** The first person of the demo, who talks with the bot over the local Telegram. */
  const guestOf = (url: string) =>
    connectSandbox(url).person({ id: 1001, first_name: "Гость", language_code: "ru" });

  it("is ready soon, answers, stops cleanly, and goes on where it stopped", async () => {
    const began = performance.now();
    const first = start();
    const url = await first.url();
    expect(performance.now() - began).toBeLessThan(30_000);
    expect(first.said()).toMatch(/PostgreSQL … .*ready \d+\.\d s/);
    expect(first.said().match(/http:/g)).toHaveLength(1);
    expect((await stat(join(folder, "data-key"))).mode & 0o777).toBe(0o600);

    const guest = await guestOf(url);
    await guest.start();
    await guest.sees(() => true);
    const talk = await guest.messages();
    const stopped = await first.end("SIGINT");
    expect(stopped.code, first.said()).toBe(0);
    expect(stopped.after).toBeLessThan(10_000);

    const second = start();
    const again = await guestOf(await second.url());
    expect((await again.messages()).slice(0, talk.length)).toEqual(talk);
    await again.start();
    await again.sees(() => true);
    await second.end("SIGINT");

    const third = start("--fresh");
    expect(await (await guestOf(await third.url())).messages()).toEqual([]);
  }, 90_000);

  it("has a mailbox for the reports of its institutions, empty at first", async () => {
    const demo = start();
    const url = await demo.url();
    expect(demo.said()).toMatch(/Mail … .*ready/);
    expect(await (await fetch(`${url}/sandbox/mails`)).json()).toEqual([]);
    expect(await (await fetch(`${url}/mail.html`)).text()).toContain("Почта учреждений");
    const specialist = connectSandbox(url);
    const who = await specialist.person({ id: 1002, first_name: "Специалист" });
    await who.says("/admin");
    await who.sees(() => true);
    await who.presses("Учреждения");
    const office = "Демонстрация: социальная защита, Красноярск";
    const hasOffice = async () =>
      (await who.messages()).some(({ inline }) =>
        inline.flat().some(({ text }) => text === office),
      );
    await specialist.idle();
    while (!(await hasOffice())) {
      await who.presses("Дальше");
      await specialist.idle();
    }
    await who.presses(office);
    await who.sees("otchety@sotszaschita.example");
  });

  it("takes the next port when its own is taken", async () => {
    const other = createServer().listen(port, "127.0.0.1");
    await once(other, "listening");
    expect(await start().url()).not.toBe(`http://127.0.0.1:${port}`);
    other.close();
  });

  it("says that another is running, and leaves it alone", async () => {
    const first = start();
    const url = await first.url();
    const second = start("--fresh");
    const [code] = await once(second.child, "close");
    expect(code).toBe(1);
    expect(second.said()).toMatch(/^The demo is already running \(process \d+\)\. [^\n]*\n$/);
    await (await guestOf(url)).start();
  });

  it("starts again after kill -9, which leaves no server behind", async () => {
    const first = start();
    await first.url();
    await first.end("SIGKILL");
    const second = start();
    await second.url();
    await second.end("SIGKILL");
    await untilGone(folder);
  });

  it("does not wait when Ctrl-C comes a second time, nor while starting", async () => {
    const early = start();
    while (!early.said().includes("PostgreSQL")) await sleep(10);
    expect((await early.end("SIGINT")).after).toBeLessThan(5_000);

    const late = start();
    await late.url();
    late.child.kill("SIGINT");
    await sleep(100);
    await late.end("SIGINT");
    await untilGone(folder);
  });
});

/** Waits until no postmaster serves the folder. */
async function untilGone(folder: string): Promise<void> {
  const file = join(folder, "postgres", "postmaster.pid");
  for (let tries = 0; tries < 100; tries++) {
    if (!(await stat(file).catch(() => undefined))) return;
    await sleep(100);
  }
  throw new Error(`A PostgreSQL still runs in ${folder}`);
}
