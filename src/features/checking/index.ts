import type { Clock } from "../../platform/clock.ts";
import type { DocumentMakers } from "../../platform/telegram/delivery.ts";
import type { Feature } from "../../platform/telegram/screen.ts";
import type { CardPart } from "../cases/index.ts";
import type { Reasons } from "../notifications/index.ts";
import type { CheckingDeps, CheckingLinks } from "./checked.ts";
import { startCheckingJobs } from "./jobs.ts";
import { paperDocuments } from "./papers.ts";
import { checkingReasons } from "./reasons.ts";
import { cardScreen, checkingPart, listScreen, openTold } from "./screens/card.ts";
import { CHECK, CHECKS } from "./screens/common.ts";
import { decisionScreens } from "./screens/decisions.ts";
import { returnScreens } from "./screens/returning.ts";
import { wishesScreen } from "./screens/wishes.ts";

export type { CheckingDeps, CheckingLinks } from "./checked.ts";
export { reportDues } from "./dues.ts";

export interface Checking {
  readonly feature: Feature;
  /** On the card of a case. */
  readonly casePart: CardPart;
  /** Files of a report, made when they are sent. */
  readonly documents: DocumentMakers;
  /** Whether what was told of a report is still so. */
  readonly reasons: Reasons;
  jobs(clock: Clock): Promise<void>;
}

/** Curators take reports or give them back, and decide on what is paid for them (п. 28). */
export function createChecking(deps: CheckingDeps, links: CheckingLinks): Checking {
  const kit = { ...deps, links };
  return {
    feature: {
      name: "checking",
      screens: {
        [CHECKS]: listScreen(kit),
        [CHECK]: cardScreen(kit),
        ...decisionScreens(kit),
        ...returnScreens(kit),
        report_reminders: wishesScreen(deps),
      },
      presses: { report_reminders: ({ turn }) => turn.go({ name: "report_reminders" }) },
      notices: { told_check: openTold(kit) },
    },
    casePart: checkingPart(kit),
    documents: paperDocuments(deps),
    reasons: checkingReasons,
    jobs: (clock) => startCheckingJobs(deps, clock),
  };
}
