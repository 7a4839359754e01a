import {
  type Button,
  type Handler,
  homeButton,
  type Screen,
  type View,
} from "../../platform/telegram/screen.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import type { Role } from "./access.ts";
import { acceptInvite, type OnJoin } from "./actions.ts";
import { institutionById } from "./institution-store.ts";
import { type Invite, inviteById, inviteByToken } from "./invites.ts";
import { actAs } from "./member.ts";
import { readName } from "./rules.ts";
import type { Reading } from "./store.ts";

const NAME = "staff.name";
const GONE = { name: "staff_invite_gone" };

/** Opens an invitation by the token of its link. A link that leads nowhere tells nothing of why. */
export const openInvite =
  (prisma: Reading): Handler =>
  async ({ turn }, token) => {
    const invite = await inviteByToken(prisma, token, turn.now);
    turn.keep(NAME, undefined);
    turn.go(invite ? { name: "staff_invite", invite: invite.id } : GONE);
  };

export interface Joining {
  readonly prisma: Reading;
  readonly onJoin: OnJoin;
  /** Where a new member goes on: to their desk, or to the staff that they manage. */
  readonly onwards: (role: Role) => { readonly label: string; readonly open: Handler } | undefined;
}

/** From the link to the membership: who invites, the name that people will see, consent. */
export function joiningScreens({ prisma, onJoin, onwards }: Joining): Record<string, Screen> {
  const invited = ({ turn }: Ctx): Promise<Invite | undefined> =>
    inviteById(prisma, String(turn.screen.invite), turn.now);

  /** The view of an invitation that is still open; the sentence for all others. */
  const whileOpen =
    (view: (ctx: Ctx, invite: Invite) => View): Screen["view"] =>
    async (ctx) => {
      const invite = await invited(ctx);
      return invite ? view(ctx, invite) : goneView(ctx);
    };

  return {
    staff_invite: {
      view: whileOpen(({ turn: { t, screen } }, { role, institution }) => ({
        text: [
          ...(screen.again ? [t("staff:join.not_a_name")] : []),
          t("staff:join.invited", { role: t(`staff:role.${role}`), institution: institution.name }),
          t("staff:join.ask_name"),
        ].join("\n\n"),
        rows: [[homeButton(t)]],
      })),
      text: async (ctx, text) => {
        const { turn } = ctx;
        const invite = await invited(ctx);
        if (!invite) return turn.go(GONE);
        const name = readName(text);
        if (!name) return turn.go({ name: "staff_invite", invite: invite.id, again: true });
        turn.keep(NAME, name);
        turn.go({ name: "staff_consent", invite: invite.id });
      },
    },
    staff_consent: {
      view: whileOpen(({ turn }) => {
        const { t } = turn;
        return {
          text: [
            t("staff:join.your_name", { name: turn.slot(NAME, "") }),
            t("staff:join.consent"),
          ].join("\n\n"),
          rows: [
            [{ label: t("staff:button.agree"), action: "agree" }],
            [{ label: t("staff:button.other_name"), action: "rename" }],
            [homeButton(t)],
          ],
        };
      }),
      presses: {
        agree: async (ctx) => {
          const { turn } = ctx;
          const invite = await invited(ctx);
          const name = readName(turn.slot(NAME, ""));
          if (!invite || !name) return turn.go(GONE);
          actAs(turn, acceptInvite(turn, invite, name, onJoin));
          turn.keep(NAME, undefined);
          const { role, institution } = invite;
          turn.go({ name: "staff_welcome", role, institution: institution.id });
        },
        rename: ({ turn }) => turn.go({ ...turn.screen, name: "staff_invite" }),
      },
    },
    staff_welcome: {
      view: async ({ turn: { t, screen } }) => {
        const institution = await institutionById(prisma, String(screen.institution));
        const next = onwards(screen.role as Role);
        const rows: Button[][] = next ? [[{ label: t(next.label), action: "onwards" }]] : [];
        return {
          text: t("staff:join.welcome", {
            role: t(`staff:role.${screen.role}`),
            institution: institution?.name ?? "",
          }),
          rows: [...rows, [homeButton(t)]],
        };
      },
      presses: {
        onwards: (ctx) => onwards(ctx.turn.screen.role as Role)?.open(ctx, "") ?? false,
      },
    },
    [GONE.name]: { view: goneView },
  };
}

function goneView({ turn: { t } }: Ctx): View {
  return { text: t("staff:join.gone"), rows: [[homeButton(t)]] };
}
