import type { DocumentMakers } from "../../platform/telegram/delivery.ts";
import type { Feature, Handler } from "../../platform/telegram/screen.ts";
import type { Texts } from "../../platform/texts/texts.ts";
import { mayDo, memberById } from "../staff/index.ts";
import type { IndicatorsDeps } from "./card.ts";
import { cohortScreen } from "./cohort-screen.ts";
import { HALF_YEAR_DOCUMENT, type HalfYearOrder, lookingNow } from "./common.ts";
import { dashboardScreen } from "./dashboard.ts";
import { halfYearSheet, halfYearXlsx } from "./half-year-file.ts";
import { missingScreen, rowsScreen } from "./lists.ts";
import { outcomesScreen } from "./outcomes-screen.ts";
import { pointsScreen } from "./points.ts";
import { readHalfYear } from "./rules/half-year.ts";
import { scopeOf } from "./scope.ts";

/** To the indicators of one's institution; for everybody else there is no such place. */
export const openIndicators =
  (deps: IndicatorsDeps): Handler =>
  async (ctx) =>
    (await lookingNow(deps, ctx)) ? ctx.turn.go({ name: "indicators" }) : false;

/** Plan against fact, control points, what came of those released, and the half-yearly information. */
export function indicatorsFeature(deps: IndicatorsDeps): Feature {
  const open = openIndicators(deps);
  return {
    name: "indicators",
    screens: {
      indicators: dashboardScreen(deps),
      indicators_rows: rowsScreen(deps),
      indicators_missing: missingScreen(deps),
      indicators_points: pointsScreen(deps),
      indicators_outcomes: outcomesScreen(deps),
      indicators_cohort: cohortScreen(deps),
    },
    commands: { indicators: open },
    notices: {
      told_control_point: async (ctx, argument) => {
        const opened = await open(ctx, argument);
        return opened === false ? false : ctx.turn.go({ name: "indicators_points" });
      },
      told_half_year: open,
    },
  };
}

/** What is made when it is sent: whoever ordered it must still be allowed to. */
export function indicatorsDocuments(
  deps: IndicatorsDeps & { readonly texts: Texts },
): DocumentMakers {
  const { prisma } = deps.database;
  return {
    [HALF_YEAR_DOCUMENT]: async (data) => {
      const { memberId, half: code, today, locale } = data as HalfYearOrder;
      const member = await memberById(prisma, deps.keyring, memberId);
      const half = readHalfYear(code);
      if (!half) throw new Error(`${code} is no half-year`);
      const wording = { t: deps.texts.for(locale), locale };
      // Somebody who left meanwhile gets a file without figures.
      const scope =
        member && mayDo(member.role, "see_numbers")
          ? await scopeOf(prisma, member, locale)
          : { kind: "institution" as const, region: "", institutions: [], name: "" };
      return halfYearXlsx(wording, half, await halfYearSheet(deps, wording, scope, half, today));
    },
  };
}
