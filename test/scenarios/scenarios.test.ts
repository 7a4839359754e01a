import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasRedis } from "../servers/database.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";
import { play } from "./play.ts";
import { readScenario, type Step } from "./scenario.ts";

const folder = import.meta.dirname;
/** `TRANSCRIPTS=folder` writes each chat there, screen by screen, to be read by a person. */
const transcripts = process.env.TRANSCRIPTS;
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".chat"),
);
const scenarios = files
  .toSorted()
  .map((file) => ({ file, ...readScenario(readFileSync(join(folder, file), "utf8")) }));

describe("scenarios", () => {
  let bot: TestBot;
  beforeAll(async () => {
    bot = await startTestBot();
  }, 30_000);
  afterAll(() => bot.stop());

  it.for(scenarios)(
    "$file: $title",
    { timeout: 60_000 },
    async ({ file, ...scenario }, { skip }) => {
      // Without Redis, sessions live in the process and end with it.
      if (!hasRedis && scenario.steps.some(endsSessions)) skip();
      const chat: string[] = [];
      const note = transcripts ? (line: string) => chat.push(line) : undefined;
      await play(bot, scenario, { note }).finally(() => {
        if (transcripts) writeFileSync(join(transcripts, `${basename(file)}.txt`), chat.join("\n"));
      });
    },
  );
});

function endsSessions({ does, text }: Step): boolean {
  return does === "event" && /^(restart|lose)/.test(text);
}

describe("features", () => {
  const told = new Set(scenarios.flatMap(({ features }) => features));
  const features = readdirSync(join(folder, "../../src/features"));

  // Those that are never seen by themselves are told through the others.
  const silent = new Set(["deadlines", "places"]);
  it.each(features.filter((name) => !silent.has(name)))("%s has a scenario", (name) => {
    expect(told).toContain(name);
  });
});
