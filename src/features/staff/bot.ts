import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Database } from "../../platform/postgres/database.ts";
import type { Queue } from "../../platform/queue.ts";
import type { Feature, Handler } from "../../platform/telegram/screen.ts";
import type { OnRevoke } from "./actions.ts";
import { administratorNow, asAdministrator, MEMBERS } from "./administrator.ts";
import { directoryScreens } from "./directory.ts";
import { editingScreen } from "./editing.ts";
import { foundingScreen } from "./founding.ts";
import { renewMenu } from "./jobs.ts";
import { joiningScreens } from "./joining.ts";
import { managingScreens } from "./managing.ts";
import type { Reading } from "./store.ts";
import { mayDo } from "./tasks.ts";

export interface StaffDeps {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly queue: Queue;
  /** What other features do when a member leaves. */
  readonly onRevoke: readonly OnRevoke[];
  /** Where a new specialist or supervisor begins. */
  readonly openDesk?: Handler;
}

/** To the staff that an administrator manages. For everybody else there is no such place. */
export const openAdmin =
  (prisma: Reading): Handler =>
  async (ctx) =>
    (await administratorNow(prisma, ctx)) ? ctx.turn.go({ name: "admin" }) : false;

/** Institutions, their staff, invitations by link, and the administrator's part of the chat. */
export function staffFeature({ database, keyring, queue, onRevoke, openDesk }: StaffDeps): Feature {
  const { prisma } = database;

  return {
    name: "staff",
    screens: {
      ...joiningScreens({
        prisma,
        onJoin: renewMenu(queue),
        onwards: (role) => {
          if (mayDo(role, "manage_staff")) {
            return { label: "staff:button.manage", open: openAdmin(prisma) };
          }
          const desk = mayDo(role, "see_numbers") ? openDesk : undefined;
          return desk && { label: "staff:button.desk", open: desk };
        },
      }),
      ...managingScreens({ prisma, keyring, onRevoke }),
      ...directoryScreens(prisma),
      admin_add: foundingScreen(prisma),
      admin_edit: editingScreen(prisma),
    },
    commands: { admin: openAdmin(prisma) },
    notices: { staff_members: asAdministrator(prisma, ({ turn }) => turn.go(MEMBERS)) },
  };
}
