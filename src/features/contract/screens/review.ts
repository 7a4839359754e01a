import { inRows, type Screen } from "../../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { openCaseCard } from "../../cases/index.ts";
import { correctContract, recordContract } from "../actions.ts";
import { contractIn, isStep, nextStep, stepsOf } from "../draft.ts";
import type { ContractDeps } from "../now.ts";
import type { Contract } from "../record.ts";
import { checkContract, lastDayOf, type Problem } from "../rules/index.ts";
import { contractOfCase } from "../store.ts";
import { activityLine, problemText, stepName, stepText } from "../wording.ts";
import {
  atWork,
  button,
  contractScreen,
  dropDraft,
  FORM,
  missingView,
  openContractCard,
  PROGRAM,
  toCase,
  type Work,
  waysBack,
  workOf,
} from "./common.ts";
import { todayOf } from "./options.ts";

const IN_A_ROW = 6;
const MOST_TITLE = 100;

/**
 * Everything that was typed, with what the rules say of it. The specialist writes down what was signed:
 * a broken limit is told with its clause and does not stop them once they have said that it stands so.
 */
export function reviewScreen(deps: ContractDeps): Screen {
  const { prisma } = deps.database;
  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t, screen } = turn;
      const work = await workOf(deps, ctx);
      if (!work) return missingView(turn);
      const { draft, program } = work;
      const steps = stepsOf(draft, program);
      const lines = steps.map(
        (step, at) =>
          `${at + 1}. ${stepName(turn, step)}: <b>${stepText(turn, draft, step) ?? "–"}</b>`,
      );
      const activities = (draft.activities ?? []).map(
        (one) => `• ${activityLine(turn, one, MOST_TITLE)}`,
      );
      const problems = problemsOf(turn, work);
      const confirmed = screen.confirmed === true;
      return {
        text: [
          t(draft.of ? "contract:review_correction" : "contract:review"),
          lines.join("\n"),
          ...(activities.length > 0 ? [activities.join("\n")] : []),
          ...groups(turn, problems),
          ...(confirmed ? [t("contract:confirmed")] : []),
        ].join("\n\n"),
        rows: [
          ...inRows(
            steps.map((step, at) => ({
              ...{ label: String(at + 1), action: "change", argument: step },
            })),
            IN_A_ROW,
          ),
          ...(nextStep(draft, program) ? [[button(turn, "go_on")]] : saveRow()),
          [button(turn, "throw_away")],
          ...waysBack(turn),
        ],
      };

      function saveRow() {
        if (problems.some(({ kind }) => kind === "incomplete")) return [];
        return isBroken(problems) && !confirmed
          ? [[button(turn, "as_signed")]]
          : [[button(turn, draft.of ? "save" : "record")]];
      }
    },
    presses: {
      change: atWork(deps, ({ turn }, { held, draft, program }, step: string) => {
        if (!isStep(draft, program, step)) return false;
        turn.go(
          step === "activities"
            ? contractScreen(PROGRAM, held.case.id)
            : contractScreen(FORM, held.case.id, { step }),
        );
      }),
      go_on: atWork(deps, ({ turn }, { held, draft, program }) => {
        const step = nextStep(draft, program);
        if (!step) return false;
        turn.go(
          step === "activities"
            ? contractScreen(PROGRAM, held.case.id)
            : contractScreen(FORM, held.case.id, { step }),
        );
      }),
      as_signed: atWork(deps, ({ turn }) => turn.go({ ...turn.screen, confirmed: true })),
      record: atWork(deps, async ({ turn }, work) => {
        const wanted = ready(turn, work);
        if (!wanted || work.draft.of) return false;
        const { id } = work.held.case;
        const last = await contractOfCase(prisma, work.held.case);
        if (last && wanted.startsOn <= lastDayOf(last)) {
          return openContractCard(turn, id, "has_running");
        }
        recordContract(deps, turn, work.held, wanted, againstClauses(turn, work));
        dropDraft(turn, id);
        openContractCard(turn, id, "recorded");
      }),
      save: atWork(deps, async ({ turn }, work) => {
        const wanted = ready(turn, work);
        const { of } = work.draft;
        if (!wanted || !of) return false;
        const { id } = work.held.case;
        const before = await contractOfCase(prisma, work.held.case);
        dropDraft(turn, id);
        // Somebody corrected it meanwhile: what was typed was about another state of it.
        if (before?.id !== of.id || before.version !== of.version) {
          return openContractCard(turn, id, "changed_meanwhile");
        }
        correctContract(deps, turn, work.held, before, wanted, againstClauses(turn, work));
        openContractCard(turn, id, "corrected");
      }),
      throw_away: atWork(deps, ({ turn }, { held }) => {
        dropDraft(turn, held.case.id);
        openCaseCard(turn, held.case.id);
      }),
      case: toCase,
    },
  };
}

function problemsOf(turn: OpenTurn, work: Work): Problem[] {
  const wanted = contractIn(work.draft, work.program);
  if (!wanted) return [];
  return checkContract(work.program, { ...wanted, endedOn: null }, todayOf(turn, work));
}

/** What was typed, if it is whole and what is against the rules was confirmed. */
function ready(
  turn: OpenTurn,
  work: Work,
): Pick<Contract, "programme" | "measure" | "startsOn" | "endsOn" | "record"> | undefined {
  const problems = problemsOf(turn, work);
  if (problems.some(({ kind }) => kind === "incomplete")) return undefined;
  if (isBroken(problems) && turn.screen.confirmed !== true) return undefined;
  return contractIn(work.draft, work.program);
}

function isBroken(problems: readonly Problem[]): boolean {
  return problems.some(({ kind }) => kind === "against");
}

/** The clauses that the signed paper does not keep, for the timeline. */
function againstClauses(turn: OpenTurn, work: Work): string[] {
  const broken = problemsOf(turn, work).filter(({ kind }) => kind === "against");
  return [...new Set(broken.flatMap(({ clause }) => clause ?? []))];
}

function groups(turn: OpenTurn, problems: readonly Problem[]): string[] {
  return (["incomplete", "against", "unknown"] as const).flatMap((kind) => {
    const found = problems.filter((problem) => problem.kind === kind);
    if (found.length === 0) return [];
    const lines = found.map((problem) => `• ${problemText(turn, problem)}`);
    return [[`<b>${turn.t(`contract:problems.${kind}`)}</b>`, ...lines].join("\n")];
  });
}
