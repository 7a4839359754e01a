import type { Feature, Handler } from "../../platform/telegram/screen.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { spokenDate, spokenMonth } from "../../platform/texts/format.ts";
import { draftOf } from "./draft.ts";
import type { ReportDeps, ReportLinks } from "./links.ts";
import { monthsOf, ownOf } from "./own.ts";
import { monthToReport } from "./rules/months.ts";
import { personMay } from "./rules/status.ts";
import { activityScreens } from "./screens/activities.ts";
import { REPORT, REVIEW } from "./screens/common.ts";
import { costScreens } from "./screens/cost.ts";
import { handingInScreens } from "./screens/handing-in.ts";
import { monthsScreen } from "./screens/months.ts";
import { overviewScreen } from "./screens/overview.ts";
import { paperScreens } from "./screens/papers.ts";
import { resultsScreen } from "./screens/results.ts";
import { reviewScreen } from "./screens/review.ts";
import { spendingScreens } from "./screens/spending.ts";

/** The monthly report as its person fills it in, hands it in and corrects it. */
export function reportFeature(deps: ReportDeps, links: ReportLinks = {}): Feature {
  const kit = { ...deps, links };
  const open = openReport(deps);
  return {
    name: "report",
    screens: {
      [REPORT]: overviewScreen(kit),
      report_months: monthsScreen(kit),
      ...activityScreens(kit),
      ...spendingScreens(kit),
      ...costScreens(kit),
      report_results: resultsScreen(kit),
      ...paperScreens(kit),
      [REVIEW]: reviewScreen(kit),
      ...handingInScreens(kit),
    },
    presses: {
      report_of: async (ctx, month) => {
        if (!(await draftOf(deps, ctx, month))) return false;
        ctx.turn.go({ name: REPORT, month });
      },
      report_months: ({ turn }) => turn.go({ name: "report_months" }),
    },
    commands: { report: open },
    notices: { told_report: open },
  };
}

/** To the report that waits for the person. The argument may name a report of theirs by its id. */
export const openReport =
  (deps: ReportDeps): Handler =>
  async (ctx, argument) => {
    const own = await ownOf(deps, ctx);
    const months = own ? await monthsOf(deps, own) : [];
    const named = months.find(({ report }) => report && report.id === argument);
    const shown = named ?? (own && monthToReport(months, own.today));
    ctx.turn.go(shown ? { name: REPORT, month: shown.month } : { name: "report_months" });
  };

/** "Отчёт за май 2024 года" for the first screen; undefined for whoever has no report to give. */
export const reportEntry =
  (deps: ReportDeps) =>
  async (ctx: Ctx): Promise<string | undefined> => {
    const own = await ownOf(deps, ctx);
    const shown = own && monthToReport(await monthsOf(deps, own), own.today);
    const { t, locale } = ctx.turn;
    return shown && t("report:title", { month: spokenMonth(shown.month, locale) });
  };

/** The report that waits for the person on one line, for the screen of their contract. */
export const reportLine =
  (deps: ReportDeps) =>
  async (
    ctx: Ctx,
  ): Promise<{ readonly text: string; readonly until: string | null } | undefined> => {
    const own = await ownOf(deps, ctx);
    const shown = own && monthToReport(await monthsOf(deps, own), own.today);
    if (!shown) return undefined;
    const { t, locale } = ctx.turn;
    const { month, status, days } = shown;
    const last = { date: spokenDate(days.lastDay, locale) };
    const title = t("report:title", { month: spokenMonth(month, locale) });
    const opens = { date: spokenDate(days.opensOn, locale) };
    const state =
      status.code === "not_due"
        ? `${t("report:month.not_due", opens)}, ${t("report:month.open", last)}`
        : t(`report:month.${status.code}`, last);
    const counting = days.lastDay >= own.today && status.code !== "submitted";
    const waits = status.code === "not_due" || personMay(status.code, "submit");
    return { text: `${title}: ${state}`, until: waits && counting ? days.lastDay : null };
  };
