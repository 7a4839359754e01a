import {
  type Button,
  type Handler,
  homeButton,
  type Screen,
} from "../../../platform/telegram/screen.ts";
import { type Ctx, FIRST_SCREEN, type OpenTurn } from "../../../platform/telegram/turn.ts";
import { caseOfPerson, dayAt, tidy } from "../../cases/index.ts";
import { meetDuty } from "../actions.ts";
import { type Duty, dutiesOf } from "../duties.ts";
import { dutyLine, openDuties } from "../duty-view.ts";
import { type Mark, readMarks, readPayments } from "../marks.ts";
import type { ContractDeps } from "../now.ts";
import { readPastDay } from "../read-step.ts";
import { runsOn } from "../rules/index.ts";
import { contractOfCase } from "../store.ts";
import { missingView, programOf } from "./common.ts";
import { type Mine, type MineWay, mineView, promisesView, type ReportLine } from "./mine-view.ts";

const MINE = "my_contract";
const PROMISES = "my_contract_promises";
const DONE = "my_contract_done";

/** What other features bring to "Мой контракт". */
export interface MineLinks {
  /** What is to be said of the report that is next. Left out: its last day alone. */
  readonly reportLine?: (ctx: Ctx) => Promise<ReportLine | undefined>;
  /** Ways on, each with its text `contract:way.<code>`, in the order of the screen. */
  readonly ways?: readonly MineWay[];
}

export const openMyContract: Handler = ({ turn }) => turn.go({ name: MINE });

/** Whether the person has a contract to look at: for what is shown to some only. */
export async function hasContract({ database }: ContractDeps, { turn }: Ctx): Promise<boolean> {
  if (!turn.person) return false;
  const where = { case: { personId: turn.person.id } };
  return (await database.prisma.contract.count({ where })) > 0;
}

/** What a turn is about to write of marks is what it shows. */
const coming = new WeakMap<OpenTurn, Mark>();

/** "Мой контракт": what is next, what was paid when, what was promised. */
export function mineScreens(
  deps: ContractDeps,
  links: MineLinks,
): Readonly<Record<string, Screen>> {
  const { database, keyring } = deps;
  const { prisma } = database;

  async function mineOf({ turn }: Ctx): Promise<Mine | undefined> {
    const own = turn.person && (await caseOfPerson(prisma, keyring, turn.person.id));
    const contract = own && (await contractOfCase(prisma, own));
    if (!own || !contract) return undefined;
    const program = programOf(contract);
    const foreseen = coming.get(turn);
    const [marks, payments] = await Promise.all([
      readMarks(prisma, contract.id),
      readPayments(prisma, own, contract.id),
    ]);
    return {
      ...{ case: own, contract, payments, today: dayAt(turn.now, program.timeZone) },
      duties: dutiesOf(program, contract, foreseen ? [...marks, foreseen] : marks),
    };
  }

  const dutyNow = ({ screen }: OpenTurn, { duties }: Mine): Duty | undefined =>
    openDuties(duties).find(({ item }) => item === screen.item);

  function done(turn: OpenTurn, mine: Mine, doneOn: string): false | undefined {
    const duty = dutyNow(turn, mine);
    if (!duty) return false;
    const mark: Mark = { code: duty.item, doneOn, markedBy: null };
    meetDuty(deps, turn, mine.case, mine.contract, mark);
    coming.set(turn, mark);
    turn.go({ name: MINE, just: "done" });
    return undefined;
  }

  const way =
    (code: string): Handler =>
    async (ctx, argument) => {
      const mine = await mineOf(ctx);
      const found = links.ways?.find((one) => one.code === code);
      if (!mine || !found || !(found.when?.(mine) ?? true)) return false;
      return found.open(ctx, argument);
    };

  return {
    [MINE]: {
      async view(ctx) {
        const { turn } = ctx;
        const mine = await mineOf(ctx);
        if (!mine) return { text: turn.t("contract:none"), rows: [[homeButton(turn.t)]] };
        const report = await links.reportLine?.(ctx);
        const ways = (links.ways ?? []).filter(({ when }) => when?.(mine) ?? true);
        return mineView(turn, mine, { report, ways });
      },
      presses: {
        done: async (ctx, item) => {
          const mine = await mineOf(ctx);
          return mine && openDuties(mine.duties).some((duty) => duty.item === item)
            ? ctx.turn.go({ name: DONE, item })
            : false;
        },
        promises: ({ turn }) => turn.go({ name: PROMISES }),
        way: (ctx, code) => way(code)(ctx, ""),
      },
    },
    [PROMISES]: {
      async view(ctx) {
        const mine = await mineOf(ctx);
        return mine ? promisesView(ctx.turn, mine) : missingView(ctx.turn);
      },
      presses: { mine: openMyContract },
    },
    [DONE]: {
      async view(ctx) {
        const { turn } = ctx;
        const { t, screen } = turn;
        const mine = await mineOf(ctx);
        const duty = mine && dutyNow(turn, mine);
        const back: Button[][] = [
          [{ label: t("common:button.back"), action: "mine" }],
          [homeButton(t)],
        ];
        if (!mine || !duty) return { text: t("contract:nothing_to_mark"), rows: back };
        return {
          text: [
            ...(screen.problem ? [t(`contract:problem.${String(screen.problem)}`)] : []),
            dutyLine(turn, duty, mine.today),
            t("contract:ask.when_done"),
          ].join("\n\n"),
          rows: [[{ label: t("contract:today"), action: "today" }], ...back],
        };
      },
      presses: {
        mine: openMyContract,
        today: async (ctx) => {
          const mine = await mineOf(ctx);
          return mine && runsOn(mine.contract, mine.today)
            ? done(ctx.turn, mine, mine.today)
            : false;
        },
      },
      text: async (ctx, typed) => {
        const { turn } = ctx;
        const mine = await mineOf(ctx);
        if (!mine || !dutyNow(turn, mine)) return false;
        const read = readPastDay(tidy(typed), {
          today: mine.today,
          startsOn: mine.contract.startsOn,
        });
        if (read.kind === "value") return done(turn, mine, read.value);
        turn.go({ ...turn.screen, problem: read.code });
      },
    },
  };
}

/** `/contract`: for whoever has none, the first screen. */
export const contractCommand =
  (deps: ContractDeps): Handler =>
  async (ctx) =>
    ctx.turn.go((await hasContract(deps, ctx)) ? { name: MINE } : FIRST_SCREEN);
