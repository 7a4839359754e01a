import { inRows, type Screen } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { spokenDate } from "../../platform/texts/format.ts";
import { lastDayOf, lawOf } from "../contract/rules/index.ts";
import { byDay } from "../deadlines/index.ts";
import { keep } from "./actions.ts";
import { sendMonitoring } from "./papers.ts";
import { type CircumstanceDeps, caseContract, type Known } from "./reach.ts";
import type { Circumstance, Found } from "./record.ts";
import { endDues, monthNumber } from "./rules/end.ts";
import {
  back,
  beside,
  button,
  keeping,
  MONITORING,
  missingView,
  problemLines,
  waysBack,
} from "./staff-common.ts";
import { newCircumstance } from "./store.ts";
import { cited } from "./wording.ts";

const IN_A_ROW = 6;
const FOUND = ["yes", "no", "unknown"] as const;

/** What is looked at each month after the end, how, and what was found (п. 31). */
export function monitoringScreens(deps: CircumstanceDeps): Readonly<Record<string, Screen>> {
  const monthsOf = ({ program, contract }: Known) =>
    endDues(program, contract).filter(({ code }) => code.startsWith("monitoring_"));

  /** Months that have begun: nobody looks ahead. */
  const begun = (known: Known) =>
    monthsOf(known).filter(({ from }) => from !== null && from <= known.today);

  const rowOf = ({ contract, list }: Known): Circumstance =>
    list.find(({ kind }) => kind === "monitoring") ??
    newCircumstance(contract, { kind: "monitoring", happenedOn: lastDayOf(contract) });

  const lawOfMeasure = ({ program, contract }: Known) =>
    lawOf(program, contract)?.edition.contract.monitoring.find(
      ({ measure }) => measure === contract.measure,
    );

  const waysNow = ({ screen }: OpenTurn): string[] =>
    String(screen.ways ?? "")
      .split(",")
      .filter((one) => one !== "");

  function monthNow(turn: OpenTurn, known: Known) {
    return begun(known).find((one) => monthNumber(one) === Number(turn.screen.month));
  }

  return {
    [MONITORING]: {
      async view(ctx: Ctx) {
        const { turn } = ctx;
        const { t, locale } = turn;
        const known = await caseContract(deps, ctx, "keep_circumstances");
        const looked = known && lawOfMeasure(known);
        if (!known || !looked) return missingView(turn);
        const { body } = rowOf(known);
        const due = monthNow(turn, known);
        const again = turn.screen.again === true;
        const head = `<b>${t("circumstances:kind.monitoring")}</b> ${cited(turn, looked.clause)}\n${t(`circumstances:fact.${looked.measure}`)}`;
        if (due?.dueOn) {
          const found = again ? undefined : body.months[String(monthNumber(due))];
          const chosen = found?.ways ?? waysNow(turn);
          return {
            text: [
              ...problemLines(turn),
              head,
              t("circumstances:month", { number: monthNumber(due), count: monthsOf(known).length }),
              t("circumstances:due", { by: byDay(turn, due.dueOn) }),
              found ? t(`circumstances:found.${found.found}`) : t("circumstances:ask.found"),
            ].join("\n\n"),
            rows: [
              ...(found
                ? [[button(turn, "pdf")], [button(turn, "write_again")]]
                : [
                    ...looked.ways.map((code) => [
                      {
                        label: `${chosen.includes(code) ? "☑" : "☐"} ${t(`circumstances:way.${code}`)}`,
                        ...{ action: "way", argument: code },
                      },
                    ]),
                    ...inRows(
                      FOUND.map((code) => ({
                        label: t(`circumstances:button.found_${code}`),
                        ...{ action: "found", argument: code },
                      })),
                      2,
                    ),
                  ]),
              [button(turn, "monitoring")],
              ...waysBack(turn),
            ],
          };
        }
        const months = begun(known);
        return {
          text: [
            head,
            ...(months.length === 0 ? [t("circumstances:monitoring_later")] : []),
            ...months.map((one) => {
              const number = monthNumber(one);
              const found = body.months[String(number)];
              const day = spokenDate(one.dueOn ?? "", locale);
              const words = found
                ? t(`circumstances:found.${found.found}`)
                : one.dueOn && one.dueOn < known.today
                  ? t("contract:left.past")
                  : t("circumstances:not_looked");
              return `${number}. ${day}. ${words}`;
            }),
          ].join("\n"),
          rows: [
            ...inRows(
              months.map((one) => {
                const number = String(monthNumber(one));
                return { label: number, action: "month", argument: number };
              }),
              IN_A_ROW,
            ),
            ...waysBack(turn),
          ],
        };
      },
      presses: {
        ...back,
        monitoring: ({ turn }) => turn.go(beside(turn, MONITORING)),
        month: keeping(deps, ({ turn }, known, month: string) =>
          begun(known).some((one) => String(monthNumber(one)) === month)
            ? turn.go(beside(turn, MONITORING, { month }))
            : false,
        ),
        way: keeping(deps, ({ turn }, known, code: string) => {
          if (!lawOfMeasure(known)?.ways.includes(code)) return false;
          const chosen = waysNow(turn);
          const ways = chosen.includes(code)
            ? chosen.filter((one) => one !== code)
            : [...chosen, code];
          const { problem: _problem, ...screen } = turn.screen;
          turn.go({ ...screen, ways: ways.join(",") });
        }),
        found: keeping(deps, ({ turn }, known, code: string) => {
          const due = monthNow(turn, known);
          const found = FOUND.find((one) => one === code);
          const of = rowOf(known);
          const before = due && of.body.months[String(monthNumber(due))];
          if (!due || !found || (before && turn.screen.again !== true)) return false;
          const ways = waysNow(turn);
          if (found !== "unknown" && ways.length === 0) {
            return turn.go({ ...turn.screen, problem: "no_way" });
          }
          const looked: Found = { doneOn: known.today, found, ways };
          const number = monthNumber(due);
          const months = { ...of.body.months, [String(number)]: looked };
          keep(
            turn,
            known,
            { ...of, body: { ...of.body, months } },
            {
              ...{ kind: "monitored", staffId: known.held.member.id },
            },
          );
          turn.go(beside(turn, MONITORING, { month: String(number) }));
        }),
        write_again: keeping(deps, ({ turn }, known) => {
          const due = monthNow(turn, known);
          if (!due) return false;
          turn.go(beside(turn, MONITORING, { month: String(monthNumber(due)), again: true }));
        }),
        pdf: keeping(deps, async ({ turn }, known) => {
          const due = monthNow(turn, known);
          if (!due?.dueOn) return false;
          await sendMonitoring(deps, turn, known, rowOf(known), {
            ...{ number: monthNumber(due), of: monthsOf(known).length },
            month: due.dueOn.slice(0, 7),
          });
        }),
      },
    },
  };
}
