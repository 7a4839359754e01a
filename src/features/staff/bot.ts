import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Database } from "../../platform/postgres/database.ts";
import type { Feature, Handler } from "../../platform/telegram/screen.ts";
import type { OnRevoke } from "./actions.ts";
import { foundingScreen } from "./founding.ts";
import { joiningScreens } from "./joining.ts";
import { administratorNow, asAdministrator, MEMBERS, managingScreens } from "./managing.ts";

export interface StaffDeps {
  readonly database: Database;
  readonly keyring: Keyring;
  /** What other features do when a member leaves. */
  readonly onRevoke: readonly OnRevoke[];
  /** Where a new specialist or supervisor begins. */
  readonly openDesk?: Handler;
}

/** Institutions, their staff, invitations by link, and the administrator's part of the chat. */
export function staffFeature({ database, keyring, onRevoke, openDesk }: StaffDeps): Feature {
  const { prisma } = database;

  // For everybody else the command does not exist: they see where they are.
  const openAdmin: Handler = async (ctx) =>
    (await administratorNow(prisma, ctx)) ? ctx.turn.go({ name: "admin" }) : false;

  return {
    name: "staff",
    screens: {
      ...joiningScreens({
        prisma,
        onwards: (role) =>
          role === "administrator"
            ? { label: "staff:button.manage", open: openAdmin }
            : openDesk && { label: "staff:button.desk", open: openDesk },
      }),
      ...managingScreens({ prisma, keyring, onRevoke }),
      admin_add: foundingScreen(prisma),
    },
    commands: { admin: openAdmin },
    notices: { staff_members: asAdministrator(prisma, ({ turn }) => turn.go(MEMBERS)) },
  };
}
