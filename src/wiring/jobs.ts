import { startCaseJobs } from "../features/cases/index.ts";
import { startChecklistJobs } from "../features/checklist/index.ts";
import { circumstanceReasons, startCircumstanceJobs } from "../features/circumstances/index.ts";
import { contractReasons } from "../features/contract/index.ts";
import { countingReasons, startCountingJobs } from "../features/counting/index.ts";
import { dayOf, isReleasedOn, ranOutBefore, releasedOn } from "../features/desk/index.ts";
import { awaitedHolds, holdReasons, startHoldJobs } from "../features/holds/index.ts";
import { indicatorReasons, startIndicatorJobs } from "../features/indicators/index.ts";
import { noteUnreachable } from "../features/messages/index.ts";
import { startNotificationJobs } from "../features/notifications/index.ts";
import { startRegisterJobs } from "../features/register/index.ts";
import { startStaffJobs } from "../features/staff/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Notify } from "../platform/conversation/notify.ts";
import type { NotifyApart } from "../platform/conversation/notify-apart.ts";
import type { FeatureDeps } from "./deps.ts";
import type { Parts } from "./parts.ts";

export interface JobDeps {
  readonly notify: Notify;
  readonly notifyApart: NotifyApart;
  readonly clock: Clock;
}

/** Starts what happens without anyone pressing anything. */
export async function startJobs(
  deps: FeatureDeps,
  parts: Parts,
  { notify, notifyApart, clock }: JobDeps,
): Promise<void> {
  const { database, queue, keyring } = deps;
  const { cases, desk, filing, checking, holds } = parts;
  await startStaffJobs(queue, notify);
  await startChecklistJobs({ database, queue, notify, clock });
  await startCaseJobs({ ...cases, clock });
  await filing.jobs(clock);
  await checking.jobs(clock);
  await startCountingJobs({ database, queue, clock });
  await startRegisterJobs({ database, queue, clock });
  await startCircumstanceJobs({ database, queue, keyring }, clock);
  await startHoldJobs({ ...holds, clock, notifyApart });
  await startIndicatorJobs(deps, clock);
  await startNotificationJobs({
    ...{ database, queue, notify, clock },
    reasons: {
      ...contractReasons(keyring),
      ...filing.reasons,
      ...checking.reasons,
      ...countingReasons,
      ...circumstanceReasons(keyring),
      ...holdReasons,
      ...indicatorReasons,
    },
    awaited: awaitedHolds,
    dayOf: (memberId, day) => dayOf(desk, memberId, day),
    isReleasedOn: isReleasedOn(keyring),
    cases: {
      releasedOn: (institutionId, day) => releasedOn(desk, institutionId, day),
      ranOutBefore: (institutionId, day) => ranOutBefore(desk, institutionId, day),
    },
    noteUnreachable: noteUnreachable(keyring),
  });
}
