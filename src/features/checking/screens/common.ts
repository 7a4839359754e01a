import type { ScreenRef } from "../../../platform/conversation/conversation.ts";
import {
  type Button,
  type Handler,
  homeButton,
  type View,
} from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { openCaseCard } from "../../cases/index.ts";
import { mayAs } from "../../staff/index.ts";
import { type Checked, type CheckingDeps, type CheckingLinks, checkedFor } from "../checked.ts";
import { type CheckAction, isFresh, mayCheck } from "../rules.ts";

/** What all screens of a check work with. */
export interface CheckKit extends CheckingDeps {
  readonly links: CheckingLinks;
}

/** The months of a case, one of them, and what is decided on it. */
export const CHECKS = "checks";
export const CHECK = "check";
export const DECIDE = "check_decide";
export const REFUSE = "check_refuse";
export const RETURN = "check_return";
export const COMMENT = "check_comment";
export const QUESTION = "check_question";
export const CONFIRM = "check_confirm";

/** What was just done, said above the card: `checking:note.<code>`. */
export type Note =
  | "accepted"
  | "returned"
  | "granted"
  | "refused"
  | "excused"
  | "called"
  | "meanwhile";

export function checkScreen(
  name: string,
  { held, place }: Pick<Checked, "held" | "place">,
  more = {},
): ScreenRef {
  return { name, id: held.case.id, place, ...more };
}

export function hereOf({ screen }: OpenTurn): { caseId: string; place: string } {
  return { caseId: String(screen.id ?? ""), place: String(screen.place ?? "") };
}

/** Whether this member may do this with the month as it is now. */
export function mayNow({ held, status, undecided, called }: Checked, action: CheckAction): boolean {
  const { case: of, member, relations } = held;
  return (
    mayAs(member.role, of.status, "check_report", relations).kind === "yes" &&
    mayCheck({ code: status.code, undecided: undecided.length, called }, action)
  );
}

/** A button for a report as it is shown: it carries the version that was seen. */
export function button(
  { t }: OpenTurn,
  { report }: Pick<Checked, "report">,
  action: string,
  argument = "",
): Button {
  return {
    label: t(`checking:button.${action}`),
    action,
    argument: `${(report?.version ?? 0).toString(36)}.${argument}`,
  };
}

/**
 * A press of whoever checks the report. When somebody was faster, the card is shown as it is now, with who
 * it was.
 */
export function onReport(
  kit: CheckKit,
  action: CheckAction,
  handle: (ctx: Ctx, checked: Checked, argument: string) => ReturnType<Handler>,
): Handler {
  return async (ctx, argument) => {
    const [, version = "", rest = ""] = /^([0-9a-z]{1,8})\.(.*)$/s.exec(argument) ?? [];
    const checked = await checkedFor(kit, ctx, hereOf(ctx.turn), "check_report");
    if (!checked) return false;
    const fresh = isFresh(checked.report, Number.parseInt(version, 36));
    if (fresh && mayNow(checked, action)) return handle(ctx, checked, rest);
    ctx.turn.go(checkScreen(CHECK, checked, { note: "meanwhile" satisfies Note }));
  };
}

/** The month of a screen on which somebody is about to do this; undefined when it cannot be done any more. */
export async function deciding(
  kit: CheckKit,
  ctx: Ctx,
  ...actions: readonly CheckAction[]
): Promise<Checked | undefined> {
  const checked = await checkedFor(kit, ctx, hereOf(ctx.turn), "check_report");
  return checked && actions.some((action) => mayNow(checked, action)) ? checked : undefined;
}

/** The same words for a report that is not there and for one that is not theirs. */
export function missingView({ t }: OpenTurn): View {
  return { text: t("checking:missing"), rows: [[homeButton(t)]] };
}

/** What is shown where nothing is to be decided any more. */
export function overView({ t }: OpenTurn): View {
  return { text: t("checking:over"), rows: [toReport(t), [homeButton(t)]] };
}

export function toReport(t: OpenTurn["t"]): Button[] {
  return [{ label: t("checking:button.report"), action: "report" }];
}

export const back: Handler = ({ turn }) => turn.go({ name: CHECK, ...idsOf(turn) });
export const toCase: Handler = ({ turn }) => openCaseCard(turn, hereOf(turn).caseId);

function idsOf(turn: OpenTurn): { id: string; place: string } {
  const { caseId, place } = hereOf(turn);
  return { id: caseId, place };
}

/** Said above a screen: why what was typed was not taken. */
export function problemLines({ t, screen }: OpenTurn): string[] {
  return screen.problem === undefined ? [] : [t(`checking:problem.${String(screen.problem)}`)];
}

/** Words that go into a document or a chat. */
export const LONGEST_WORDS = 1_000;
