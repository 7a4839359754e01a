import { type Handler, inRows, type Screen } from "../../platform/telegram/screen.ts";
import { spokenClause, spokenDate } from "../../platform/texts/format.ts";
import { programByCode } from "../../programs/index.ts";
import { type CardPart, caseForMember, caseName } from "../cases/index.ts";
import { contractOfCase } from "../contract/index.ts";
import { extensionOf, runsOn } from "../contract/rules/index.ts";
import { byDay } from "../deadlines/index.ts";
import { actForCase } from "../notifications/index.ts";
import { takeBackEnd } from "./actions.ts";
import { sendFiles } from "./paper-out.ts";
import { sendToHandIn } from "./papers.ts";
import { type CircumstanceDeps, caseContract, type KnownToStaff, shownOf } from "./reach.ts";
import { actsOf, endedBy } from "./rules/acts.ts";
import { openEndDues } from "./rules/end.ts";
import { actScreens, isAct } from "./staff-acts.ts";
import {
  ACT_DAY,
  AGREED,
  back,
  beside,
  button,
  CONCLUSION,
  EFFECT,
  GROUND,
  keeping,
  LIST,
  MONITORING,
  maySee,
  missingView,
  ONE,
  waysBack,
} from "./staff-common.ts";
import { conclusionScreen } from "./staff-conclusion.ts";
import { effectivenessScreen } from "./staff-effectiveness.ts";
import { endingScreens } from "./staff-ending.ts";
import { monitoringScreens } from "./staff-monitoring.ts";
import { circumstancesOf } from "./store.ts";
import { cited, headLine, wholeText } from "./wording.ts";

const IN_A_ROW = 6;
/** What comes within so many days is named on the list. */
const AHEAD_DAYS = 31;

const isTold = ({ kind }: { readonly kind: string }) =>
  !["conclusion", "effectiveness", "monitoring"].includes(kind);

export interface StaffSide {
  readonly screens: Readonly<Record<string, Screen>>;
  readonly part: CardPart;
  /** From what the bot said first; the argument is a circumstance's id. */
  readonly told: Handler;
}

/** Where the curator keeps what changes and ends a contract, and what is written around its end. */
export function staffSide(deps: CircumstanceDeps): StaffSide {
  const seen = (ctx: Parameters<Handler>[0]) => caseContract(deps, ctx, "see");

  const list: Screen = {
    async view(ctx) {
      const { turn } = ctx;
      const { t } = turn;
      const known = await seen(ctx);
      if (!known) return missingView(turn);
      const { contract, program, today } = known;
      const told = known.list.filter(isTold);
      const dues = openEndDues(program, contract, known.list, today, AHEAD_DAYS);
      const runs = runsOn(contract, today);
      const ended = contract.endedOn !== null || !runs;
      return {
        text: [
          `<b>${t("circumstances:of_case")}</b> ${caseName(turn, known.case)}`,
          ...(told.length === 0 ? [t("circumstances:none_of_case")] : []),
          ...told.map((one, at) => `${at + 1}. ${headLine(turn, known, one)}`),
          ...dues.map(
            (due) =>
              `• ${due.dueOn < today ? t("circumstances:overdue") : ""}${byDay(turn, due.dueOn)}: ${t(`deadlines:clock.${due.code}`)} ${cited(turn, due.clause)}`,
          ),
        ].join("\n\n"),
        rows: [
          ...inRows(
            told.map(({ id }, at) => ({ label: String(at + 1), action: "one", argument: id })),
            IN_A_ROW,
          ),
          ...(maySee(known)
            ? [
                ...(runs ? [[button(turn, "end_early"), button(turn, "agree")]] : []),
                [
                  button(turn, "conclusion"),
                  ...(ended ? [button(turn, "effect"), button(turn, "monitoring")] : []),
                ],
              ]
            : []),
          ...waysBack(turn).map((row) =>
            row.filter((one) => !("action" in one && one.action === "list")),
          ),
        ],
      };
    },
    presses: {
      ...back,
      one: async (ctx, id) => {
        const known = await seen(ctx);
        const found = known?.list.filter(isTold).some((one) => one.id === id);
        return found ? ctx.turn.go(beside(ctx.turn, ONE, { of: id })) : false;
      },
      end_early: keeping(deps, ({ turn }, known) => opens(known) && turn.go(beside(turn, GROUND))),
      agree: keeping(deps, ({ turn }, known) => opens(known) && turn.go(beside(turn, AGREED))),
      conclusion: keeping(deps, ({ turn }) => turn.go(beside(turn, CONCLUSION))),
      effect: keeping(deps, ({ turn }) => turn.go(beside(turn, EFFECT))),
      monitoring: keeping(deps, ({ turn }) => turn.go(beside(turn, MONITORING))),
    },
  };

  const opens = ({ contract, today }: KnownToStaff) => runsOn(contract, today);

  const one: Screen = {
    async view(ctx, { note }) {
      const { turn } = ctx;
      const { t, locale } = turn;
      const known = await seen(ctx);
      const of = known && shownOf(turn, known);
      if (!known || !of) return missingView(turn);
      const { program, contract } = known;
      const acts = maySee(known) ? actsOf(program, contract, of) : [];
      const may = extensionOf(program, contract);
      const asked = of.body.asks === "extend" && of.body.until === null;
      return {
        text: [
          ...(note ? [t(`circumstances:note.${String(note)}`)] : []),
          caseName(turn, known.case),
          ...wholeText(turn, known, of),
          ...(asked && may.kind === "may"
            ? [
                t("circumstances:may_extend", {
                  date: spokenDate(may.until, locale),
                  clause: spokenClause(may.clause, locale),
                }),
              ]
            : []),
          ...(asked && may.kind === "no_more"
            ? [t("circumstances:no_more", { clause: spokenClause(may.clause, locale) })]
            : []),
          ...(asked && may.kind === "unknown" ? [t("circumstances:limit_unknown")] : []),
        ].join("\n\n"),
        rows: [
          ...acts.map((act) => [
            { label: t(`circumstances:act.${act}`), action: "act", argument: act },
          ]),
          ...(maySee(known) && endedBy(contract, of) ? [[button(turn, "take_back")]] : []),
          ...(of.body.papers.length > 0 ? [[button(turn, "files")]] : []),
          ...(of.kind === "valid_reason" || of.kind === "change" ? [[button(turn, "print")]] : []),
          ...waysBack(turn),
        ],
      };
    },
    presses: {
      ...back,
      act: keeping(deps, ({ turn }, known, act) => {
        const of = shownOf(turn, known);
        const { program, contract } = known;
        if (!of || !isAct(act) || !actsOf(program, contract, of).includes(act)) return false;
        turn.go(beside(turn, ACT_DAY, { of: of.id, act }));
      }),
      take_back: keeping(deps, ({ turn }, known) => {
        const of = shownOf(turn, known);
        if (!of || !endedBy(known.contract, of)) return false;
        takeBackEnd(deps, turn, known, of, known.held.member.id);
        turn.go(beside(turn, ONE, { of: of.id, note: "taken_back" }));
      }),
      files: async (ctx) => {
        const known = await seen(ctx);
        const of = known && shownOf(ctx.turn, known);
        return known && of ? sendFiles(ctx.turn, known.case, of) : false;
      },
      print: async (ctx) => {
        const known = await seen(ctx);
        const of = known && shownOf(ctx.turn, known);
        if (!known || !of || (of.kind !== "valid_reason" && of.kind !== "change")) return false;
        await sendToHandIn({ ...deps, namesInChat: true }, ctx.turn, known, of);
      },
    },
  };

  return {
    screens: {
      [LIST]: list,
      [ONE]: one,
      ...actScreens(deps),
      ...endingScreens(deps),
      ...conclusionScreen(deps),
      ...effectivenessScreen(deps),
      ...monitoringScreens(deps),
    },
    part: {
      code: "circumstances",
      async look({ turn }, held) {
        const contract = await contractOfCase(deps.database.prisma, held.case);
        if (!contract) return undefined;
        const program = programByCode(contract.programme);
        const kept = await circumstancesOf(deps.database.prisma, held.case, contract.id);
        const waiting = kept.filter((of) => program && actsOf(program, contract, of).length > 0);
        return waiting.length > 0
          ? { line: turn.t("circumstances:waiting", { count: waiting.length }) }
          : {};
      },
      async open(ctx, caseId) {
        const held = await caseForMember(deps, ctx, caseId, "see");
        if (!held || !(await contractOfCase(deps.database.prisma, held.case))) return false;
        ctx.turn.go({ name: LIST, id: caseId });
      },
    },
    async told(ctx, id) {
      const { prisma } = deps.database;
      const row = /^[0-9a-f-]{36}$/.test(id)
        ? await prisma.circumstance.findUnique({
            where: { id },
            select: { contract: { select: { caseId: true } } },
          })
        : null;
      if (!row) return false;
      const { caseId } = row.contract;
      await actForCase(prisma, ctx, caseId);
      if (!(await caseContract(deps, ctx, "see", caseId))) return false;
      ctx.turn.go({ name: ONE, id: caseId, of: id });
    },
  };
}
