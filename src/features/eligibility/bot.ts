import { position } from "../../forms/position.ts";
import { socialContract } from "../../forms/social-contract.ts";
import type { Database } from "../../platform/postgres/database.ts";
import type { Feature, Handler } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { fullMonthsBefore } from "../../programs/dates.ts";
import { type Program, programForRegion } from "../../programs/index.ts";
import { answersOf, askForm, type Binding, reviewForm, todayOf } from "../interview/index.ts";
import { askConsent } from "../privacy/index.ts";
import { factsFromAnswers } from "./answers.ts";
import type { Facts } from "./facts.ts";
import { recheck } from "./recheck.ts";
import { recheckView } from "./recheck-view.ts";
import { type Assessment, evaluate } from "./rules.ts";
import { lastAssessment, saveAssessment } from "./store.ts";
import { memberName, noteDay, renewSums, spokenMonths, sumsToldOn } from "./told.ts";
import { isPart, resultView } from "./view.ts";

const RESULT = { name: "eligibility" };
const ASSESSED_ON = "eligibility.on";

/** The programme whose contract is checked: the only one with a sourced procedure. */
export const contractProgram: Program = (() => {
  const program = programForRegion("RU-KYA");
  if (!program) throw new Error("The programme of Krasnoyarsk krai is missing");
  return program;
})();

/** The answers judged by the day on which the last of them was given. */
export function assess(turn: OpenTurn, today: string): { facts: Facts; assessment: Assessment } {
  return assessOn(turn, turn.slot(ASSESSED_ON, today));
}

/** The answers judged by a day; sums that were told for other months are not known for it. */
function assessOn(turn: OpenTurn, date: string): { facts: Facts; assessment: Assessment } {
  const toldOn = sumsToldOn(turn, date);
  const facts = factsFromAnswers(answersOf(turn, socialContract), contractProgram, toldOn);
  return { facts, assessment: evaluate(facts, contractProgram, date) };
}

export function contractAnswered(turn: OpenTurn): boolean {
  return position(socialContract, answersOf(turn, socialContract)).kind === "complete";
}

/** Keeps the result that is on the screen; same transaction. */
export function keepResult(ctx: Ctx): void {
  const { turn } = ctx;
  if (!contractAnswered(turn)) return;
  const { assessment } = assess(turn, todayOf(ctx));
  const answers = answersOf(turn, socialContract);
  turn.write((tx, person) => saveAssessment(tx, person, { answers, assessment }));
}

function assessToday(ctx: Ctx): void {
  ctx.turn.keep(ASSESSED_ON, todayOf(ctx));
  if (ctx.turn.person) keepResult(ctx);
  ctx.turn.go(RESULT);
}

/** After the last question: the result, kept for those who agreed. */
export const eligibilityBinding: Binding = {
  form: socialContract,
  region: contractProgram.region,
  done: assessToday,
  answered: noteDay,
  values: (ctx, asked) => ({
    months: spokenMonths(fullMonthsBefore(todayOf(ctx), 3), ctx.turn.locale),
    ...(asked.member ? { member: memberName(ctx.turn, asked.member) } : {}),
  }),
};

/** From the first screen: on with the questions, or to the result when all are answered. */
export const openEligibility: Handler = ({ turn }) =>
  contractAnswered(turn) ? turn.go(RESULT) : askForm(turn, socialContract);

export interface EligibilityDeps {
  readonly database: Database;
  /** Where the papers for the application are. */
  readonly openPapers: Handler;
}

/** The social contract check: outcome, reasons, money, dates, and what would change it. */
export function eligibilityFeature({ database, openPapers }: EligibilityDeps): Feature {
  return {
    name: "eligibility",
    screens: {
      eligibility: {
        view: (ctx, screen) => {
          const { facts, assessment } = assess(ctx.turn, todayOf(ctx));
          const part = isPart(screen.part) ? screen.part : "summary";
          return resultView(ctx.turn, assessment, { part, toldOn: facts.applicationDate });
        },
        presses: {
          part: ({ turn }, part) => (isPart(part) ? turn.go({ ...RESULT, part }) : false),
          papers: openPapers,
          renew: ({ turn }) => renewSums(turn),
          change: ({ turn }) => reviewForm(turn, socialContract),
          save: ({ turn }) => (turn.person ? false : askConsent(turn, RESULT)),
          recheck: ({ turn }) => (turn.person ? turn.go({ name: "eligibility_recheck" }) : false),
        },
      },
      eligibility_recheck: {
        async view(ctx) {
          const { turn } = ctx;
          const before = turn.person && (await lastAssessment(database, turn.person));
          const { assessment: now } = assessOn(turn, todayOf(ctx));
          return recheckView(
            turn,
            before?.assessment,
            now,
            before && recheck(before.assessment, now),
          );
        },
        presses: {
          update: assessToday,
          back: ({ turn }) => turn.go(RESULT),
        },
      },
    },
  };
}
