import { parseMoney } from "../../forms/parse/money.ts";
import { plain } from "../../forms/parse/text.ts";
import type { Screen } from "../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { roubles, spokenMonth } from "../../platform/texts/format.ts";
import { escapeHtml } from "../../platform/texts/texts.ts";
import { lawOf } from "../contract/rules/index.ts";
import { keep } from "./actions.ts";
import { effectivenessOf } from "./incomes.ts";
import { sendEffectiveness } from "./papers.ts";
import { type CircumstanceDeps, caseContract, type Known } from "./reach.ts";
import type { Body } from "./record.ts";
import { incomeChange, incomeMonths } from "./rules/end.ts";
import {
  back,
  beside,
  button,
  EFFECT,
  keeping,
  missingView,
  problemLines,
  waysBack,
} from "./staff-common.ts";
import { dueLines, LONGEST_WORDS, usefulRows } from "./staff-conclusion.ts";
import { cited } from "./wording.ts";

/** The report on the effect, in the fourth month after the end (п. 30). */
export function effectivenessScreen(deps: CircumstanceDeps): Readonly<Record<string, Screen>> {
  return {
    [EFFECT]: {
      async view(ctx) {
        const { turn } = ctx;
        const { t, locale } = turn;
        const known = await caseContract(deps, ctx, "keep_circumstances");
        if (!known) return missingView(turn);
        const of = effectivenessOf(known);
        const { body } = of;
        const points =
          lawOf(known.program, known.contract)?.edition.contract.effectiveness.points ?? [];
        const told = incomeMonths(known.contract).map((month) => {
          const kopecks = body.incomes[month];
          const sum =
            kopecks === undefined ? t("circumstances:not_told") : roubles(kopecks, locale);
          return `• ${spokenMonth(month, locale)}: ${sum}`;
        });
        if (turn.screen.ask === "before") {
          return {
            text: [...problemLines(turn), t("circumstances:ask.before")].join("\n\n"),
            rows: [[button(turn, "effect")], ...waysBack(turn)],
          };
        }
        const [incomes, living, again] = points.map(
          ({ code, clause }) => `<b>${t(`circumstances:point.${code}`)}</b> ${cited(turn, clause)}`,
        );
        return {
          text: [
            ...problemLines(turn),
            `<b>${t("circumstances:kind.effectiveness")}</b>`,
            ...dueLines(turn, known, "effectiveness_report"),
            [incomes, ...told, ...comparison(turn, known, body)].join("\n"),
            [living, body.living ? escapeHtml(body.living) : t("circumstances:not_told")].join(
              "\n",
            ),
            [again, ...(body.text ? [escapeHtml(body.text)] : [])].join("\n"),
            ...(body.days.effectiveness ? [t("circumstances:effect_done")] : []),
            ...(body.text === "" ? [t("circumstances:ask.analysis")] : []),
            ...(body.text !== "" && !body.days.effectiveness
              ? [t("circumstances:ask.useful_again")]
              : []),
          ].join("\n\n"),
          rows: [
            ...(body.text === "" || body.days.effectiveness ? [] : usefulRows(turn, false)),
            [button(turn, "before")],
            ...(body.text === "" ? [] : [[button(turn, "pdf")]]),
            ...waysBack(turn),
          ],
        };
      },
      presses: {
        ...back,
        effect: ({ turn }) => turn.go(beside(turn, EFFECT)),
        before: keeping(deps, ({ turn }) => turn.go(beside(turn, EFFECT, { ask: "before" }))),
        useful: keeping(deps, ({ turn }, known, said: string) => {
          const of = effectivenessOf(known);
          if (of.body.text === "") return false;
          const days = { ...of.body.days, effectiveness: known.today };
          const body = { ...of.body, days, useful: said === "yes" };
          keep(
            turn,
            known,
            { ...of, body },
            {
              ...{ kind: "effectiveness_written", staffId: known.held.member.id },
            },
          );
          turn.go(beside(turn, EFFECT));
        }),
        pdf: keeping(deps, async ({ turn }, known) => {
          const of = effectivenessOf(known);
          return of.body.text === "" ? false : sendEffectiveness(deps, turn, known, of);
        }),
      },
      text: keeping(deps, ({ turn }, known, typed: string) => {
        const of = effectivenessOf(known);
        const change = turn.screen.ask === "before" ? readBefore(typed) : readAnalysis(typed);
        if (typeof change === "string") return turn.go({ ...turn.screen, problem: change });
        const body = { ...of.body, ...change };
        keep(
          turn,
          known,
          { ...of, body },
          {
            ...{ kind: "effectiveness_noted", staffId: known.held.member.id },
          },
        );
        turn.go(beside(turn, EFFECT));
      }),
    },
  };
}

/** What was told with the application stands in no other record: the curator types it, or it stays unknown. */
function comparison(turn: OpenTurn, { contract }: Known, body: Body): string[] {
  const { t, locale } = turn;
  if (body.before === null) return [t("circumstances:compare_by_hand")];
  const change = incomeChange(contract, body);
  const code = change === null ? "unknown" : change > 0 ? "more" : change < 0 ? "less" : "same";
  return [
    t("circumstances:before", { sum: roubles(body.before, locale) }),
    t(`circumstances:change.${code}`, { sum: roubles(Math.abs(change ?? 0), locale) }),
  ];
}

function readBefore(typed: string): Pick<Body, "before"> | "money" {
  const read = parseMoney(plain(typed), { min: 0 });
  return read.kind === "value" ? { before: read.value } : "money";
}

function readAnalysis(typed: string): Pick<Body, "text"> | "long" {
  return typed.length > LONGEST_WORDS ? "long" : { text: typed.trim() };
}
