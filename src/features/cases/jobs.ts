import type { Clock } from "../../platform/clock.ts";
import { beginReleases } from "./actions/releasing.ts";
import type { CaseDeps } from "./reach.ts";

/** Midnight comes to a zone at a full hour or at a part of it. */
const RELEASES_CRON = "*/10 * * * *";

/** What happens to cases by the clock alone. */
export async function startCaseJobs(deps: CaseDeps & { readonly clock: Clock }): Promise<void> {
  await deps.queue.every("cases-releases", RELEASES_CRON, () => beginReleases(deps, deps.clock()));
}
