import type { DocumentMakers, SentNotes } from "./platform/telegram/delivery.ts";
import type { Feature } from "./platform/telegram/screen.ts";
import { allFeatures } from "./wiring/all-features.ts";
import type { FeatureDeps } from "./wiring/deps.ts";
import { allDocuments } from "./wiring/documents.ts";
import { type JobDeps, startJobs } from "./wiring/jobs.ts";
import { createParts } from "./wiring/parts.ts";

export interface Features {
  readonly features: readonly Feature[];
  readonly documents: DocumentMakers;
  readonly sentNotes?: SentNotes;
  /** Starts what happens without anyone pressing anything. */
  jobs(deps: JobDeps): Promise<void>;
}

/** The whole product, as the platform runs it. */
export function createFeatures(deps: FeatureDeps): Features {
  const parts = createParts(deps);
  return {
    features: allFeatures(deps, parts),
    documents: allDocuments(deps, parts),
    sentNotes: parts.messages.sentNotes(deps.clock),
    jobs: (jobDeps) => startJobs(deps, parts, jobDeps),
  };
}
