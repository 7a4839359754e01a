import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, it } from "vitest";
import { hasRedis } from "../servers/database.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";
import { play } from "./play.ts";
import { readScenario, type Step } from "./scenario.ts";

const folder = import.meta.dirname;
/** `TRANSCRIPTS=folder` writes each chat there, screen by screen, to be read by a person. */
const transcripts = process.env.TRANSCRIPTS;
/** `RESTARTS=yes` starts the bot anew between any two steps of each chat that is played. */
const restarts = process.env.RESTARTS === "yes";
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".chat"),
);
export const scenarios = files
  .toSorted()
  .map((file) => ({ file, ...readScenario(readFileSync(join(folder, file), "utf8")) }));

/** Plays one of so many equal parts of the scenarios: parts run side by side. */
export function playPart(part: number, of: number): void {
  let bot: TestBot;
  beforeAll(async () => {
    bot = await startTestBot();
  });
  afterAll(() => bot.stop());

  it.for(scenarios.filter((_, at) => at % of === part - 1))(
    "$file: $title",
    { timeout: 400_000 },
    async ({ file, ...scenario }, { skip }) => {
      // Without Redis, sessions live in the process and end with it.
      if (!hasRedis && (restarts || scenario.steps.some(endsSessions))) skip();
      const chat: string[] = [];
      const note = transcripts ? (line: string) => chat.push(line) : undefined;
      await play(bot, scenario, { note, restarts }).finally(() => {
        if (transcripts) writeFileSync(join(transcripts, `${basename(file)}.txt`), chat.join("\n"));
      });
    },
  );
}

function endsSessions({ does, text }: Step): boolean {
  return does === "event" && /^(restart|lose)/.test(text);
}
