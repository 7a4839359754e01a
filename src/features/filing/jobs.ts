import type { Clock } from "../../platform/clock.ts";
import { each } from "../../platform/each.ts";
import { SEND_JOB } from "./actions.ts";
import type { FilingDeps } from "./deps.ts";
import { trySending, watch } from "./send.ts";
import { waitingLetters } from "./store.ts";

const ROUND_CRON = "*/5 * * * *";
/** A job that did not run by then is lost. */
const LOST_AFTER_MS = 2 * 60_000;

/**
 * Letters leave by a job of their own. Every five minutes a round looks after those that wait: whether
 * somebody has to hear of it, whatever the reason is, and whether a job was lost.
 */
export async function startFilingJobs(deps: FilingDeps, clock: Clock): Promise<void> {
  const { database, queue } = deps;
  await queue.work(SEND_JOB, ({ filingId = "" }) => trySending(deps, filingId, clock));
  await queue.every("filing-round", ROUND_CRON, async () => {
    const waiting = await waitingLetters(database.prisma);
    const steps = [
      (id: string) => watch(deps, id, clock()),
      (id: string) => trySending(deps, id, clock, LOST_AFTER_MS),
    ];
    await each(steps, (step) => each(waiting, step));
  });
}
