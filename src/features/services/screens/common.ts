import type { ScreenRef } from "../../../platform/conversation/conversation.ts";
import type { Keyring } from "../../../platform/crypto/keyring.ts";
import type { Database } from "../../../platform/postgres/database.ts";
import {
  type Button,
  type Handler,
  homeButton,
  type View,
} from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { caseForMember, dayAt, type Held, openCaseCard } from "../../cases/index.ts";
import { mayAs } from "../../staff/index.ts";
import { serviceNow } from "../now.ts";
import type { Service } from "../service.ts";

export interface ServiceDeps {
  readonly database: Database;
  readonly keyring: Keyring;
}

/** The services of a case; one of them; its day; its kind; and one that is there already. */
export const SERVICES = "services";
export const SERVICE = "service";
export const SERVICE_DAY = "service_day";
export const SERVICE_KIND = "service_kind";
export const SERVICE_AGAIN = "service_again";

/** What has just happened, said above a screen: `services:note.<code>`. */
export type Note = "recorded" | "helped" | "not_helped" | "corrected" | "taken_back" | "meanwhile";

export function caseIdOf({ screen }: OpenTurn): string {
  return String(screen.id ?? "");
}

/** A screen of the same case. */
export function beside(turn: OpenTurn, name: string, more = {}): ScreenRef {
  return { name, id: caseIdOf(turn), ...more };
}

export function todayOf({ now }: OpenTurn, { member }: Held): string {
  return dayAt(now, member.institution.timeZone);
}

/** The same words for a case that is not there and for one that is not theirs. */
export function missingView({ t }: OpenTurn): View {
  return { text: t("cases:missing"), rows: [[homeButton(t)]] };
}

export function mayRecord({ case: of, member, relations }: Held): boolean {
  return mayAs(member.role, of.status, "record_service", relations).kind === "yes";
}

/**
 * What another institution did is its figure, and stays as it is when the case goes over. An arrival is put
 * right by whoever has the case: shelter staff have no cases.
 */
export function mayChange(held: Held, { institutionId, source }: Service): boolean {
  const own = institutionId === held.member.institutionId || source.startsWith("hold:");
  return own && mayRecord(held);
}

/** A press of somebody who may record services of this case. */
export function recording(
  deps: ServiceDeps,
  handle: (ctx: Ctx, held: Held, argument: string) => ReturnType<Handler>,
): Handler {
  return async (ctx, argument) => {
    const held = await caseForMember(deps, ctx, caseIdOf(ctx.turn), "record_service");
    return held ? handle(ctx, held, argument) : false;
  };
}

/**
 * A press on one service as it was shown (`v` of the screen). When somebody changed it since, the list is
 * shown as it is now.
 */
export function changing(
  deps: ServiceDeps,
  handle: (ctx: Ctx, held: Held, service: Service, argument: string) => ReturnType<Handler>,
): Handler {
  return recording(deps, async (ctx, held, argument) => {
    const { turn } = ctx;
    const found = await serviceHere(deps, turn);
    if (found && !mayChange(held, found)) return false;
    if (found && found.version === Number(turn.screen.v ?? 1)) {
      return handle(ctx, held, found, argument);
    }
    turn.go(beside(turn, SERVICES, { note: "meanwhile" satisfies Note }));
  });
}

export function serviceHere(deps: ServiceDeps, turn: OpenTurn): Promise<Service | undefined> {
  const source = String(turn.screen.source ?? "");
  return serviceNow(deps.database.prisma, turn, caseIdOf(turn), source);
}

export function button({ t }: OpenTurn, action: string, argument = ""): Button {
  return { label: t(`services:button.${action}`), action, argument };
}

export function waysBack(turn: OpenTurn, ...before: Button[]): Button[][] {
  return [
    [...before, { label: turn.t("cases:button.card"), action: "case" }],
    [homeButton(turn.t)],
  ];
}

/** What the buttons of `waysBack` do. */
export const back: Readonly<Record<string, Handler>> = {
  list: ({ turn }) => turn.go(beside(turn, SERVICES)),
  case: ({ turn }) => openCaseCard(turn, caseIdOf(turn)),
};

export function noteLines({ t, screen }: OpenTurn, values = {}): string[] {
  return screen.note ? [`<b>${t(`services:note.${String(screen.note)}`, values)}</b>`] : [];
}
