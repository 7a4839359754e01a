import { inRows, type Screen } from "../../../platform/telegram/screen.ts";
import { activityOf, give, offersOf, proposedActivities } from "../draft.ts";
import type { ContractDeps } from "../now.ts";
import { activityLine } from "../wording.ts";
import {
  ACTIVITY,
  atWork,
  button,
  contractScreen,
  goOn,
  keepDraft,
  missingView,
  PROGRAM,
  toCase,
  type Work,
  waysBack,
  workOf,
} from "./common.ts";

const MOST_ACTIVITIES = 20;
const IN_A_ROW = 5;

/** The activities of the adaptation programme: what the rules propose, and the contract's own. */
export function programScreen(deps: ContractDeps): Screen {
  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t } = turn;
      const work = await workOf(deps, ctx);
      if (!work) return missingView(turn);
      const taken = activitiesOf(work);
      const others = notTaken(work);
      const lines = taken.map((one, at) => `${at + 1}. ${activityLine(turn, one)}`);
      const offered = others.map(
        (one, at) => `${letter(at)}) ${activityLine(turn, activityOf(one))}`,
      );
      return {
        text: [
          `<b>${t("contract:program")}</b>`,
          ...(lines.length > 0 ? lines : [t("contract:no_activities")]),
          ...(offered.length > 0 ? [t("contract:may_add"), ...offered] : []),
          t("contract:ask.activities"),
        ].join("\n\n"),
        rows: [
          ...inRows(
            taken.map(({ code }, at) => ({
              ...{ label: String(at + 1), action: "one", argument: code },
            })),
            IN_A_ROW,
          ),
          ...inRows(
            others.map(({ code }, at) => ({
              label: t("contract:button.add", { letter: letter(at) }),
              ...{ action: "add", argument: code },
            })),
            IN_A_ROW,
          ),
          ...(taken.length < MOST_ACTIVITIES ? [[button(turn, "own")]] : []),
          ...(taken.length > 0 ? [[button(turn, "ready")]] : []),
          ...waysBack(turn),
        ],
      };
    },
    presses: {
      one: atWork(deps, ({ turn }, work, code: string) => {
        if (!activitiesOf(work).some((one) => one.code === code)) return false;
        keepActivities(work);
        turn.go(contractScreen(ACTIVITY, work.held.case.id, { code }));

        function keepActivities({ held, draft }: Work): void {
          keepDraft(turn, held.case.id, { ...draft, activities: activitiesOf(work) });
        }
      }),
      add: atWork(deps, ({ turn }, work, code: string) => {
        const offer = notTaken(work).find((one) => one.code === code);
        if (!offer || activitiesOf(work).length >= MOST_ACTIVITIES) return false;
        const activities = [...activitiesOf(work), activityOf(offer)];
        keepDraft(turn, work.held.case.id, { ...work.draft, activities });
        turn.go(contractScreen(PROGRAM, work.held.case.id));
      }),
      own: atWork(deps, ({ turn }, work) => {
        if (activitiesOf(work).length >= MOST_ACTIVITIES) return false;
        keepDraft(turn, work.held.case.id, { ...work.draft, activities: activitiesOf(work) });
        turn.go(contractScreen(ACTIVITY, work.held.case.id, { field: "title" }));
      }),
      ready: atWork(deps, ({ turn }, work) => {
        const activities = activitiesOf(work);
        if (activities.length === 0) return false;
        goOn(turn, work, give(work.draft, "activities", activities, work.program));
      }),
      case: toCase,
    },
  };
}

/** What is in the programme so far; at first what everybody with the measure has. */
export function activitiesOf({ draft, program }: Work) {
  return draft.activities ?? proposedActivities(draft, program);
}

function notTaken(work: Work) {
  const taken = new Set(activitiesOf(work).map(({ code }) => code));
  return offersOf(work.draft, work.program).filter(({ code }) => !taken.has(code));
}

function letter(at: number): string {
  return String.fromCharCode("A".charCodeAt(0) + at);
}
