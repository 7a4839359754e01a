import { sendChart } from "../../platform/pictures/index.ts";
import { escapeHtml, homeButton, type Screen } from "../../platform/telegram/screen.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { cohortChart, type IndicatorsDeps } from "./card.ts";
import { lookingNow, notHere, toYear, yearButtons } from "./common.ts";
import { readOutcomes } from "./outcomes-store.ts";
import { MARKS, OUTCOMES, type Share, STEPS } from "./rules/outcomes.ts";
import { isSmallShare } from "./rules/small.ts";
import { shareText } from "./wording.ts";

/** What came of those who were released in a year, and how the clocks of reports were kept. */
export function outcomesScreen(deps: IndicatorsDeps): Screen {
  async function shown(ctx: Ctx) {
    const looking = await lookingNow(deps, ctx);
    if (!looking) return undefined;
    const { scope, year, today } = looking;
    const period = { from: `${year}-01-01`, until: `${year + 1}-01-01` };
    const outcomes = await readOutcomes(deps, { institutions: scope.institutions, period, today });
    return { looking, outcomes };
  }

  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t } = turn;
      const found = await shown(ctx);
      if (!found) return notHere(turn);
      const { looking, outcomes } = found;
      const { people, cohort, medians, reports, checks } = outcomes;
      const far = looking.scope.kind === "region";
      const few = t("indicators:few");
      const share = (one: Share) => {
        if (one.of === 0) return t("indicators:not_yet");
        return far && isSmallShare(one) ? few : shareText(turn, one.have, one.of);
      };
      const name = escapeHtml(looking.scope.name);
      const count = far && people > 0 && people < 5 ? few : people;
      return {
        text: [
          `<b>${t("indicators:outcomes.title", { year: looking.year })}</b>\n${t("indicators:outcomes.of", { name, count })}`,
          ...OUTCOMES.map((outcome) =>
            [
              `<b>${t(`indicators:outcome.${outcome}`)}</b>`,
              ...MARKS.map(
                (mark) =>
                  `${t("indicators:mark", { days: mark })}: ${share(cohort[outcome][mark])}`,
              ),
            ].join("\n"),
          ),
          [
            `<b>${t("indicators:median.title")}</b>`,
            ...STEPS.map((step) => {
              const { days, of } = medians[step];
              const told = days !== null && !(far && of < 5);
              const words = told
                ? t("indicators:median.days", { days, of })
                : t(days === null ? "indicators:not_yet" : "indicators:few");
              return `${t(`indicators:median.${step}`)}: ${words}`;
            }),
          ].join("\n"),
          `${t("indicators:outcomes.reports")}: ${share(reports)}\n${t("indicators:outcomes.checks")}: ${share(checks)}`,
          t("indicators:outcomes.how"),
        ].join("\n\n"),
        rows: [
          ...(people > 0 ? [[{ label: t("indicators:button.picture"), action: "picture" }]] : []),
          ...(people > 0 && !far
            ? [[{ label: t("indicators:button.cohort"), action: "cohort" }]]
            : []),
          yearButtons(looking),
          [{ label: t("indicators:button.back"), action: "back" }],
          [homeButton(t)],
        ].filter((row) => row.length > 0),
      };
    },
    presses: {
      year: toYear,
      back: ({ turn }) => turn.go({ ...turn.screen, name: "indicators" }),
      cohort: ({ turn }) => turn.go({ ...turn.screen, name: "indicators_cohort", page: 0 }),
      async picture(ctx) {
        const found = await shown(ctx);
        if (!found || found.outcomes.people === 0) return false;
        const { scope, year } = found.looking;
        sendChart(ctx.turn, cohortChart(ctx.turn, scope, year, found.outcomes));
      },
    },
  };
}
