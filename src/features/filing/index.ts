import type { Clock } from "../../platform/clock.ts";
import type { Button, Feature, Handler } from "../../platform/telegram/screen.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import type { CardPart, Case } from "../cases/index.ts";
import { contractOfCase } from "../contract/index.ts";
import type { Reasons } from "../notifications/index.ts";
import type { ReportHeld, ReportLinks } from "../report/index.ts";
import { begin, daysOf, planFor, takeBack } from "./actions.ts";
import type { FilingDeps } from "./deps.ts";
import { sendReport } from "./document.ts";
import { filedOf } from "./filed.ts";
import { startFilingJobs } from "./jobs.ts";
import { personSide } from "./person-side.ts";
import { reasons } from "./reasons.ts";
import { isThere } from "./staff-recording.ts";
import { staffSide } from "./staff-side.ts";
import { lastFiling, needsPaper, planText, shortLine } from "./view.ts";

export type { FilingDeps } from "./deps.ts";
export { filingDocuments } from "./document.ts";
export type { Filing, Proof } from "./record.ts";
export { adoptFilings, readFilings } from "./store.ts";

/** What the rest of the bot leads to and hands in. */
export interface FilingFeature {
  readonly feature: Feature;
  /** What a report does when it changes hands, and says of how far that is. */
  readonly links: Required<
    Pick<
      ReportLinks,
      "onSubmit" | "onWithdraw" | "sendHandedIn" | "countsAtOnce" | "willHappen" | "filing"
    >
  >;
  /** How a report was handed in, for staff; the argument is the report's id. */
  readonly openCaseFiling: Handler;
  /** How a report that waits for its check came, and what to do when it is not there. */
  readonly howItCame: (ctx: Ctx, held: ReportHeld) => Promise<readonly string[]>;
  /** On the card of a case. */
  readonly casePart: CardPart;
  /** Whether what was told of a filing is still so. */
  readonly reasons: Reasons;
  jobs(clock: Clock): Promise<void>;
}

export interface FilingLinks {
  /** A person's own report, by its id. */
  readonly openReport: Handler;
}

/** Reports reach the institution: by mail with a proof, on paper, or in the bot where that is accepted. */
export function createFiling(deps: FilingDeps, { openReport }: FilingLinks): FilingFeature {
  const { prisma } = deps.database;
  const person = personSide(deps, openReport);
  const staff = staffSide(deps);

  /** By which a report of this case is handed in; the same for each of its months. */
  async function clauseOf(of: Case): Promise<string> {
    const contract = await contractOfCase(prisma, of);
    const month = contract?.startsOn.slice(0, 7) ?? "";
    return (contract && daysOf({ contract, report: { month } })?.report.clause) ?? "";
  }

  return {
    feature: {
      name: "filing",
      screens: { filing: person.screen, ...staff.screens },
      presses: { filing: person.open, case_filing: staff.open },
      notices: { told_filing: person.told, told_case_filing: staff.told },
    },
    links: {
      onSubmit: begin(deps),
      onWithdraw: takeBack,
      sendHandedIn: async ({ turn }, held) => {
        const filed = await filedOf(deps, held);
        sendReport(turn, filed, { named: deps.namesInChat });
        return needsPaper(filed);
      },
      countsAtOnce: async (_ctx, of) => (await planFor(deps, prisma, of)).way === "bot",
      willHappen: async ({ turn }, of) =>
        planText(turn, await planFor(deps, prisma, of), await clauseOf(of)),
      filing: async ({ turn }, held) => {
        const filed = await filedOf(deps, held);
        const details: Button = {
          label: turn.t("filing:button.details"),
          action: "filing",
          argument: held.report.id,
        };
        return { lines: shortLine(turn, filed), rows: lastFiling(filed) ? [[details]] : [] };
      },
    },
    openCaseFiling: staff.open,
    howItCame: async ({ turn }, held) => {
      const filed = await filedOf(deps, held);
      return [...shortLine(turn, filed), ...(isThere(filed) ? [turn.t("filing:find")] : [])];
    },
    casePart: staff.part,
    reasons,
    jobs: (clock) => startFilingJobs(deps, clock),
  };
}
