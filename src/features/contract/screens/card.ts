import type { Screen, View } from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { spokenDate } from "../../../platform/texts/format.ts";
import { programForRegion } from "../../../programs/index.ts";
import { type CardPart, caseForMember, dayAt, type Held } from "../../cases/index.ts";
import { mayAs } from "../../staff/index.ts";
import { draftOf } from "../draft.ts";
import { type ContractDeps, contractNow } from "../now.ts";
import type { Contract } from "../record.ts";
import { lastDayOf, runsOn } from "../rules/index.ts";
import { contractOfCase } from "../store.ts";
import { activityLine, editionText, headText, sumText } from "../wording.ts";
import {
  button,
  caseIdOf,
  contractScreen,
  DUTIES,
  draftFor,
  goOn,
  keepDraft,
  missingView,
  openContractCard,
  PAYMENTS,
  programOf,
  REVIEW,
  toCase,
  type Work,
  waysBack,
  workOf,
} from "./common.ts";

const MOST_TITLE = 120;

/** The contract of a case for staff: what was signed, where it stands, and what can be done with it. */
export function cardScreen(deps: ContractDeps): Screen {
  async function seen(ctx: Ctx): Promise<{ held: Held; contract: Contract } | undefined> {
    const held = await caseForMember(deps, ctx, caseIdOf(ctx.turn), "see");
    const contract = held && (await contractNow(deps, ctx.turn, held.case));
    return contract && { held, contract };
  }

  return {
    async view(ctx) {
      const here = await seen(ctx);
      return here ? cardView(ctx.turn, here.held, here.contract) : missingView(ctx.turn);
    },
    presses: {
      edit: async (ctx) => {
        const { turn } = ctx;
        const here = await seen(ctx);
        const work = here && (await workOf(deps, ctx));
        if (!work) return false;
        keepDraft(turn, here.held.case.id, draftOf(here.contract, programOf(here.contract)));
        turn.go(contractScreen(REVIEW, here.held.case.id));
      },
      new_one: async (ctx) => {
        const here = await seen(ctx);
        const work = here && (await workOf(deps, ctx));
        if (!work || !here || !isOver(ctx.turn, here.held, here.contract)) return false;
        begin(ctx.turn, work);
      },
      payments: ({ turn }) => turn.go(contractScreen(PAYMENTS, caseIdOf(turn))),
      duties: ({ turn }) => turn.go(contractScreen(DUTIES, caseIdOf(turn))),
      case: toCase,
    },
  };
}

function cardView(turn: OpenTurn, held: Held, contract: Contract): View {
  const { t, screen } = turn;
  const { member, relations } = held;
  const may = mayAs(member.role, held.case.status, "keep_contract", relations).kind === "yes";
  const { record } = contract;
  return {
    text: [
      ...(screen.note ? [t(`contract:note.${String(screen.note)}`)] : []),
      [headText(turn, contract), stateText(turn, held, contract)].join("\n"),
      t(`eligibility:measure.${contract.measure}.name`),
      record.money
        .map((term) => `${t(`eligibility:money.${term.payment}`)}: ${sumText(turn, term)}`)
        .join("\n"),
      [
        `<b>${t("contract:program")}</b>`,
        ...record.activities.map((one) => `• ${activityLine(turn, one, MOST_TITLE)}`),
      ].join("\n"),
      `<i>${editionText(turn, programOf(contract), contract.startsOn)}</i>`,
    ].join("\n\n"),
    rows: [
      [button(turn, "duties"), button(turn, "payments")],
      ...(may ? [[button(turn, "edit")]] : []),
      ...(may && isOver(turn, held, contract) ? [[button(turn, "new_one")]] : []),
      ...waysBack(turn),
    ],
  };
}

function stateText(turn: OpenTurn, held: Held, contract: Contract): string {
  const { t, locale } = turn;
  const date = spokenDate(lastDayOf(contract), locale);
  return t(isOver(turn, held, contract) ? "contract:ended" : "contract:runs", { date });
}

function isOver(turn: OpenTurn, { member }: Held, contract: Contract): boolean {
  return !runsOn(contract, dayAt(turn.now, member.institution.timeZone));
}

/** To the next thing to type, on with what was typed before. */
function begin(turn: OpenTurn, work: Work): void {
  const { held, program } = work;
  const before = draftFor(turn, held.case.id);
  const town = held.case.record.town ?? held.member.institution.town;
  const territory = program.territories.find(({ towns }) => towns.includes(town))?.code;
  const begun = before.asked.length > 0 && !before.of;
  goOn(
    turn,
    work,
    begun ? before : { asked: territory ? ["territory"] : [], ...(territory ? { territory } : {}) },
  );
}

/** The contract on the card of a case: what it is, and the way to it or to writing it down. */
export function contractPart(deps: ContractDeps): CardPart {
  return {
    code: "contract",
    async look({ turn }, held) {
      const contract = await contractNow(deps, turn, held.case);
      if (contract)
        return { line: [headText(turn, contract), stateText(turn, held, contract)].join("\n") };
      const { member, relations } = held;
      const may = mayAs(member.role, held.case.status, "keep_contract", relations).kind === "yes";
      return may && programForRegion(member.institution.region) ? {} : undefined;
    },
    async open(ctx, caseId) {
      const { turn } = ctx;
      const held = await caseForMember(deps, ctx, caseId, "see");
      if (!held) return false;
      if (await contractOfCase(deps.database.prisma, held.case)) {
        return openContractCard(turn, caseId);
      }
      const work = await workOf(deps, ctx, caseId);
      if (!work) return false;
      begin(turn, work);
    },
  };
}
