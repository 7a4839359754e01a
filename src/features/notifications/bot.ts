import type { Database } from "../../platform/postgres/database.ts";
import { type Feature, type Handler, homeButton } from "../../platform/telegram/screen.ts";
import { type Ctx, FIRST_SCREEN } from "../../platform/telegram/turn.ts";
import { isUuid } from "../../platform/uuid.ts";
import { actAs, memberNow, membershipsOf } from "../staff/index.ts";
import { kindsFor } from "./heard-by.ts";
import { isStaffKind, type Mode, TALK_NOTICE } from "./rules.ts";
import { caseKeepers, readModes, writeMode } from "./settings-store.ts";
import { DEFAULT_MODE, nextMode, settingsView } from "./view.ts";

export interface NotificationsDeps {
  readonly database: Database;
  /** Where a push leads; each checks by itself what may be seen. The argument is a case's id. */
  readonly open: {
    readonly case: Handler;
    readonly talk: Handler;
    readonly desk: Handler;
    /** What the person of a case sees of it. */
    readonly person: Handler;
  };
}

const SETTINGS = { name: "notifications" };

/** How a member wants to hear of things, and where the buttons of what the bot says first lead. */
export function notificationsFeature({ database, open }: NotificationsDeps): Feature {
  const { prisma } = database;

  const openSettings: Handler = async (ctx) =>
    (await memberNow(prisma, ctx)) ? ctx.turn.go(SETTINGS) : false;

  const forCase =
    (handler: Handler): Handler =>
    async (ctx, caseId) => {
      if (caseId) await actForCase(prisma, ctx, caseId);
      return handler(ctx, caseId);
    };

  return {
    name: "notifications",
    screens: {
      notifications: {
        async view(ctx) {
          const { t } = ctx.turn;
          const member = await memberNow(prisma, ctx);
          if (!member) return { text: t("notifications:no_member"), rows: [[homeButton(t)]] };
          const modes = await readModes(prisma, member.id);
          return settingsView(t, kindsFor(member.role), { ...modes, ...changed(ctx) }, [
            [homeButton(t)],
          ]);
        },
        presses: {
          notification: async (ctx, kind) => {
            const member = await memberNow(prisma, ctx);
            if (!member || !isStaffKind(kind) || !kindsFor(member.role).includes(kind))
              return false;
            const mode = nextMode((await readModes(prisma, member.id))[kind] ?? DEFAULT_MODE);
            ctx.turn.go({ ...SETTINGS, kind, mode });
            ctx.turn.write((tx) => writeMode(tx, member.id, kind, mode));
          },
        },
      },
    },
    commands: {
      notifications: async (ctx, argument) => {
        // For everybody else there is no such command.
        if ((await openSettings(ctx, argument)) === false) ctx.turn.go(FIRST_SCREEN);
      },
    },
    notices: {
      told_case: forCase(open.case),
      [TALK_NOTICE]: forCase(open.talk),
      told_desk: open.desk,
      told_person: open.person,
    },
  };
}

/** Someone with several memberships acts as the one that the case belongs to. */
export async function actForCase(
  prisma: Database["prisma"],
  ctx: Ctx,
  caseId: string,
): Promise<void> {
  const keepers = isUuid(caseId) ? await caseKeepers(prisma, caseId) : undefined;
  if (!keepers) return;
  const members = await membershipsOf(prisma, ctx);
  const member =
    members.find(({ id }) => id === keepers.curatorId) ??
    members.find(({ institutionId }) => keepers.institutionIds.includes(institutionId));
  if (member) actAs(ctx.turn, member.id);
}

/** What a turn is about to write is what it shows. */
function changed({ turn: { screen } }: Ctx): Readonly<Record<string, Mode>> {
  return typeof screen.kind === "string" ? { [screen.kind]: screen.mode as Mode } : {};
}
