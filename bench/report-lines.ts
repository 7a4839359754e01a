import { fileURLToPath } from "node:url";
import { DEFAULT_TOKEN, startSandbox } from "../sandbox/server.ts";
import { Crowd, type Part, type Played } from "./crowd.ts";
import { median, percentile } from "./figures.ts";
import { ContenderProcess } from "./process.ts";
import { type Servers, select, startServers } from "./servers.ts";

/**
 * A report's costs, typed one after the other through the whole bot: what it is for, then its sum, each
 * committed as it is given. The first lines are compared with the last ones.
 */
export interface LinesPlan {
  readonly rounds: number;
  /** Rounds before anything is counted. */
  readonly warmUp: number;
  readonly chats: number;
  readonly lines: number;
  /** As many lines at each end are compared. */
  readonly end: number;
}

/** Microseconds of the bot's process and milliseconds of a person, per answer. */
export interface LineCost {
  readonly cpu: number;
  readonly p50: number;
}

export interface LineCosts {
  readonly first: readonly LineCost[];
  readonly last: readonly LineCost[];
}

const FIRST_CHAT = 6_000_001;
const LIMIT = 1.1;

/** @throws when an answer is not the one that belongs there, or a line is missing at the end */
export async function measureLines(servers: Servers, plan: LinesPlan): Promise<LineCosts> {
  const { rounds, warmUp, lines, end } = plan;
  const databaseUrl = await servers.database("bench_report_lines");
  const sandbox = await startSandbox({ record: false });
  const setup = { apiRoot: sandbox.apiRoot, token: DEFAULT_TOKEN, people: 1 };
  const redisUrl = `${servers.redisUrl}/9`;
  const bot = await ContenderProcess.start("opora-report", { ...setup, redisUrl, databaseUrl });
  const chats = Array.from({ length: plan.chats }, (_, n) => FIRST_CHAT + n);
  const crowd = new Crowd(sandbox, chats);
  const play = (part: Part): Promise<Played> =>
    crowd.play(new Map(chats.map((chat) => [chat, part])), { together: chats.length });

  async function measured(part: Part): Promise<LineCost> {
    const before = await bot.usage();
    const { updates, latencies } = await play(part);
    // What the bot puts off until after the answer is its work too.
    await sandbox.control.idle();
    const after = await bot.usage();
    return { cpu: (after.cpu - before.cpu) / updates, p50: percentile(latencies, 0.5) };
  }

  const first: LineCost[] = [];
  const last: LineCost[] = [];
  try {
    await play({ says: ["/recipient"], hears: ["Я Опора"] });
    for (let round = -warmUp; round < rounds; round += 1) {
      await play({ says: ["/costs"], hears: ["На что потратили?"] });
      await sandbox.control.idle();
      if (round === 0) await select(databaseUrl, "VACUUM ANALYZE");
      const begin = await measured(costs(0, end));
      await play(costs(end, lines - end));
      const finish = await measured(costs(lines - end, lines));
      if (round < 0) continue;
      first.push(begin);
      last.push(finish);
    }
    const [row] = await select(databaseUrl, "SELECT count(*) AS found FROM report_lines");
    if (Number(row?.found) !== chats.length * lines) {
      throw new Error(`${row?.found} lines are kept of ${chats.length * lines}`);
    }
  } finally {
    await bot.stop();
    await sandbox.close();
  }
  return { first, last };
}

/** Costs from one number to before another, and what the bot says to each half of each. */
function costs(from: number, until: number): Part {
  const items = Array.from({ length: until - from }, (_, n) => `Трата ${from + n + 1}`);
  return {
    says: items.flatMap((item, n) => [item, `${100 + n} р`]),
    hears: items.flatMap((item) => [`Сколько стоило: ${item}?`, `Записано: ${item} –`]),
  };
}

export function medians(costs: readonly LineCost[]): LineCost {
  return { cpu: median(costs.map(({ cpu }) => cpu)), p50: median(costs.map(({ p50 }) => p50)) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const quick = process.argv.includes("--quick");
  const plan = { rounds: quick ? 3 : 9, warmUp: quick ? 2 : 4, chats: 8, lines: 60, end: 6 };
  const servers = await startServers();
  try {
    const { first, last } = await measureLines(servers, plan);
    const [begin, finish] = [medians(first), medians(last)];
    const line = (name: string, { cpu, p50 }: LineCost) =>
      `${name}: ${cpu.toFixed(0)} us of the processor, p50 ${p50.toFixed(1)} ms`;
    console.log(`saving an answer of a report, ${plan.chats} people at once, medians`);
    console.log(line(`lines 1 to ${plan.end}`, begin));
    console.log(line(`lines ${plan.lines - plan.end + 1} to ${plan.lines}`, finish));
    const [cpu, p50] = [finish.cpu / begin.cpu, finish.p50 / begin.p50];
    console.log(`last/first: processor ${cpu.toFixed(2)}, p50 ${p50.toFixed(2)}, ${LIMIT} at most`);
    if (cpu > LIMIT || p50 > LIMIT) process.exitCode = 1;
  } finally {
    await servers.remove();
  }
}
