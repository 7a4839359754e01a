import type { ScreenRef } from "../../../platform/conversation/conversation.ts";
import {
  type Button,
  type Handler,
  homeButton,
  type View,
} from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import type { DueSource } from "../../deadlines/index.ts";
import type { Action } from "../../staff/index.ts";
import { type CaseDeps, caseForMember, type Held } from "../reach.ts";

export const CARD = "case";

/** To the card of a case. Who may not see it is told the same as if it did not exist. */
export function openCaseCard(turn: OpenTurn, caseId: string, note?: CardNote): void {
  turn.go({ name: CARD, id: caseId, ...(note ? { note } : {}) });
}

/** Where a case stands in the list that the member came from. */
export interface Beside {
  readonly previous?: string;
  readonly next?: string;
  readonly place: number;
  readonly total: number;
}

/** What another feature keeps of a case: a button on its card, and perhaps a line. */
export interface CardPart {
  /** Of the button, `cases:part.<code>`. */
  readonly code: string;
  /** Whether this member sees it on this card, and what is said of it there; HTML. */
  readonly look: (ctx: Ctx, held: Held) => Promise<{ readonly line?: string } | undefined>;
  /** The argument is the case's id; it checks anew who asks. */
  readonly open: Handler;
}

export interface CardLinks {
  readonly parts?: readonly CardPart[];
  /** What other features know to be due. */
  readonly dues?: DueSource;
  readonly beside?: (ctx: Ctx, caseId: string) => Promise<Beside | undefined>;
  /** Back to the list that the member came from. */
  readonly toList?: Handler;
  /** To the messages with the person of a case; the argument is its id. */
  readonly openCaseTalk?: Handler;
  /** To a person's own messages with their specialist. */
  readonly openTalk?: Handler;
}

/** What is said above the card of what has just happened: `cases:note.<code>`. */
export type CardNote =
  | "opened"
  | "taken"
  | "taken_before"
  | "edited"
  | "noted"
  | "status_changed"
  | "closed"
  | "reopened"
  | "transfer_asked"
  | "transfer_accepted"
  | "transfer_withdrawn"
  | "merged"
  | "moved"
  | "move_declined"
  | "changed_meanwhile";

/** The same words for a case that is not there and for one that is not theirs. */
export function missingView({ t }: OpenTurn): View {
  return { text: t("cases:missing"), rows: [[homeButton(t)]] };
}

/** A button for a case as it is shown: it carries the version that was seen. */
export function caseButton(
  { t }: OpenTurn,
  { version }: Held["case"],
  action: string,
  argument = "",
): Button {
  return {
    label: t(`cases:button.${action}`),
    action,
    argument: `${version.toString(36)}.${argument}`,
  };
}

/**
 * A press on a case: the member is asked for anew, and the case must be as it was shown. Otherwise the
 * press is refused and the case shown as it is now.
 */
export function onCase(
  deps: CaseDeps,
  action: Action,
  handle: (ctx: Ctx, held: Held, argument: string) => ReturnType<Handler>,
): Handler {
  return async (ctx, argument) => {
    const [, version = "", rest = ""] = /^([0-9a-z]{1,8})\.(.*)$/s.exec(argument) ?? [];
    const held = await caseForMember(deps, ctx, idOf(ctx.turn), action);
    if (!held || Number.parseInt(version, 36) !== held.case.version) return false;
    return handle(ctx, held, rest);
  };
}

/**
 * The case of a screen that was opened for a version of it (`v`). When somebody changed the case since,
 * the member is led to the card instead, and `undefined` is returned.
 */
export async function heldHere(
  deps: CaseDeps,
  ctx: Ctx,
  action: Action,
): Promise<Held | undefined> {
  const { turn } = ctx;
  const held = await caseForMember(deps, ctx, idOf(turn), action);
  if (held && held.case.version === Number(turn.screen.v)) return held;
  openCaseCard(turn, idOf(turn), "changed_meanwhile");
  return undefined;
}

export function idOf({ screen }: OpenTurn): string {
  return String(screen.id ?? "");
}

/** A screen that belongs to a case as it was seen. */
export function caseScreen(name: string, { id, version }: Held["case"], more = {}): ScreenRef {
  return { name, id, v: version, ...more };
}

export function toCardButton({ t }: OpenTurn): Button {
  return { label: t("cases:button.card"), action: "card" };
}

export const toCard: Handler = ({ turn }) => openCaseCard(turn, idOf(turn));
