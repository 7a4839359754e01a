import { inRows, type Screen } from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { spokenDate } from "../../../platform/texts/format.ts";
import { caseForMember, dayAt, type Held, tidy } from "../../cases/index.ts";
import { mayAs } from "../../staff/index.ts";
import { correctContract, meetDuty, unmeetDuty } from "../actions.ts";
import { type Duty, dutiesOf, factOf, isMet } from "../duties.ts";
import { dutyLine } from "../duty-view.ts";
import { type Mark, readMarks } from "../marks.ts";
import { type ContractDeps, contractNow } from "../now.ts";
import { readPastDay } from "../read-step.ts";
import type { Contract } from "../record.ts";
import {
  button,
  caseIdOf,
  contractScreen,
  DUTIES,
  missingView,
  programOf,
  toCase,
  toContract,
  waysBack,
} from "./common.ts";

const IN_A_ROW = 6;

/** What a turn is about to write of marks is what it shows. */
const coming = new WeakMap<OpenTurn, readonly Mark[]>();

interface Duties {
  readonly held: Held;
  readonly contract: Contract;
  readonly marks: readonly Mark[];
  readonly duties: readonly Duty[];
  /** "YYYY-MM-DD" in the programme's zone. */
  readonly today: string;
}

/** The duties of the recipient; the curator confirms what was met, and takes a mark back. */
export function dutiesScreen(deps: ContractDeps): Screen {
  async function seen(ctx: Ctx, action: "see" | "keep_contract"): Promise<Duties | undefined> {
    const { turn } = ctx;
    const held = await caseForMember(deps, ctx, caseIdOf(turn), action);
    const contract = held && (await contractNow(deps, turn, held.case));
    if (!held || !contract) return undefined;
    const marks = coming.get(turn) ?? (await readMarks(deps.database.prisma, contract.id));
    const program = programOf(contract);
    return {
      ...{ held, contract, marks, today: dayAt(turn.now, program.timeZone) },
      duties: dutiesOf(program, contract, marks),
    };
  }

  const dutyNow = ({ screen }: OpenTurn, { duties }: Duties) =>
    duties.find(({ item }) => item === screen.item);

  function done(turn: OpenTurn, all: Duties, doneOn: string): false | undefined {
    const duty = dutyNow(turn, all);
    if (!duty || duty.doneOn !== null) return false;
    const { held, contract, marks } = all;
    const fact = factOf(programOf(contract), contract, duty);
    if (fact) {
      // Payments count from it: the contract's record keeps it.
      const record = { ...contract.record, [fact]: doneOn };
      correctContract(deps, turn, held, contract, { ...contract, record });
    } else {
      const mark: Mark = { code: duty.item, doneOn, markedBy: held.member.id };
      meetDuty(deps, turn, held.case, contract, mark);
      coming.set(turn, [...marks.filter(({ code }) => code !== mark.code), mark]);
    }
    turn.go(contractScreen(DUTIES, caseIdOf(turn), { note: "marked" }));
    return undefined;
  }

  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t, screen, locale } = turn;
      const all = await seen(ctx, "see");
      if (!all) return missingView(turn);
      const { held, duties, today } = all;
      const { member, relations } = held;
      const may = mayAs(member.role, held.case.status, "keep_contract", relations).kind === "yes";
      const duty = dutyNow(turn, all);
      if (duty && may) {
        const told = duty.mark?.markedBy === null && duty.doneOn === null ? duty.mark : undefined;
        const open = !isMet(duty) || told !== undefined;
        return {
          text: [
            ...(screen.problem ? [t(`contract:problem.${String(screen.problem)}`)] : []),
            dutyLine(turn, duty, today),
            ...(open ? [t("contract:ask.done")] : []),
          ].join("\n\n"),
          rows: [
            ...(told
              ? [
                  [
                    {
                      label: t("contract:button.as_told", {
                        date: spokenDate(told.doneOn, locale),
                      }),
                      action: "as_told",
                    },
                  ],
                ]
              : []),
            ...(open ? [[{ label: t("contract:today"), action: "today" }]] : []),
            ...(isMet(duty) ? [[button(turn, "undone")]] : []),
            [button(turn, "duties")],
            ...waysBack(turn),
          ],
        };
      }
      return {
        text: [
          ...(screen.note ? [t(`contract:note.${String(screen.note)}`)] : []),
          `<b>${t("contract:duties")}</b>`,
          ...(duties.length === 0 ? [t("contract:no_duties")] : []),
          ...duties.map((one, at) => `${at + 1}. ${dutyLine(turn, one, today)}`),
          ...(may && duties.length > 0 ? [t("contract:which_duty")] : []),
        ].join("\n\n"),
        rows: [
          ...(may
            ? inRows(
                duties.map(({ item }, at) => ({
                  ...{ label: String(at + 1), action: "duty", argument: item },
                })),
                IN_A_ROW,
              )
            : []),
          ...waysBack(turn, button(turn, "contract")),
        ],
      };
    },
    presses: {
      duty: async (ctx, item) => {
        const all = await seen(ctx, "keep_contract");
        return all?.duties.some((duty) => duty.item === item)
          ? ctx.turn.go(contractScreen(DUTIES, caseIdOf(ctx.turn), { item }))
          : false;
      },
      today: async (ctx) => {
        const all = await seen(ctx, "keep_contract");
        return all ? done(ctx.turn, all, all.today) : false;
      },
      as_told: async (ctx) => {
        const all = await seen(ctx, "keep_contract");
        const told = all && dutyNow(ctx.turn, all)?.mark?.doneOn;
        return all && told ? done(ctx.turn, all, told) : false;
      },
      undone: async (ctx) => {
        const { turn } = ctx;
        const all = await seen(ctx, "keep_contract");
        const duty = all && dutyNow(turn, all);
        if (!all || !duty || !isMet(duty)) return false;
        const { held, contract, marks } = all;
        const fact = factOf(programOf(contract), contract, duty);
        if (fact && contract.record[fact] !== null) {
          const record = { ...contract.record, [fact]: null };
          correctContract(deps, turn, held, contract, { ...contract, record });
        }
        unmeetDuty(deps, turn, held, contract, duty.item);
        coming.set(
          turn,
          marks.filter(({ code }) => code !== duty.item),
        );
        turn.go(contractScreen(DUTIES, caseIdOf(turn), { note: "unmarked" }));
      },
      duties: ({ turn }) => turn.go(contractScreen(DUTIES, caseIdOf(turn))),
      contract: toContract,
      case: toCase,
    },
    text: async (ctx, typed) => {
      const { turn } = ctx;
      const all = await seen(ctx, "keep_contract");
      if (!all || !dutyNow(turn, all)) return false;
      const read = readPastDay(tidy(typed), { today: all.today, startsOn: all.contract.startsOn });
      if (read.kind === "value") return done(turn, all, read.value);
      turn.go({ ...turn.screen, problem: read.code });
    },
  };
}
