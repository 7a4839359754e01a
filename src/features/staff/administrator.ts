import {
  type Button,
  type Handler,
  homeButton,
  type Screen,
  type View,
} from "../../platform/telegram/screen.ts";
import { type Ctx, FIRST_SCREEN, type OpenTurn } from "../../platform/telegram/turn.ts";
import type { Role } from "./access.ts";
import { membershipsOf } from "./member.ts";
import { rolesToInvite } from "./rules.ts";
import { isStaffed, type Member, type Reading } from "./store.ts";
import { mayDo } from "./tasks.ts";

/** Which membership of an administrator the person manages with. */
export const ACTING = "staff.administrator";
export const MEMBERS = { name: "admin_members" };
export const INSTITUTIONS = { name: "admin_institutions" };

/** As whom the person manages staff in this update; undefined for everybody else. */
export async function administratorNow(prisma: Reading, ctx: Ctx): Promise<Member | undefined> {
  const able = (await membershipsOf(prisma, ctx)).filter(({ role }) => mayDo(role, "manage_staff"));
  const chosen = ctx.turn.slot<string | undefined>(ACTING, undefined);
  return able.find(({ id }) => id === chosen) ?? able[0];
}

export type AsAdministrator<T> = (ctx: Ctx, admin: Member, argument: string) => T;

/** Asks anew at each press. For everybody else there is no such thing: they are led home. */
export function asAdministrator(
  prisma: Reading,
  handler: AsAdministrator<ReturnType<Handler>>,
): Handler {
  return async (ctx, argument) => {
    const admin = await administratorNow(prisma, ctx);
    return admin ? handler(ctx, admin, argument) : ctx.turn.go(FIRST_SCREEN);
  };
}

export function administratorView(
  prisma: Reading,
  view: AsAdministrator<View | Promise<View>>,
): Screen["view"] {
  return async (ctx) => {
    const admin = await administratorNow(prisma, ctx);
    const { t } = ctx.turn;
    return admin ? view(ctx, admin, "") : { text: t("staff:not_here"), rows: [[homeButton(t)]] };
  };
}

/** A screen of which every view and every press asks who it is. */
export function administratorScreen(
  prisma: Reading,
  view: AsAdministrator<View | Promise<View>>,
  presses: Readonly<Record<string, AsAdministrator<ReturnType<Handler>>>>,
): Screen {
  return {
    view: administratorView(prisma, view),
    presses: Object.fromEntries(
      Object.entries(presses).map(([action, press]) => [action, asAdministrator(prisma, press)]),
    ),
  };
}

/** The roles that this administrator may invite to an institution. */
export async function invitable(
  prisma: Reading,
  admin: Member,
  institutionId: string,
): Promise<readonly Role[]> {
  const staffed = await isStaffed(prisma, institutionId);
  return rolesToInvite(admin.institutionId, { id: institutionId, staffed });
}

export const toAdmin = ({ turn }: Ctx): void => turn.go({ name: "admin" });

export function toPage({ turn }: Ctx, _admin: Member, page: string): false | undefined {
  if (!/^\d{1,3}$/.test(page)) return false;
  turn.go({ name: turn.screen.name, page: Number(page) });
  return undefined;
}

export function back({ t }: OpenTurn): Button[] {
  return [{ label: t("common:button.back"), action: "back" }];
}
