import type { ScreenRef } from "../../platform/conversation/conversation.ts";
import {
  type Button,
  type Handler,
  homeButton,
  type View,
} from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { openCaseCard, tidy } from "../cases/index.ts";
import { readPastDay } from "../contract/index.ts";
import { mayAs } from "../staff/index.ts";
import { type CircumstanceDeps, caseContract, type KnownToStaff } from "./reach.ts";

export const LIST = "case_circumstances";
export const ONE = "case_circumstance";
export const ACT_DAY = "case_circumstance_day";
export const UNTIL = "case_circumstance_until";
export const GROUND = "case_ground";
export const GROUND_DAY = "case_ground_day";
export const AGREED = "case_agreed_end";
export const CONCLUSION = "case_conclusion";
export const EFFECT = "case_effectiveness";
export const MONITORING = "case_monitoring";

/** A screen of the same case. */
export function beside({ screen }: OpenTurn, name: string, more = {}): ScreenRef {
  return { name, id: screen.id, ...more };
}

export function missingView({ t }: OpenTurn): View {
  return { text: t("cases:missing"), rows: [[homeButton(t)]] };
}

export function button({ t }: OpenTurn, action: string, argument = ""): Button {
  return { label: t(`circumstances:button.${action}`), action, argument };
}

export function waysBack(turn: OpenTurn): Button[][] {
  return [[button(turn, "list"), button(turn, "case")], [homeButton(turn.t)]];
}

/** What the buttons of `waysBack` do. */
export const back: Readonly<Record<string, Handler>> = {
  list: ({ turn }) => turn.go(beside(turn, LIST)),
  case: ({ turn }) => openCaseCard(turn, String(turn.screen.id ?? "")),
};

export function maySee({ held: { case: of, member, relations } }: KnownToStaff): boolean {
  return mayAs(member.role, of.status, "keep_circumstances", relations).kind === "yes";
}

/** A press or text of somebody who may write down what happens to the contract. */
export function keeping<T>(
  deps: CircumstanceDeps,
  handle: (ctx: Ctx, known: KnownToStaff, argument: T) => ReturnType<Handler>,
): (ctx: Ctx, argument: T) => Promise<Awaited<ReturnType<Handler>>> {
  return async (ctx, argument) => {
    const known = await caseContract(deps, ctx, "keep_circumstances");
    return known ? handle(ctx, known, argument) : false;
  };
}

/** A typed day that is not in the future and not before another; else the screen says what is wrong. */
export function readDay(
  { turn }: Ctx,
  { today, contract }: KnownToStaff,
  typed: string,
  earliest: string,
): string | undefined {
  const read = readPastDay(tidy(typed), { today, startsOn: contract.startsOn });
  if (read.kind !== "value") turn.go({ ...turn.screen, problem: read.code });
  else if (read.value < earliest) turn.go({ ...turn.screen, problem: "too_early" });
  else return read.value;
  return undefined;
}

/** What is wrong with a typed day, above the question. */
export function problemLines({ t, screen }: OpenTurn): string[] {
  const { problem } = screen;
  if (!problem) return [];
  const own = ["too_early", "not_later", "too_late", "no_more", "long", "money", "no_way"].includes(
    String(problem),
  );
  return [t(`${own ? "circumstances" : "contract"}:problem.${String(problem)}`)];
}
