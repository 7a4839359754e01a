import type { Keyring } from "../../platform/crypto/keyring.ts";
import { type Button, homeButton, type Screen } from "../../platform/telegram/screen.ts";
import { ROLES } from "./access.ts";
import { type OnRevoke, revokeMember, withdrawInvite } from "./actions.ts";
import {
  ACTING,
  administratorScreen,
  back,
  INSTITUTIONS,
  MEMBERS,
  toAdmin,
  toPage,
} from "./administrator.ts";
import { openInvites } from "./invites.ts";
import { membershipsOf } from "./member.ts";
import { type Member, membersAt, type Reading } from "./store.ts";
import { mayDo } from "./tasks.ts";
import { moment, partOf } from "./view.ts";

export interface Managing {
  readonly prisma: Reading;
  readonly keyring: Keyring;
  readonly onRevoke: readonly OnRevoke[];
}

/** The administrator's part of the chat: who works here, who is invited, whose access ends. */
export function managingScreens({ prisma, keyring, onRevoke }: Managing): Record<string, Screen> {
  async function memberHere(admin: Member, id: unknown): Promise<Member | undefined> {
    const members = await membersAt(prisma, keyring, admin.institutionId);
    return members.find((one) => one.id === id);
  }

  return {
    admin: administratorScreen(
      prisma,
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
            [{ label: t("staff:button.own_institution"), action: "own" }],
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
        own: ({ turn }, { institutionId }) =>
          turn.go({ name: "admin_institution", institution: institutionId }),
        institutions: ({ turn }) => turn.go(INSTITUTIONS),
        switch: ({ turn }, _admin, id) => turn.keep(ACTING, id),
      },
    ),

    [MEMBERS.name]: administratorScreen(
      prisma,
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
        const { shown, turning } = partOf(left, page, t);
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

    admin_member: administratorScreen(
      prisma,
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
  };
}
