import { parseMoney } from "../../forms/parse/money.ts";
import { plain } from "../../forms/parse/text.ts";
import {
  type Button,
  type Handler,
  homeButton,
  type Screen,
} from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { roubles, spokenDate, spokenMonth } from "../../platform/texts/format.ts";
import { programByCode } from "../../programs/index.ts";
import { openMyContract } from "../contract/index.ts";
import type { Contract } from "../contract/rules/index.ts";
import { lastDayOf } from "../contract/rules/index.ts";
import { addTo } from "./actions.ts";
import { type CircumstanceDeps, type Known, ownContract } from "./reach.ts";
import type { Circumstance } from "./record.ts";
import { endDues, incomeMonths, nextIncome } from "./rules/end.ts";
import { newCircumstance } from "./store.ts";
import { cited } from "./wording.ts";

const INCOMES = "my_incomes";
const LONGEST_WORDS = 1_500;

export const openIncomes: Handler = ({ turn }) => turn.go({ name: INCOMES });

/** The months are over, so that their incomes can be told (п. 30). */
export function incomesOpen({
  contract,
  today,
}: {
  readonly contract: Contract;
  readonly today: string;
}): boolean {
  const program = programByCode(contract.programme);
  const due = program && incomesDue({ program, contract });
  return due?.from != null && due.from <= today;
}

function incomesDue({ program, contract }: Pick<Known, "program" | "contract">) {
  return endDues(program, contract).find(({ code }) => code === "incomes_after_end");
}

/** The report of a contract's effect: what of it is told already, or an empty one. */
export function effectivenessOf({
  contract,
  list,
}: Pick<Known, "contract" | "list">): Circumstance {
  return (
    list.find(({ kind }) => kind === "effectiveness") ??
    newCircumstance(contract, { kind: "effectiveness", happenedOn: lastDayOf(contract) })
  );
}

/** The incomes of three months and how one lives, asked for one by one; each can be told anew. */
export function incomesScreen(deps: CircumstanceDeps): Readonly<Record<string, Screen>> {
  async function here(ctx: Ctx): Promise<Known | undefined> {
    const known = await ownContract(deps, ctx);
    return known && incomesOpen(known) ? known : undefined;
  }

  function askedOf(turn: OpenTurn, { contract }: Known, { body }: Circumstance) {
    const again = String(turn.screen.month ?? "");
    return incomeMonths(contract).includes(again) ? again : nextIncome(contract, body);
  }

  return {
    [INCOMES]: {
      async view(ctx, { problem }) {
        const { turn } = ctx;
        const { t, locale } = turn;
        const known = await here(ctx);
        const rows: Button[][] = [
          [{ label: t("circumstances:button.contract"), action: "mine" }],
          [homeButton(t)],
        ];
        if (!known) return { text: t("circumstances:missing"), rows };
        const of = effectivenessOf(known);
        const due = incomesDue(known);
        const month = askedOf(turn, known, of);
        const told = incomeMonths(known.contract).flatMap((one) => {
          const kopecks = of.body.incomes[one];
          const name = spokenMonth(one, locale);
          return kopecks === undefined ? [] : [{ one, name, sum: roubles(kopecks, locale) }];
        });
        const ask = month
          ? t("circumstances:ask.income", { month: spokenMonth(month, locale) })
          : of.body.living === null || turn.screen.living
            ? t("circumstances:ask.living")
            : t("circumstances:incomes_done");
        return {
          text: [
            ...(problem ? [t(`circumstances:problem.${String(problem)}`)] : []),
            `<b>${t("circumstances:incomes")}</b>`,
            ...(due?.dueOn
              ? [
                  `${t("circumstances:until", { date: spokenDate(due.dueOn, locale) })} ${cited(turn, due.clause)}.`,
                ]
              : []),
            ...told.map(({ name, sum }) => `• ${name}: ${sum}`),
            ask,
          ].join("\n\n"),
          rows: [
            ...(month
              ? [[{ label: t("circumstances:button.no_income"), action: "none" }]]
              : [
                  ...told.map(({ one, name }): Button[] => [
                    {
                      ...{ label: t("circumstances:button.correct", { month: name }) },
                      ...{ action: "again", argument: one },
                    },
                  ]),
                  ...(of.body.living !== null && !turn.screen.living
                    ? [[{ label: t("circumstances:button.living_again"), action: "living" }]]
                    : []),
                ]),
            ...rows,
          ],
        };
      },
      presses: {
        mine: openMyContract,
        none: (ctx) => tellIncome(ctx, 0),
        again: ({ turn }, month) =>
          /^\d{4}-\d\d$/.test(month) ? turn.go({ name: INCOMES, month }) : false,
        living: ({ turn }) => turn.go({ name: INCOMES, living: true }),
      },
      text: async (ctx, typed) => {
        const { turn } = ctx;
        const known = await here(ctx);
        if (!known) return false;
        const of = effectivenessOf(known);
        if (askedOf(turn, known, of)) {
          const read = parseMoney(plain(typed), { min: 0 });
          if (read.kind === "value") return tellIncome(ctx, read.value);
          return turn.go({ ...turn.screen, problem: "money" });
        }
        if (of.body.living !== null && !turn.screen.living) return false;
        if (typed.length > LONGEST_WORDS) return turn.go({ ...turn.screen, problem: "long" });
        addTo(
          turn,
          known,
          of,
          { living: typed.trim() },
          {
            ...{ kind: "incomes_told", details: {} },
          },
        );
        turn.go({ name: INCOMES });
      },
    },
  };

  async function tellIncome(ctx: Ctx, kopecks: number): Promise<false | undefined> {
    const { turn } = ctx;
    const known = await here(ctx);
    const of = known && effectivenessOf(known);
    const month = known && of && askedOf(turn, known, of);
    if (!known || !of || !month) return false;
    const incomes = { ...of.body.incomes, [month]: kopecks };
    addTo(turn, known, of, { incomes }, { kind: "incomes_told", details: { month } });
    turn.go({ name: INCOMES });
    return undefined;
  }
}
