import { type Button, homeButton, type Screen } from "../../../platform/telegram/screen.ts";
import { spokenDate, spokenMonth } from "../../../platform/texts/format.ts";
import { monthsOf, ownOf } from "../own.ts";
import type { ReportKit } from "./common.ts";

/** Every month of the contract with the status of its report. */
export function monthsScreen(kit: ReportKit): Screen {
  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t, locale } = turn;
      const own = await ownOf(kit, ctx);
      if (!own) return { text: t("report:no_contract"), rows: [[homeButton(t)]] };
      const months = await monthsOf(kit, own);
      const lines = months.map(({ month, status, days, report }) => {
        const date = spokenDate(status.code === "not_due" ? days.opensOn : days.lastDay, locale);
        const withdrawn = status.code === "not_due" && report ? "not_due_begun" : status.code;
        return `<b>${spokenMonth(month, locale)}</b>: ${t(`report:month.${withdrawn}`, { date })}`;
      });
      const begun = months.filter(({ period }) => period.from <= own.today);
      return {
        text: [t("report:months"), lines.join("\n")].join("\n\n"),
        rows: [
          ...begun.map(({ month }): Button[] => [
            { label: spokenMonth(month, locale), action: "report_of", argument: month },
          ]),
          [{ label: t("checking:button.reminders"), action: "report_reminders" }],
          [homeButton(t)],
        ],
      };
    },
  };
}
