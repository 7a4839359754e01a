import { each } from "../../platform/each.ts";
import { TELL_JOB } from "./actions.ts";
import {
  beginMornings,
  lookAfterLostCurators,
  lookAfterUnreachable,
  type RoundDeps,
} from "./rounds.ts";
import { forgetTold } from "./rounds-store.ts";
import { tellDue } from "./tell.ts";

/** Each minute: the mornings of the institutions, lost people, and what a lost job left untold. */
const ROUND_CRON = "* * * * *";
const FORGET_CRON = "43 3 * * *";
const FORGET_AFTER_DAYS = 90;

export async function startNotificationJobs(deps: RoundDeps): Promise<void> {
  await deps.queue.work(TELL_JOB, () => tellDue(deps));
  const steps = [beginMornings, lookAfterUnreachable, lookAfterLostCurators, tellDue];
  await deps.queue.every("notifications-round", ROUND_CRON, () =>
    each(steps, (step) => step(deps)),
  );
  await deps.queue.every("notifications-forget", FORGET_CRON, () =>
    forgetTold(
      deps.database.pool,
      new Date(deps.clock().getTime() - FORGET_AFTER_DAYS * 86_400_000),
    ),
  );
}
