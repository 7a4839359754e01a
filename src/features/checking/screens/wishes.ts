import { homeButton, type Screen } from "../../../platform/telegram/screen.ts";
import type { CheckingDeps } from "../checked.ts";
import { nextWish } from "../rules.ts";
import { saveWish, wishOf } from "../store.ts";

/** Which reminders of their report a person wants; a press changes it. */
export function wishesScreen({ database }: Pick<CheckingDeps, "database">): Screen {
  return {
    async view({ turn }) {
      const { t, person, screen } = turn;
      if (!person) return { text: t("checking:no_reminders"), rows: [[homeButton(t)]] };
      const wish = String(screen.wish ?? (await wishOf(database.prisma, person.id)));
      const label = t("checking:button.wish", { wish: t(`checking:wish.${wish}`) });
      return {
        text: t("checking:reminders"),
        rows: [
          [{ label, action: "wish" }],
          [{ label: t("report:button.months"), action: "report_months" }],
          [homeButton(t)],
        ],
      };
    },
    presses: {
      wish: async ({ turn }) => {
        const { person } = turn;
        if (!person) return false;
        const wish = nextWish(await wishOf(database.prisma, person.id));
        turn.write((tx) => saveWish(tx, person.id, wish));
        turn.go({ name: "report_reminders", wish });
      },
    },
  };
}
