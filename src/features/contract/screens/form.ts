import { type Button, inRows, type Screen } from "../../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { tidy } from "../../cases/index.ts";
import { give, isStep, type Step, type StepValue, stepsOf } from "../draft.ts";
import type { ContractDeps } from "../now.ts";
import { readStep } from "../read-step.ts";
import { lawOf } from "../rules/index.ts";
import { stepText } from "../wording.ts";
import {
  atWork,
  button,
  contractScreen,
  FORM,
  goOn,
  missingView,
  REVIEW,
  toCase,
  type Work,
  waysBack,
  workOf,
} from "./common.ts";
import { askText, optionsOf, todayOf } from "./options.ts";

const BY_TWO = new Set(["measure", "territory"]);

/** One field of a contract after the other; typed or pressed. */
export function formScreen(deps: ContractDeps): Screen {
  const stepNow = ({ screen }: OpenTurn, { draft, program }: Work): Step | undefined => {
    const step = String(screen.step);
    return isStep(draft, program, step) ? step : undefined;
  };

  function answer(turn: OpenTurn, work: Work, step: Step, value: StepValue): void {
    goOn(turn, work, give(work.draft, step, value, work.program));
  }

  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t, screen } = turn;
      const work = await workOf(deps, ctx);
      const step = work && stepNow(turn, work);
      if (!work || !step) return missingView(turn);
      const steps = stepsOf(work.draft, work.program);
      const said = stepText(turn, work.draft, step);
      const [kind = ""] = step.split(":");
      const ways: Button[] = [
        ...(steps.indexOf(step) > 0 ? [{ label: t("common:button.back"), action: "back" }] : []),
        ...(work.draft.asked.includes("activities") ? [button(turn, "review")] : []),
      ];
      return {
        text: [
          ...(screen.problem ? [t(`contract:problem.${String(screen.problem)}`)] : []),
          `<b>${t("contract:title_form")}</b>`,
          askText(turn, work, step, kind),
          ...(said === undefined ? [] : [`${t("cases:now")} ${said}`]),
        ].join("\n\n"),
        rows: [
          ...inRows(
            optionsOf(turn, work, step).map(({ label, argument }) => ({
              ...{ label, argument },
              action: "pick",
            })),
            BY_TWO.has(kind) ? 2 : kind === "months" ? 6 : 1,
          ),
          ways,
          ...waysBack(turn),
        ].filter((row) => row.length > 0),
      };
    },
    presses: {
      pick: atWork(deps, ({ turn }, work, argument: string) => {
        const step = stepNow(turn, work);
        const option = step && optionsOf(turn, work, step).find((one) => one.argument === argument);
        if (!step || !option) return false;
        answer(turn, work, step, option.value);
      }),
      back: atWork(deps, ({ turn }, work) => {
        const step = stepNow(turn, work);
        const steps = stepsOf(work.draft, work.program);
        const before = step && steps[steps.indexOf(step) - 1];
        if (!before) return false;
        turn.go(contractScreen(FORM, work.held.case.id, { step: before }));
      }),
      review: atWork(deps, ({ turn }, work) => turn.go(contractScreen(REVIEW, work.held.case.id))),
      case: toCase,
    },
    text: atWork(deps, ({ turn }, work, typed: string) => {
      const step = stepNow(turn, work);
      if (!step) return false;
      const { startsOn } = work.draft;
      const read = readStep(step, tidy(typed), { today: todayOf(turn, work), startsOn });
      const here = { step };
      if (read.kind === "value") {
        if (step === "startsOn" && !lawOf(work.program, { startsOn: String(read.value) })) {
          return turn.go(
            contractScreen(FORM, work.held.case.id, { ...here, problem: "no_edition" }),
          );
        }
        return answer(turn, work, step, read.value);
      }
      turn.go(
        contractScreen(
          FORM,
          work.held.case.id,
          read.kind === "choose"
            ? { ...here, choices: read.options.join("|") }
            : { ...here, problem: read.code },
        ),
      );
    }),
  };
}
