import { type Button, inRows, type Screen } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { escapeHtml } from "../../platform/texts/texts.ts";
import { byDay } from "../deadlines/index.ts";
import { keep } from "./actions.ts";
import { sendConclusion } from "./papers.ts";
import { type CircumstanceDeps, caseContract, type Known, type KnownToStaff } from "./reach.ts";
import type { Circumstance, Done } from "./record.ts";
import { endDues } from "./rules/end.ts";
import {
  back,
  beside,
  button,
  CONCLUSION,
  keeping,
  missingView,
  problemLines,
  waysBack,
} from "./staff-common.ts";
import { newCircumstance } from "./store.ts";
import { cited } from "./wording.ts";

export const LONGEST_WORDS = 1_500;
const DONE: readonly Done[] = ["yes", "partly", "no"];

/** What the curator answers before it is kept, by case; it lies sealed with the conversation. */
interface Draft {
  readonly activities: readonly Done[];
  readonly text?: string;
}
const SLOT = "circumstances.conclusion";
const draftOf = (turn: OpenTurn, caseId: string): Draft =>
  turn.slot<Readonly<Record<string, Draft>>>(SLOT, {})[caseId] ?? { activities: [] };
function keepDraft(turn: OpenTurn, caseId: string, draft: Draft | undefined): void {
  const { [caseId]: _before, ...others } = turn.slot<Readonly<Record<string, Draft>>>(SLOT, {});
  turn.keep(SLOT, draft ? { ...others, [caseId]: draft } : others);
}

/** The conclusion of the last month (п. 29). */
export function conclusionScreen(deps: CircumstanceDeps): Readonly<Record<string, Screen>> {
  const here = (ctx: Ctx) => caseContract(deps, ctx, "keep_circumstances");

  const written = ({ list }: Known): Circumstance | undefined =>
    list.find(({ kind }) => kind === "conclusion");

  function conclude({ turn }: Ctx, known: KnownToStaff, useful: boolean | null): false | undefined {
    const { contract, today, held } = known;
    const { activities, text } = draftOf(turn, known.case.id);
    if (activities.length < contract.record.activities.length || text === undefined) return false;
    const before =
      written(known) ?? newCircumstance(contract, { kind: "conclusion", happenedOn: today });
    const body = { ...before.body, activities, text, useful, days: { conclusion: today } };
    keep(
      turn,
      known,
      { ...before, body },
      {
        ...{ kind: "conclusion_written", staffId: held.member.id },
      },
    );
    keepDraft(turn, known.case.id, undefined);
    turn.go(beside(turn, CONCLUSION));
    return undefined;
  }

  return {
    [CONCLUSION]: {
      async view(ctx) {
        const { turn } = ctx;
        const { t } = turn;
        const known = await here(ctx);
        if (!known) return missingView(turn);
        const { activities } = known.contract.record;
        const draft = draftOf(turn, known.case.id);
        const done = written(known)?.body;
        const head = [
          ...problemLines(turn),
          `<b>${t("circumstances:kind.conclusion")}</b>`,
          ...dueLines(turn, known, "conclusion"),
        ];
        if (done?.days.conclusion && !turn.screen.again) {
          return {
            text: [...head, t("circumstances:conclusion_done")].join("\n\n"),
            rows: [[button(turn, "pdf")], [button(turn, "write_again")], ...waysBack(turn)],
          };
        }
        const next = activities[draft.activities.length];
        if (next) {
          return {
            text: [
              ...head,
              t("circumstances:ask.activity", { title: escapeHtml(next.title) }),
            ].join("\n\n"),
            rows: [
              ...DONE.map((code) => [
                { label: t(`circumstances:done.${code}`), action: "done", argument: code },
              ]),
              ...waysBack(turn),
            ],
          };
        }
        const ask = draft.text === undefined ? "assessment" : "useful_extension";
        return {
          text: [...head, t(`circumstances:ask.${ask}`)].join("\n\n"),
          rows: [...(draft.text === undefined ? [] : usefulRows(turn, true)), ...waysBack(turn)],
        };
      },
      presses: {
        ...back,
        done: keeping(deps, ({ turn }, known, code: string) => {
          const done = DONE.find((one) => one === code);
          const draft = draftOf(turn, known.case.id);
          if (!done || draft.activities.length >= known.contract.record.activities.length) {
            return false;
          }
          keepDraft(turn, known.case.id, { ...draft, activities: [...draft.activities, done] });
        }),
        useful: keeping(deps, (ctx, known, said: string) =>
          conclude(ctx, known, said === "none" ? null : said === "yes"),
        ),
        write_again: keeping(deps, ({ turn }) =>
          turn.go(beside(turn, CONCLUSION, { again: true })),
        ),
        pdf: keeping(deps, async ({ turn }, known) => {
          const of = written(known);
          return of ? sendConclusion(deps, turn, known, of) : false;
        }),
      },
      text: keeping(deps, ({ turn }, known, typed: string) => {
        const draft = draftOf(turn, known.case.id);
        if (draft.activities.length < known.contract.record.activities.length) return false;
        if (typed.length > LONGEST_WORDS) return turn.go({ ...turn.screen, problem: "long" });
        keepDraft(turn, known.case.id, { ...draft, text: typed.trim() });
      }),
    },
  };
}

/** By when what is written is due. */
export function dueLines(turn: OpenTurn, { program, contract }: Known, code: string): string[] {
  const due = endDues(program, contract).find((one) => one.code === code);
  if (!due?.dueOn) return [];
  return [
    `${turn.t("circumstances:due", { by: byDay(turn, due.dueOn) })} ${cited(turn, due.clause)}`,
  ];
}

export function usefulRows({ t }: OpenTurn, silent: boolean): Button[][] {
  const codes = ["yes", "no", ...(silent ? ["none"] : [])];
  return inRows(
    codes.map((code) => ({
      ...{ label: t(`circumstances:useful.${code}`), action: "useful", argument: code },
    })),
    2,
  );
}
