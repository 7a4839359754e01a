import { homeButton, type Screen } from "../../../platform/telegram/screen.ts";
import { type CaseDeps, caseForMember } from "../reach.ts";
import { idOf, missingView, onCase, toCard, toCardButton } from "./common.ts";
import { askWords } from "./words.ts";

/** The statuses that the table allows next; then why. */
export function statusScreen(deps: CaseDeps): Screen {
  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t } = turn;
      const held = await caseForMember(deps, ctx, idOf(turn), "set_status");
      if (!held) return missingView(turn);
      const { version, status } = held.case;
      return {
        text: t("cases:choose_status", { status: t(`cases:status.${status}`) }),
        rows: [
          ...(held.next ?? []).map((next) => [
            {
              label: t(`cases:status.${next}`),
              action: "to",
              argument: `${version.toString(36)}.${next}`,
            },
          ]),
          [toCardButton(turn)],
          [homeButton(t)],
        ],
      };
    },
    presses: {
      card: toCard,
      to: onCase(deps, "set_status", ({ turn }, held, to) =>
        held.next?.some((next) => next === to) ? askWords(turn, held, "status", { to }) : false,
      ),
    },
  };
}
