import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findRedis } from "../test/servers/redis.ts";
import { aims, report } from "./report.ts";
import { type Plan, run } from "./run.ts";
import { type Servers, startServers } from "./servers.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    only: { type: "string", default: "" },
    profile: { type: "string" },
  },
});
const { quick } = values;

const plan: Plan = {
  rounds: Number(values.rounds ?? (quick ? 3 : 5)),
  warmUp: quick ? 1 : 3,
  chats: quick ? 100 : 300,
  together: 32,
  only: values.only.split(",").filter((name) => name !== ""),
  crowd: { rounds: quick ? 1 : 3, thinkMs: 200 },
  long: { rounds: quick ? 1 : 3, chats: quick ? 60 : 100, replaying: !quick },
  profile: values.profile,
  say: (line) => process.stderr.write(`${line}\n`),
};
if (plan.profile) mkdirSync(plan.profile, { recursive: true });

const startedAt = new Date();
const servers = await startServers();
try {
  const machine = await describeMachine(servers);
  const results = await run(plan, servers);
  console.log(
    `\n${Object.entries(machine)
      .map(([name, value]) => `${name} ${value}`)
      .join(", ")}`,
  );
  console.log(
    `${plan.chats} people, ${plan.together} at once, 12 questions each, medians of ${plan.rounds} rounds\n`,
  );
  console.log(report(results));
  const { rounds, warmUp, chats, together, crowd, long } = plan;
  const written = {
    at: startedAt.toISOString(),
    machine,
    plan: { rounds, warmUp, chats, together, crowd, long },
    ...results,
    aims: aims(results),
  };
  const path = fileURLToPath(new URL("results/latest.json", import.meta.url));
  writeFileSync(path, `${JSON.stringify(written, undefined, 2)}\n`);
  console.log(
    `\nbench/results/latest.json, ${Math.round((Date.now() - startedAt.getTime()) / 1000)} s`,
  );
} finally {
  await servers.remove();
}

async function describeMachine(servers: Servers): Promise<Record<string, string>> {
  const [cpu] = cpus();
  const { server_version, fsync, synchronous_commit } = await servers.versions();
  const version = (name: string) => {
    const path = new URL(`../node_modules/${name}/package.json`, import.meta.url);
    return (JSON.parse(readFileSync(path, "utf8")) as { version: string }).version;
  };
  const redis = execFileSync(findRedis() as string, ["--version"], { encoding: "utf8" });
  const packages = [
    "telegraf",
    "grammy",
    "@grammyjs/conversations",
    "@prisma/client",
    "pg",
    "ioredis",
  ];
  return {
    cpu: `${cpus().length} x ${cpu?.model.trim()}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    node: process.versions.node,
    postgresql: `${server_version} (fsync ${fsync}, synchronous_commit ${synchronous_commit})`,
    redis: /v=(\S+)/.exec(redis)?.[1] ?? redis.trim(),
    ...Object.fromEntries(packages.map((name) => [name, version(name)])),
  };
}
