import type { Update } from "grammy/types";
import type { Log } from "../log.ts";
import type { TelegramClient } from "./client.ts";
import { ALLOWED_UPDATES } from "./incoming.ts";
import type { Intake } from "./intake.ts";

const POLL_SECONDS = 30;
const PAUSE_MS = 1_000;

/**
 * Asks Telegram for updates, one instance at a time. The offset moves only past updates whose effect is
 * committed, so what a crash interrupts comes again.
 *
 * @returns a function that stops and resolves when the last batch is handled.
 */
export function startPolling(
  client: TelegramClient,
  intake: Intake,
  log: Log,
): () => Promise<void> {
  let running = true;
  let offset = 0;

  async function poll(): Promise<void> {
    const answer = await client.call({
      method: "getUpdates",
      payload: { offset, timeout: POLL_SECONDS, allowed_updates: ALLOWED_UPDATES },
    });
    if (!running) return;
    if (answer.kind !== "done") {
      log.warn("polling_failed", { code: answer.kind === "later" ? answer.code : answer.kind });
      return pause(answer.kind === "later" ? answer.seconds * 1000 : PAUSE_MS);
    }
    const updates = answer.result as Update[];
    const taken = await Promise.all(updates.map(intake));
    const held = taken.indexOf("later");
    const last = updates.at(-1);
    if (held >= 0) {
      // What came after the held one was handled too; when it comes again it is a repeat.
      offset = updates[held]?.update_id ?? offset;
      return pause(PAUSE_MS);
    }
    if (last) offset = last.update_id + 1;
  }

  const loop = (async () => {
    while (running) await poll();
  })();

  return async () => {
    running = false;
    // Confirms what was taken, and ends the poll that is open; what this brings comes again at the next start.
    await client.call({ method: "getUpdates", payload: { offset, timeout: 0, limit: 1 } });
    await Promise.race([loop, pause(2_000)]);
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
