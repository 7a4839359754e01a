import { writeFile } from "node:fs/promises";
import { Session } from "node:inspector/promises";
import type { Setup, Start } from "./contenders/contender.ts";

/** What the parent asks of a contender's process, and what it answers. */
export type Ask =
  | { readonly do: "start"; readonly setup: Setup }
  | { readonly do: "usage" }
  | { readonly do: "run"; readonly times: number; readonly together: number }
  | { readonly do: "profile" }
  /** Ends the profile and writes it for the tools of Chromium. */
  | { readonly do: "profiled"; readonly path: string }
  | { readonly do: "stop" };

export interface Usage {
  /** Microseconds of this process on a processor, all threads. */
  readonly cpu: number;
  /** Bytes of memory. */
  readonly memory: number;
}

const name = process.argv[2] as string;
const { start } = (await import(`./contenders/${name}.ts`)) as { start: Start };
const profiler = new Session();
profiler.connect();
let running: Awaited<ReturnType<Start>> | undefined;

async function answer(ask: Ask): Promise<unknown> {
  switch (ask.do) {
    case "start":
      running = await start(ask.setup);
      return;
    case "usage": {
      const { user, system } = process.cpuUsage();
      return { cpu: user + system, memory: process.memoryUsage.rss() } satisfies Usage;
    }
    case "run":
      return running?.run?.(ask.times, ask.together);
    case "profile":
      await profiler.post("Profiler.enable");
      return void (await profiler.post("Profiler.start"));
    case "profiled": {
      const { profile } = await profiler.post("Profiler.stop");
      return writeFile(ask.path, JSON.stringify(profile));
    }
    case "stop":
      await running?.stop();
  }
}

process.on("message", async (ask: Ask) => {
  try {
    process.send?.({ value: await answer(ask) });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : "failed" });
  }
  if (ask.do === "stop") process.disconnect();
});
// Nobody is left to measure.
process.on("disconnect", () => process.exit());
