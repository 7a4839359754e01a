import type { ScreenRef } from "../../../platform/conversation/conversation.ts";
import {
  type Button,
  type Handler,
  homeButton,
  type View,
} from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { tidy } from "../../cases/rules.ts";
import { runsOn } from "../../contract/rules/index.ts";
import { type Draft, draftOf } from "../draft.ts";
import type { ReportDeps, ReportLinks } from "../links.ts";
import type { Section } from "../record.ts";
import type { Place } from "../rules/position.ts";

/** What all screens of a report work with. */
export interface ReportKit extends ReportDeps {
  readonly links: ReportLinks;
}

/** A month's report as a whole: the screen that everything leads back to. */
export const REPORT = "report";
export const REVIEW = "report_review";

export function monthNow({ screen }: OpenTurn): string {
  return String(screen.month ?? "");
}

/** The report of the screen, if its person may fill it in now. */
export async function filling(kit: ReportKit, ctx: Ctx): Promise<Draft | undefined> {
  const draft = await draftOf(kit, ctx, monthNow(ctx.turn));
  return draft?.may("fill") ? draft : undefined;
}

type OnDraft = (ctx: Ctx, draft: Draft, argument: string) => ReturnType<Handler>;

/** A press on a report of the person's own, whatever its status. */
export function inMonth(kit: ReportKit, handle: OnDraft): Handler {
  return async (ctx, argument) => {
    const draft = await draftOf(kit, ctx, monthNow(ctx.turn));
    return draft ? handle(ctx, draft, argument) : false;
  };
}

/** A press or an answer on a screen of a report that is being filled in; refused once it is not. */
export function onDraft(kit: ReportKit, handle: OnDraft): Handler {
  return inMonth(kit, (ctx, draft, argument) =>
    draft.may("fill") ? handle(ctx, draft, argument) : false,
  );
}

/** What is shown where a report cannot be filled in: it may have been handed in from another screen. */
export function closedView({ t, screen }: OpenTurn): View {
  const month = String(screen.month ?? "");
  return { text: t("report:not_now"), rows: [[toReport(t, month)], [homeButton(t)]] };
}

/** To a place of the report that waits for an answer; when none does, to what it says by now. */
export function goTo(turn: OpenTurn, month: string, place: Place | undefined, more = {}): void {
  turn.go({ ...screenOf(place), month, ...more });
}

function screenOf(place: Place | undefined): ScreenRef {
  if (!place) return { name: REVIEW };
  switch (place.at) {
    case "activity":
      return { name: "report_activity", activity: place.activity.code };
    case "sum":
      return { name: "report_sum", line: place.line };
    default:
      return { name: SCREENS[place.at] };
  }
}

const SCREENS: Readonly<Record<Section, string>> = {
  done: "report_activities",
  not_done: "report_activities",
  spending: "report_spending",
  results: "report_results",
  attachments: "report_papers",
};

export function openSection(turn: OpenTurn, month: string, section: Section): void {
  turn.go({ name: SCREENS[section], month });
}

/** After an answer: back to where it was changed from, else to what is open next. */
export async function goOn({ turn }: Ctx, draft: Draft, note = "saved"): Promise<void> {
  const { back } = turn.screen;
  if (back === REVIEW) return turn.go({ name: REVIEW, month: draft.month, note });
  goTo(turn, draft.month, await draft.next(), { note });
}

/** What was just done, said above the next screen: `report:note.<code>`. */
export function noteLines({ t, screen }: OpenTurn): string[] {
  return screen.note === undefined ? [] : [t(`report:note.${String(screen.note)}`)];
}

/** Why an answer was not taken: `report:problem.<code>`. */
export function problemLines({ t, screen }: OpenTurn): string[] {
  return screen.problem === undefined ? [] : [t(`report:problem.${String(screen.problem)}`)];
}

/** Receipts that are no part of the report until their person has answered. */
export async function waitingLines(kit: ReportKit, ctx: Ctx): Promise<string[]> {
  const count = (await kit.links.receiptsWaiting?.(ctx, monthNow(ctx.turn))) ?? 0;
  return count > 0 ? [ctx.turn.t("report:receipts_wait", { count })] : [];
}

/** What the curator asked to be put right in a part. */
export function commentLines({ t }: OpenTurn, draft: Draft, section: Section): string[] {
  const { report, status } = draft;
  const text = status.code === "returned" ? report?.content.comments[section] : undefined;
  return text === undefined ? [] : [t("report:comment", { text })];
}

/** What stands there now, for whoever changes it. */
export function nowLines({ t }: OpenTurn, text: string | null | undefined): string[] {
  return text ? [t("report:now", { text })] : [];
}

export function toReport(t: OpenTurn["t"], month: string): Button {
  return { label: t("report:button.report"), action: "report_of", argument: month };
}

/** The way to the specialist, where something has to be said to them. */
export function talkRows({ links }: ReportKit, { t }: OpenTurn): Button[][] {
  return links.openTalk ? [[{ label: t("report:button.talk"), action: "talk" }]] : [];
}

/** The way to telling a valid reason, while the contract runs. */
export function cannotRows({ links }: ReportKit, { t }: OpenTurn, { own }: Draft): Button[][] {
  return links.openCannot && runsOn(own.contract, own.today)
    ? [[{ label: t("report:button.cannot"), action: "cannot" }]]
    : [];
}

/** What these rows do. */
export function wayPresses({ links }: ReportKit): Readonly<Record<string, Handler>> {
  return {
    talk: (ctx, argument) => links.openTalk?.(ctx, argument) ?? false,
    cannot: (ctx, argument) => links.openCannot?.(ctx, argument) ?? false,
  };
}

/** The ways out of a part of the report. */
export function waysBack({ t }: OpenTurn, month: string): Button[][] {
  return [[toReport(t, month)], [homeButton(t)]];
}

/** A typed answer as it is kept: one paragraph, not longer than a document can bear. */
export function readAnswer(
  text: string,
  most: number,
): { readonly text: string } | "empty" | "long" {
  const said = tidy(text);
  if (said === "") return "empty";
  return said.length > most ? "long" : { text: said };
}

/** Takes a typed answer, or stays on the screen and says why not. */
export function typed(
  kit: ReportKit,
  most: number,
  take: (ctx: Ctx, draft: Draft, text: string) => void | Promise<void>,
): Handler {
  return onDraft(kit, async (ctx, draft, text) => {
    const read = readAnswer(text, most);
    if (typeof read === "object") return take(ctx, draft, read.text);
    const { note: _said, ...screen } = ctx.turn.screen;
    ctx.turn.go({ ...screen, name: ctx.turn.screen.name, problem: read });
  });
}
