import { takePaper } from "../../platform/files/index.ts";
import { type Handler, inRows, type Screen } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { spokenDate } from "../../platform/texts/format.ts";
import { type MineWay, openMyContract } from "../contract/index.ts";
import { runsOn } from "../contract/rules/index.ts";
import { institutionById } from "../staff/index.ts";
import { addTo } from "./actions.ts";
import { incomesOpen, incomesScreen, openIncomes } from "./incomes.ts";
import { sendToHandIn } from "./papers.ts";
import { backRows, missing, ONE } from "./person-common.ts";
import { tellingScreens } from "./person-telling.ts";
import { type CircumstanceDeps, type Known, ownContract, shownOf } from "./reach.ts";
import type { Circumstance } from "./record.ts";
import { openSteps, stepsOf } from "./rules/steps.ts";
import { cited, headLine, wholeText } from "./wording.ts";

const LIST = "my_circumstances";
const IN_A_ROW = 6;

export interface PersonSide {
  readonly screens: Readonly<Record<string, Screen>>;
  /** On "Мой контракт". */
  readonly ways: readonly MineWay[];
  /** To telling a valid reason (п. 34). */
  readonly openCannot: Handler;
  /** From what the bot said first; the argument is a circumstance's id. */
  readonly told: Handler;
}

/** Where the recipient tells what keeps them from their duties and what has changed (п. 34, 36). */
export function personSide(deps: CircumstanceDeps): PersonSide {
  const own = (ctx: Ctx) => ownContract(deps, ctx);
  const { screens: telling, start } = tellingScreens(deps);
  const openCannot = start("valid_reason");

  /** What makes it official: the institution takes the bot, or a signed paper is handed in. */
  async function officialText(turn: OpenTurn, known: Known, of: Circumstance): Promise<string[]> {
    const { t, locale } = turn;
    const [first] = openSteps(stepsOf(known.program, known.contract, of));
    const institution = await institutionById(deps.database.prisma, known.case.institutionId);
    if (first?.owner !== "recipient") {
      return institution?.botFilingAct
        ? [t("circumstances:by_bot", { act: institution.botFilingAct })]
        : [];
    }
    const date = spokenDate(first.dueOn, locale);
    const late = known.today > first.dueOn;
    return [
      t(`circumstances:bring.${of.kind}`),
      `${t(late ? "circumstances:past" : "circumstances:until", { date })} ${cited(turn, first.clause)}.`,
      ...(institution
        ? [
            t("circumstances:place", {
              name: institution.name,
              address: institution.address ?? "",
            }),
          ]
        : []),
    ];
  }

  const list: Screen = {
    async view(ctx) {
      const { turn } = ctx;
      const { t } = turn;
      const known = await own(ctx);
      if (!known) return missing(turn);
      const shown = known.list.filter(isTheirs);
      return {
        text: [
          `<b>${t("circumstances:mine")}</b>`,
          ...(shown.length === 0 ? [t("circumstances:none")] : []),
          ...shown.map((one, at) => `${at + 1}. ${headLine(turn, known, one)}`),
        ].join("\n\n"),
        rows: [
          ...inRows(
            shown.map(({ id }, at) => ({ label: String(at + 1), action: "one", argument: id })),
            IN_A_ROW,
          ),
          ...backRows(turn),
        ],
      };
    },
    presses: {
      mine: openMyContract,
      one: async (ctx, id) => {
        const known = await own(ctx);
        const found = known?.list.filter(isTheirs).some((one) => one.id === id);
        return found ? ctx.turn.go({ name: ONE, of: id }) : false;
      },
    },
  };

  const one: Screen = {
    async view(ctx, { just, problem }) {
      const { turn } = ctx;
      const { t } = turn;
      const known = await own(ctx);
      const of = known && shownOf(turn, known);
      if (!known || !of || !isTheirs(of)) return missing(turn);
      const writes = mayAddPapers(of);
      return {
        text: [
          ...(just ? [t(`circumstances:just.${String(just)}`)] : []),
          ...(problem ? [t(`circumstances:problem.${String(problem)}`)] : []),
          ...wholeText(turn, known, of),
          ...(await officialText(turn, known, of)),
          ...(writes ? [t("circumstances:ask.papers")] : []),
        ].join("\n\n"),
        rows: [
          ...(of.kind === "valid_reason" || of.kind === "change"
            ? [[{ label: t("circumstances:button.print"), action: "print" }]]
            : []),
          [{ label: t("circumstances:button.list"), action: "list" }],
          ...backRows(turn),
        ],
      };
    },
    presses: {
      mine: openMyContract,
      list: ({ turn }) => turn.go({ name: LIST }),
      print: async (ctx) => {
        const known = await own(ctx);
        const of = known && shownOf(ctx.turn, known);
        if (!known || !of || (of.kind !== "valid_reason" && of.kind !== "change")) return false;
        await sendToHandIn(deps, ctx.turn, known, of);
      },
    },
    media: async (ctx, media) => {
      const { turn } = ctx;
      const known = await own(ctx);
      const of = known && shownOf(turn, known);
      if (!known || !of || !mayAddPapers(of)) return false;
      const number = of.body.papers.length + 1;
      const name = turn.texts("ru")("circumstances:paper_name", { number });
      const taken = await takePaper(deps, media, name);
      if (taken.kind !== "done") return turn.go({ name: ONE, of: of.id, problem: taken.kind });
      const papers = [...of.body.papers, { id: taken.id, name: taken.name }];
      addTo(
        turn,
        known,
        of,
        { papers },
        {
          ...{ kind: "circumstance_paper", details: {} },
          more: (tx) => taken.write(tx, known.case, { reportId: null, createdAt: turn.now }),
        },
      );
      turn.go({ name: ONE, of: of.id, just: "paper" });
    },
  };

  return {
    screens: {
      [LIST]: list,
      [ONE]: one,
      ...telling,
      ...incomesScreen(deps),
    },
    openCannot,
    ways: [
      {
        code: "cannot",
        open: openCannot,
        when: ({ contract, today }) => runsOn(contract, today),
      },
      {
        code: "changed",
        open: start("change"),
        when: ({ contract, today }) => runsOn(contract, today),
      },
      { code: "incomes", open: openIncomes, when: incomesOpen },
      { code: "circumstances", open: ({ turn }) => turn.go({ name: LIST }) },
    ],
    async told(ctx, id) {
      const known = await own(ctx);
      if (!known) return false;
      const found = known.list.some((one) => one.id === id && isTheirs(one));
      ctx.turn.go(found ? { name: ONE, of: id } : { name: LIST });
    },
  };
}

/** What concerns the person; papers that a curator writes for the agency do not. */
function isTheirs({ kind }: Circumstance): boolean {
  return !["conclusion", "effectiveness", "monitoring"].includes(kind);
}

/** Until it is decided on. */
function mayAddPapers({ kind, body }: Circumstance): boolean {
  return (kind === "valid_reason" || kind === "change") && body.decision === null;
}
