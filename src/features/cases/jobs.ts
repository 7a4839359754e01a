import type { Clock } from "../../platform/clock.ts";
import { beginReleases } from "./actions/releasing.ts";
import type { CaseDeps } from "./reach.ts";
import { renewTokens } from "./store.ts";

/** Midnight comes to a zone at a full hour or at a part of it. */
const RELEASES_CRON = "*/10 * * * *";

const TOKENS_CRON = "*/5 * * * *";
/** A round ends before the next one begins. */
const TOKENS_A_ROUND = 20_000;
const TOKENS_AT_ONCE = 200;

/** What happens to cases by the clock alone. */
export async function startCaseJobs(deps: CaseDeps & { readonly clock: Clock }): Promise<void> {
  const { database, keyring, queue, clock } = deps;
  await queue.every("cases-releases", RELEASES_CRON, () => beginReleases(deps, clock()));
  await queue.every("cases-tokens", TOKENS_CRON, async () => {
    for (let done = 0; done < TOKENS_A_ROUND; done += TOKENS_AT_ONCE) {
      if ((await renewTokens(database, keyring, TOKENS_AT_ONCE)) < TOKENS_AT_ONCE) return;
    }
  });
}
