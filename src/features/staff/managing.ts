import type { Keyring } from "../../platform/crypto/keyring.ts";
import {
  type Button,
  type Handler,
  homeButton,
  noticeData,
  type Screen,
  type View,
} from "../../platform/telegram/screen.ts";
import { type Ctx, FIRST_SCREEN, type OpenTurn } from "../../platform/telegram/turn.ts";
import { mayDo, ROLES, type Role } from "./access.ts";
import { issueInvite, type OnRevoke, revokeMember, withdrawInvite } from "./actions.ts";
import { openInvites } from "./invites.ts";
import { membershipsOf } from "./member.ts";
import { rolesToInvite } from "./rules.ts";
import {
  institutionById,
  isStaffed,
  listInstitutions,
  type Member,
  membersAt,
  type Reading,
} from "./store.ts";
import { institutionText, moment, pageOf } from "./view.ts";

const ACTING = "staff.administrator";
export const MEMBERS = { name: "admin_members" };
export const INSTITUTIONS = { name: "admin_institutions" };

export interface Managing {
  readonly prisma: Reading;
  readonly keyring: Keyring;
  readonly onRevoke: readonly OnRevoke[];
}

/** As whom the person manages staff in this update; undefined for everybody else. */
export async function administratorNow(prisma: Reading, ctx: Ctx): Promise<Member | undefined> {
  const able = (await membershipsOf(prisma, ctx)).filter(({ role }) => mayDo(role, "manage_staff"));
  const chosen = ctx.turn.slot<string | undefined>(ACTING, undefined);
  return able.find(({ id }) => id === chosen) ?? able[0];
}

type AsAdministrator<T> = (ctx: Ctx, admin: Member, argument: string) => T;

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

/** The administrator's screens: who works here, who is invited, which institutions there are. */
export function managingScreens({ prisma, keyring, onRevoke }: Managing): Record<string, Screen> {
  const screen = (
    view: AsAdministrator<View | Promise<View>>,
    presses: Record<string, AsAdministrator<ReturnType<Handler>>>,
  ): Screen => ({
    view: administratorView(prisma, view),
    presses: Object.fromEntries(
      Object.entries(presses).map(([action, press]) => [action, asAdministrator(prisma, press)]),
    ),
  });

  async function memberHere(admin: Member, id: unknown): Promise<Member | undefined> {
    const members = await membersAt(prisma, keyring, admin.institutionId);
    return members.find((one) => one.id === id);
  }

  async function invitable(admin: Member, id: string): Promise<readonly Role[]> {
    const staffed = id === admin.institutionId || (await isStaffed(prisma, id));
    return rolesToInvite(admin.institutionId, { id, staffed });
  }

  return {
    admin: screen(
      async (ctx, admin) => {
        const { t } = ctx.turn;
        const members = await membersAt(prisma, keyring, admin.institutionId);
        const counts = ROLES.map((role) => ({
          role,
          count: members.filter((one) => one.role === role).length,
        }));
        const others = (await membershipsOf(prisma, ctx)).filter(
          (one) => mayDo(one.role, "manage_staff") && one.id !== admin.id,
        );
        return {
          text: [
            t("staff:admin.title", { institution: admin.institution.name }),
            counts
              .filter(({ count }) => count > 0)
              .map(({ role, count }) => `${t(`staff:role.${role}`)}: ${count}`)
              .join("\n"),
          ].join("\n\n"),
          rows: [
            [{ label: t("staff:button.members"), action: "members" }],
            [{ label: t("staff:button.invite"), action: "invite" }],
            [{ label: t("staff:button.institutions"), action: "institutions" }],
            ...others.map(({ id, institution }) => [
              { label: institution.name, action: "switch", argument: id },
            ]),
            [homeButton(t)],
          ],
        };
      },
      {
        members: ({ turn }) => turn.go(MEMBERS),
        invite: ({ turn }, { institutionId }) =>
          turn.go({ name: "admin_invite", institution: institutionId }),
        institutions: ({ turn }) => turn.go(INSTITUTIONS),
        switch: ({ turn }, _admin, id) => turn.keep(ACTING, id),
      },
    ),

    [MEMBERS.name]: screen(
      async ({ turn }, admin) => {
        const { t, locale, now } = turn;
        const { gone, page, note } = turn.screen;
        const members = await membersAt(prisma, keyring, admin.institutionId);
        const waiting = await openInvites(prisma, now, admin.institutionId);
        const entries: Button[] = [
          ...members.map(({ id, name, role }) => ({
            label: t("staff:button.member", { name, role: t(`staff:role.${role}`) }),
            action: "member",
            argument: id,
          })),
          ...waiting.map(({ id, role, expiresAt, institution }) => ({
            label: t("staff:button.withdraw", {
              role: t(`staff:role.${role}`),
              until: moment(expiresAt, institution.timeZone, locale),
            }),
            action: "withdraw",
            argument: id,
          })),
        ];
        // What this very press has ended is still there until it is committed.
        const left = entries.filter((one) => !("argument" in one && one.argument === gone));
        const { shown, turning } = pageOf(left, Number(page ?? 0), t);
        return {
          text: [
            ...(note ? [t(`staff:admin.${note}`)] : []),
            t("staff:admin.members", { institution: admin.institution.name }),
          ].join("\n\n"),
          rows: [...shown.map((entry) => [entry]), ...turning, back(turn), [homeButton(t)]],
        };
      },
      {
        page: toPage,
        member: async ({ turn }, admin, id) => {
          if (!(await memberHere(admin, id))) return false;
          turn.go({ name: "admin_member", member: id });
        },
        withdraw: async ({ turn }, admin, id) => {
          const waiting = await openInvites(prisma, turn.now, admin.institutionId);
          if (!waiting.some((invite) => invite.id === id)) return false;
          turn.write(async (tx) => void (await withdrawInvite(tx, id, turn.now, admin.id)));
          turn.go({ ...MEMBERS, gone: id, note: "withdrawn" });
        },
        back: toAdmin,
      },
    ),

    admin_member: screen(
      async ({ turn }, admin) => {
        const { t, screen } = turn;
        const member = await memberHere(admin, screen.member);
        if (!member) return { text: t("staff:admin.no_member"), rows: [back(turn)] };
        const own = member.personId === admin.personId;
        return {
          text: [
            t("staff:admin.member", { name: member.name, role: t(`staff:role.${member.role}`) }),
            ...(own ? [t("staff:admin.yourself")] : []),
            ...(screen.sure ? [t("staff:admin.sure")] : []),
          ].join("\n\n"),
          rows: [
            ...(own
              ? []
              : screen.sure
                ? [[{ label: t("staff:button.revoke_now"), action: "revoke" }]]
                : [[{ label: t("staff:button.revoke"), action: "sure" }]]),
            back(turn),
            [homeButton(t)],
          ],
        };
      },
      {
        sure: ({ turn }) => turn.go({ ...turn.screen, sure: true }),
        revoke: async ({ turn }, admin) => {
          const member = await memberHere(admin, turn.screen.member);
          if (!turn.screen.sure || member?.personId === admin.personId) return false;
          if (!member) return turn.go(MEMBERS);
          const { id } = member;
          turn.write(async (tx) => {
            await revokeMember(tx, id, { now: turn.now, onRevoke, by: admin.id });
          });
          turn.go({ ...MEMBERS, gone: id, note: "revoked" });
        },
        back: ({ turn }) => turn.go(MEMBERS),
      },
    ),

    admin_invite: screen(
      async ({ turn }, admin) => {
        const { t, screen } = turn;
        const institution = await institutionById(prisma, String(screen.institution));
        const roles = institution ? await invitable(admin, institution.id) : [];
        return {
          text: [
            t("staff:admin.invite", { institution: institution?.name ?? "" }),
            roles
              .map((role) => `<b>${t(`staff:role.${role}`)}</b>: ${t(`staff:role_does.${role}`)}`)
              .join("\n"),
          ].join("\n\n"),
          rows: [
            ...roles.map((role) => [
              { label: t(`staff:role.${role}`), action: "role", argument: role },
            ]),
            back(turn),
            [homeButton(t)],
          ],
        };
      },
      {
        role: async (ctx, admin, argument) => {
          const { turn } = ctx;
          const institution = await institutionById(prisma, String(turn.screen.institution));
          const roles = institution ? await invitable(admin, institution.id) : [];
          const role = roles.find((one) => one === argument);
          if (!institution || !role) return false;
          const wanted = { role, institutionId: institution.id, bot: ctx.me.username };
          const { link, write } = issueInvite(wanted, turn.now, admin.id);
          turn.write(async (tx) => void (await write(tx)));
          tellLink(turn, { link, role, institution: institution.name });
          turn.go({ name: "admin" });
        },
        back: toAdmin,
      },
    ),

    [INSTITUTIONS.name]: screen(
      async ({ turn }) => {
        const { t, screen } = turn;
        const all = await listInstitutions(prisma);
        const { shown, turning } = pageOf(all, Number(screen.page ?? 0), t);
        return {
          text: [
            ...(screen.added ? [t("staff:admin.added", { name: screen.added })] : []),
            t("staff:admin.institutions", { count: all.length }),
          ].join("\n\n"),
          rows: [
            ...shown.map(({ id, name }) => [{ label: name, action: "institution", argument: id }]),
            ...turning,
            [{ label: t("staff:button.add"), action: "add" }],
            back(turn),
            [homeButton(t)],
          ],
        };
      },
      {
        page: toPage,
        institution: async ({ turn }, _admin, id) => {
          if (!(await institutionById(prisma, id))) return false;
          turn.go({ name: "admin_institution", institution: id });
        },
        add: ({ turn }) => turn.go({ name: "admin_add", field: "kind" }),
        back: toAdmin,
      },
    ),

    admin_institution: screen(
      async ({ turn }, admin) => {
        const { t, screen } = turn;
        const institution = await institutionById(prisma, String(screen.institution));
        const roles = institution ? await invitable(admin, institution.id) : [];
        return {
          text: institution ? institutionText(turn, institution) : t("staff:not_here"),
          rows: [
            ...(roles.length > 0 ? [[{ label: t("staff:button.invite"), action: "invite" }]] : []),
            back(turn),
            [homeButton(t)],
          ],
        };
      },
      {
        invite: ({ turn }) => turn.go({ ...turn.screen, name: "admin_invite" }),
        back: ({ turn }) => turn.go(INSTITUTIONS),
      },
    ),
  };
}

const toAdmin = ({ turn }: Ctx): void => turn.go({ name: "admin" });

function toPage({ turn }: Ctx, _admin: Member, page: string): false | undefined {
  if (!/^\d{1,3}$/.test(page)) return false;
  turn.go({ name: turn.screen.name, page: Number(page) });
  return undefined;
}

function back({ t }: OpenTurn): Button[] {
  return [{ label: t("common:button.back"), action: "back" }];
}

/** The link stands in a message of its own, to be passed on; nothing of ours keeps it. */
function tellLink(
  turn: OpenTurn,
  { link, role, institution }: { link: string; role: Role; institution: string },
): void {
  const { t } = turn;
  const text = t("staff:admin.link", { role: t(`staff:role.${role}`), institution, link });
  const button = { text: t("staff:button.members"), callback_data: noticeData("staff_members") };
  const payload = {
    chat_id: turn.chat,
    text,
    parse_mode: "HTML",
    link_preview_options: { is_disabled: true },
    reply_markup: { inline_keyboard: [[button]] },
  };
  turn.outgoing.push({ call: { method: "sendMessage", payload } });
}
