import { homeButton, noticeData, type Screen } from "../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import type { Role } from "./access.ts";
import { issueInvite } from "./actions.ts";
import {
  administratorScreen,
  back,
  INSTITUTIONS,
  invitable,
  toAdmin,
  toPage,
} from "./administrator.ts";
import { changeable, openEdit } from "./editing.ts";
import { institutionById, listInstitutions } from "./institution-store.ts";
import type { Reading } from "./store.ts";
import { institutionText, partOf } from "./view.ts";

/** The institutions, and whom an administrator may invite to each. */
export function directoryScreens(prisma: Reading): Record<string, Screen> {
  return {
    admin_invite: administratorScreen(
      prisma,
      async ({ turn }, admin) => {
        const { t, screen } = turn;
        const institution = await institutionById(prisma, String(screen.institution));
        const roles = institution ? await invitable(prisma, admin, institution.id) : [];
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
          const roles = institution ? await invitable(prisma, admin, institution.id) : [];
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

    [INSTITUTIONS.name]: administratorScreen(
      prisma,
      async ({ turn }) => {
        const { t, screen } = turn;
        const all = await listInstitutions(prisma);
        const { shown, turning } = partOf(all, screen.page, t);
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

    admin_institution: administratorScreen(
      prisma,
      async ({ turn }, admin) => {
        const { t, screen } = turn;
        const institution = await institutionById(prisma, String(screen.institution));
        const theirs = (await changeable(prisma, admin, screen.institution)) !== undefined;
        return {
          text: institution ? institutionText(turn, institution) : t("staff:not_here"),
          rows: [
            ...(theirs
              ? [
                  [{ label: t("staff:button.edit"), action: "edit" }],
                  [{ label: t("staff:button.invite"), action: "invite" }],
                ]
              : []),
            back(turn),
            [homeButton(t)],
          ],
        };
      },
      {
        edit: async (ctx, admin) => {
          const { institution } = ctx.turn.screen;
          return (await changeable(prisma, admin, institution))
            ? openEdit(ctx, institution)
            : false;
        },
        invite: ({ turn }) => turn.go({ ...turn.screen, name: "admin_invite" }),
        back: ({ turn }) => turn.go(INSTITUTIONS),
      },
    ),
  };
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
