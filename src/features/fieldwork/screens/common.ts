import type { Keyring } from "../../../platform/crypto/keyring.ts";
import type { Database } from "../../../platform/postgres/database.ts";
import {
  type Button,
  type Handler,
  homeButton,
  type View,
} from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { spokenDate } from "../../../platform/texts/format.ts";
import { escapeHtml } from "../../../platform/texts/texts.ts";
import { isUuid } from "../../../platform/uuid.ts";
import { dayAt } from "../../cases/index.ts";
import { type Member, mayDo, memberNow } from "../../staff/index.ts";
import { comingTrip } from "../actions.ts";
import { readTrip } from "../store.ts";
import type { Trip } from "../trip.ts";

export interface FieldworkDeps {
  readonly database: Database;
  readonly keyring: Keyring;
}

/** What can be written down, and what was; the form; one record; letters without an answer; the day. */
export const FIELD = "fieldwork";
export const FORM = "fieldwork_form";
export const TRIP = "fieldwork_trip";
export const LETTERS = "fieldwork_letters";
export const DAY = "fieldwork_day";

/** What has just happened, said above a screen: `fieldwork:note.<code>`. */
export type Note = "recorded" | "taken_back" | "answered" | "meanwhile";

/** The member, if they may write field work down now. */
export async function fieldMember(
  { database }: Pick<FieldworkDeps, "database">,
  ctx: Ctx,
): Promise<Member | undefined> {
  const member = await memberNow(database.prisma, ctx);
  return member && mayDo(member.role, "field_work") ? member : undefined;
}

/** A press or text of such a member. */
export function working(
  deps: FieldworkDeps,
  handle: (ctx: Ctx, member: Member, argument: string) => ReturnType<Handler>,
): Handler {
  return async (ctx, argument) => {
    const member = await fieldMember(deps, ctx);
    return member ? handle(ctx, member, argument) : false;
  };
}

/** A record of the member's institution, as it is with this turn. */
export async function tripHere(
  { database }: FieldworkDeps,
  turn: OpenTurn,
  { institutionId }: Member,
  id: string,
): Promise<Trip | undefined> {
  const coming = comingTrip(turn, id);
  const found =
    coming === undefined && isUuid(id)
      ? await readTrip(database.prisma, id)
      : (coming ?? undefined);
  return found?.institutionId === institutionId ? found : undefined;
}

export function todayOf({ now }: OpenTurn, { institution }: Member): string {
  return dayAt(now, institution.timeZone);
}

export function button({ t }: OpenTurn, action: string, argument = ""): Button {
  return { label: t(`fieldwork:button.${action}`), action, argument };
}

export function missingView({ t }: OpenTurn): View {
  return { text: t("fieldwork:missing"), rows: [[homeButton(t)]] };
}

export function waysBack(turn: OpenTurn): Button[][] {
  return [[button(turn, "list")], [homeButton(turn.t)]];
}

/** What the buttons of `waysBack` do. */
export const back: Readonly<Record<string, Handler>> = {
  list: ({ turn }) => turn.go({ name: FIELD }),
};

/** A place of a patrol has words; a prison is called by its name. */
export function placeWords({ t }: OpenTurn, { kind, place }: Pick<Trip, "kind" | "place">): string {
  if (place === null) return "";
  return kind === "patrol" ? t(`fieldwork:place.${place}`) : escapeHtml(place);
}

/** "12 марта 2024 года · Социальный патруль · подвал · людей: 3". */
export function tripLine(turn: OpenTurn, trip: Trip): string {
  const { t, locale } = turn;
  const { kind, day, people } = trip;
  return [
    spokenDate(day, locale),
    t(`fieldwork:kind.${kind}`),
    placeWords(turn, trip),
    ...(kind === "letter"
      ? [t(trip.answeredOn ? "fieldwork:answered_short" : "fieldwork:open_short")]
      : [t("fieldwork:people", { number: people })]),
  ]
    .filter((part) => part !== "")
    .join(" · ");
}
