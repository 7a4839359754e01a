import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Progress, startDemo } from "./lib/demo.ts";
import { AlreadyRunning } from "./lib/only-one.ts";

const { values } = parseArgs({
  options: {
    fresh: { type: "boolean", default: false },
    folder: { type: "string", default: fileURLToPath(new URL("../data/demo", import.meta.url)) },
    port: { type: "string", default: "8081" },
    date: { type: "string" },
  },
});

const write = (text: string) => void process.stdout.write(text);

const progress: Progress = async (part, start) => {
  const began = performance.now();
  write(`${part} … `);
  const result = await start((text) => write(`${text} … `));
  write(`ready ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  return result;
};

let stop: (() => Promise<void>) | undefined;
let stopping = false;
async function end(): Promise<void> {
  // A second Ctrl-C, or one while starting, does not wait; PostgreSQL ends with this process.
  if (stopping || !stop) process.exit(stopping ? 1 : 0);
  stopping = true;
  write("\nStopping … ");
  await stop();
  write("done\n");
  process.exit(0);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);

try {
  const demo = await startDemo(
    {
      folder: values.folder,
      port: Number(values.port),
      fresh: values.fresh,
      date: values.date,
    },
    progress,
  );
  stop = demo.stop;
  const near = relative(".", values.folder);
  write(`
Open ${demo.url}

On the left someone who needs help, on the right a specialist: /desk shows who needs them today.
Above a phone others can be chosen: "Получатель" has a contract and a report to hand in, "Дежурный
приюта" works where there are beds, "Руководитель" sees numbers.
Reports are mailed to institutions of the demo; their mailbox is behind "Почта" on the page.

It is a local Telegram: nothing leaves this machine. What is said is kept in ${near.startsWith("..") ? values.folder : near}.
Ctrl-C stops it; npm run demo -- --fresh starts without what was kept.
`);
} catch (error) {
  if (error instanceof AlreadyRunning) {
    console.error(
      `The demo is already running (process ${error.pid}). Stop it with Ctrl-C, or start another beside it: npm run demo -- --folder ${join("data", "another")}`,
    );
  } else {
    console.error(`\nThe demo could not start: ${(error as Error).message}`);
  }
  process.exit(1);
}
