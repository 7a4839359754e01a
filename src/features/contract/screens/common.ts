import type { ScreenRef } from "../../../platform/conversation/conversation.ts";
import {
  type Button,
  type Handler,
  homeButton,
  type View,
} from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { type Program, programByCode, programForRegion } from "../../../programs/index.ts";
import { caseForMember, type Held, openCaseCard } from "../../cases/index.ts";
import { type Draft, EMPTY_DRAFT, nextStep } from "../draft.ts";
import type { ContractDeps } from "../now.ts";
import type { Contract } from "../record.ts";

/** The contract of a case as staff see it. */
export const CARD = "contract";
export const FORM = "contract_step";
export const PROGRAM = "contract_program";
export const ACTIVITY = "contract_activity";
export const REVIEW = "contract_review";
export const DUTIES = "contract_duties";
export const PAYMENTS = "contract_payments";

/** What is said above the card of what has just happened: `contract:note.<code>`. */
export type Note =
  | "recorded"
  | "corrected"
  | "changed_meanwhile"
  | "has_running"
  | "marked"
  | "unmarked"
  | "paid"
  | "unpaid";

/** What one feature keeps of the case of the screen. */
export function contractScreen(name: string, caseId: string, more = {}): ScreenRef {
  return { name, id: caseId, ...more };
}

export function openContractCard(turn: OpenTurn, caseId: string, note?: Note): void {
  turn.go(contractScreen(CARD, caseId, note ? { note } : {}));
}

export function caseIdOf({ screen }: OpenTurn): string {
  return String(screen.id ?? "");
}

/** The rules of a recorded contract. */
export function programOf({ programme }: Pick<Contract, "programme">): Program {
  const program = programByCode(programme);
  if (!program) throw new Error(`No programme ${programme}`);
  return program;
}

/** A specialist who is writing a contract down. */
export interface Work {
  readonly held: Held;
  readonly program: Program;
  readonly draft: Draft;
}

/** The draft of the case of the screen, if this member may keep its contract now. */
export async function workOf(
  deps: ContractDeps,
  ctx: Ctx,
  caseId = caseIdOf(ctx.turn),
): Promise<Work | undefined> {
  const held = await caseForMember(deps, ctx, caseId, "keep_contract");
  const program = held && programForRegion(held.member.institution.region);
  return program && { held, program, draft: draftFor(ctx.turn, held.case.id) };
}

/** Drafts by case; they lie sealed with the specialist's conversation until they are recorded. */
const SLOT = "contract.drafts";

function draftsOf(turn: OpenTurn): Readonly<Record<string, Draft>> {
  return turn.slot(SLOT, {});
}

export function draftFor(turn: OpenTurn, caseId: string): Draft {
  return draftsOf(turn)[caseId] ?? EMPTY_DRAFT;
}

export function keepDraft(turn: OpenTurn, caseId: string, draft: Draft): void {
  turn.keep(SLOT, { ...draftsOf(turn), [caseId]: draft });
}

export function dropDraft(turn: OpenTurn, caseId: string): void {
  const { [caseId]: _dropped, ...others } = draftsOf(turn);
  turn.keep(SLOT, others);
}

/** Keeps the draft and goes to what is still open, or to the review of everything. */
export function goOn(turn: OpenTurn, { held, program }: Work, draft: Draft): void {
  keepDraft(turn, held.case.id, draft);
  const step = nextStep(draft, program);
  turn.go(
    step === undefined
      ? contractScreen(REVIEW, held.case.id)
      : step === "activities"
        ? contractScreen(PROGRAM, held.case.id)
        : contractScreen(FORM, held.case.id, { step }),
  );
}

/** A press or text of somebody who is writing a contract down. */
export function atWork<T>(
  deps: ContractDeps,
  handle: (ctx: Ctx, work: Work, argument: T) => ReturnType<Handler>,
): (ctx: Ctx, argument: T) => Promise<Awaited<ReturnType<Handler>>> {
  return async (ctx, argument) => {
    const work = await workOf(deps, ctx);
    return work ? handle(ctx, work, argument) : false;
  };
}

/** The same words for a contract that is not there and for one that is not theirs. */
export function missingView({ t }: OpenTurn): View {
  return { text: t("cases:missing"), rows: [[homeButton(t)]] };
}

export function button({ t }: OpenTurn, action: string, argument = ""): Button {
  return { label: t(`contract:button.${action}`), action, argument };
}

/** To the case, and home: under every screen of staff. */
export function waysBack(turn: OpenTurn, ...more: readonly Button[]): Button[][] {
  return [[...more, button(turn, "case")], [homeButton(turn.t)]];
}

export const toCase: Handler = ({ turn }) => openCaseCard(turn, caseIdOf(turn));
export const toContract: Handler = ({ turn }) => openContractCard(turn, caseIdOf(turn));
