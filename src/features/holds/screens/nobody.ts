import { type Button, homeButton, type Screen } from "../../../platform/telegram/screen.ts";
import { isUuid } from "../../../platform/uuid.ts";
import { openBeds, showOnMap } from "../../beds/index.ts";
import type { HoldDeps } from "../deps.ts";
import { bedOf } from "../draft.ts";
import { whereText } from "../wording.ts";

export const NOBODY = "hold_nobody";

/** Nobody of this shelter works in the bot: a request would be read by nobody, so the way there is said. */
export function nobodyScreen(deps: HoldDeps): Screen {
  return {
    async view({ turn }) {
      const { t, screen } = turn;
      const unitId = String(screen.unit);
      const bed = isUuid(unitId) ? await bedOf(deps, unitId) : undefined;
      const button = (action: string): Button[] => [{ label: t(`holds:button.${action}`), action }];
      return {
        text: [t("holds:nobody"), ...(bed ? [whereText(turn, bed.place)] : [])].join("\n\n"),
        rows: [...(bed ? [button("map")] : []), button("beds"), [homeButton(t)]],
      };
    },
    presses: {
      map: async ({ turn }) => {
        const unitId = String(turn.screen.unit);
        const bed = isUuid(unitId) ? await bedOf(deps, unitId) : undefined;
        if (!bed) return false;
        showOnMap(turn, bed.place);
      },
      beds: (ctx, argument) => {
        const { caseId } = ctx.turn.screen;
        return caseId ? ctx.turn.go({ name: "case_hold", id: caseId }) : openBeds(ctx, argument);
      },
    },
  };
}
