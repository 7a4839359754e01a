import { home } from "./features/home/index.ts";
import { interview } from "./features/interview/index.ts";
import { language } from "./features/language/index.ts";
import { privacy } from "./features/privacy/index.ts";
import { openTriage, triageBinding, triageFeature } from "./features/triage/index.ts";
import type { Clock } from "./platform/clock.ts";
import type { Notify } from "./platform/conversation/notify.ts";
import type { Database } from "./platform/postgres/database.ts";
import type { Queue } from "./platform/queue.ts";
import type { DocumentMakers } from "./platform/telegram/delivery.ts";
import type { Feature } from "./platform/telegram/screen.ts";
import { readHelp } from "./programs/help.ts";

export interface FeatureDeps {
  readonly database: Database;
  readonly queue: Queue;
}

export interface Features {
  readonly features: readonly Feature[];
  readonly documents: DocumentMakers;
  /** Starts what happens without anyone pressing anything. */
  jobs(deps: { readonly notify: Notify; readonly clock: Clock }): Promise<void>;
}

/** Every feature of the product, and the few places where one leads to another. */
export function createFeatures(_deps: FeatureDeps): Features {
  return {
    features: [
      home([{ code: "triage", open: openTriage }]),
      language,
      privacy({ onConsent: [], onErase: [], timeZone: () => "Europe/Moscow" }),
      interview([triageBinding]),
      triageFeature({ help: readHelp(), checkContract: () => false }),
    ],
    documents: {},
    jobs: async () => {},
  };
}
