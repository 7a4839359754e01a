import { homeButton, type Screen } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { dayAt, journal } from "../cases/index.ts";
import type { Member } from "../staff/index.ts";

/** Why someone who works with numbers looks at names. Codes, so that the journal holds no free text. */
const REASONS = ["complaint", "inspection", "absence", "mistake"] as const;
type Reason = (typeof REASONS)[number];

/** Where someone was going when they were asked. */
const WANTED = ["desk_list", "desk_search", "desk_found"] as const;

const STATED = "desk.stated";

/** Whether the member has said why today, in the membership in which they act. */
export function stated(turn: OpenTurn, member: Member): boolean {
  return turn.slot(STATED, "") === occasion(turn, member);
}

function occasion({ now }: OpenTurn, { id, institution }: Member): string {
  return `${id} ${dayAt(now, institution.timeZone)}`;
}

/** Asks why, notes it in the journal, and leads on to the list or search that was wanted. */
export function reasonScreen(memberOf: (ctx: Ctx) => Promise<Member | undefined>): Screen {
  return {
    view: ({ turn: { t } }) => ({
      text: t("desk:why"),
      rows: [
        ...REASONS.map((reason) => [
          { label: t(`desk:reason.${reason}`), action: "because", argument: reason },
        ]),
        [{ label: t("desk:button.desk"), action: "desk" }],
        [homeButton(t)],
      ],
    }),
    presses: {
      async because(ctx, reason) {
        const { turn } = ctx;
        const member = await memberOf(ctx);
        if (!member || !REASONS.includes(reason as Reason)) return false;
        turn.keep(STATED, occasion(turn, member));
        journal(turn, member.id, `search:${reason}`);
        const { next, list } = turn.screen;
        const wanted = WANTED.find((name) => name === next) ?? "desk_search";
        turn.go({ name: wanted, list, page: 0 });
      },
      desk: ({ turn }) => turn.go({ name: "desk" }),
    },
  };
}
