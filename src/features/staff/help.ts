import { described } from "../../platform/telegram/commands.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { ROLES } from "./access.ts";
import { membershipsOf } from "./member.ts";
import { commandsOf } from "./rules.ts";
import type { Reading } from "./store.ts";

/** What the help says to members: the commands of their work, and where each of their roles begins. */
export function helpForMembers(prisma: Reading) {
  return async (ctx: Ctx): Promise<string | undefined> => {
    const { t } = ctx.turn;
    const held = new Set((await membershipsOf(prisma, ctx)).map(({ role }) => role));
    if (held.size === 0) return undefined;
    const roles = ROLES.filter((role) => held.has(role));
    const commands = described(t, commandsOf(roles)).map(
      ({ command, description }) => `/${command} – ${description}`,
    );
    return [
      `<b>${t("staff:help.title")}</b>\n${commands.join("\n")}`,
      ...roles.map((role) => t(`staff:help.first.${role}`)),
    ].join("\n\n");
  };
}
