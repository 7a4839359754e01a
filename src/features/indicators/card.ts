import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Cohorts, PlanAndFact } from "../../platform/pictures/index.ts";
import type { Database } from "../../platform/postgres/database.ts";
import { type Plan, planOf } from "../../programs/indicators.ts";
import type { Outcomes } from "./outcomes-store.ts";
import { MARKS, OUTCOMES } from "./rules/outcomes.ts";
import { type IndicatorState, indicatorStates, type PointOnDay, pointsOf } from "./rules/plan.ts";
import { isSmallShare, smallIndicators } from "./rules/small.ts";
import type { Scope } from "./scope.ts";
import { type Counted, reachedPoints, readFacts } from "./store.ts";
import { shareText, stateLine, type Wording } from "./wording.ts";

export interface IndicatorsDeps {
  readonly database: Database;
  readonly keyring: Keyring;
}

/** Indicators of a year and control points, as a scope has them on a day. */
export interface Card {
  readonly plan: Plan;
  readonly year: number;
  readonly today: string;
  readonly states: readonly IndicatorState[];
  /** Indicators whose figures are withheld, because they leave their institutions. */
  readonly small: ReadonlySet<string>;
  readonly points: readonly PointOnDay[];
}

/**
 * @param which `main`: the indicators themselves; `all`: the results of the activities too, which say much of
 *   the same once more
 * @returns undefined when no plan of the region is in the data
 */
export async function readCard(
  { prisma }: Pick<Database, "prisma">,
  scope: Counted,
  year: number,
  today: string,
  which: "main" | "all" = "main",
): Promise<Card | undefined> {
  const plan = planOf(scope.region);
  if (!plan) return undefined;
  const indicators = which === "all" ? plan.indicators : shownOf(plan);
  const [facts, reached] = await Promise.all([
    readFacts(prisma, plan, indicators, scope, year),
    reachedPoints(prisma, plan, scope.institutions),
  ]);
  const states = indicatorStates(indicators, year, facts, today);
  return {
    ...{ plan, year, today, states },
    small: scope.kind === "region" ? smallIndicators(states) : new Set(),
    points: pointsOf(plan, year, reached, today),
  };
}

function shownOf({ indicators }: Plan): Plan["indicators"] {
  const [first] = indicators;
  return indicators.filter(({ section }) => section === first?.section);
}

/** Plan and fact of a card as a picture. */
export function cardChart(wording: Wording, scope: Scope, card: Card, day: string): PlanAndFact {
  const { t } = wording;
  return {
    kind: "plan_and_fact",
    title: t("indicators:title", { year: card.year }),
    subtitle: t("indicators:on_day", { name: scope.name, day }),
    words: {
      plan: t("indicators:word.plan"),
      fact: t("indicators:word.fact"),
      forecast: t("indicators:word.forecast"),
    },
    rows: card.states.map((state) => {
      const small = card.small.has(state.indicator.code);
      const tenths = (value: number | null) => (value === null || small ? null : value / 10);
      return {
        label: t(`indicators:name.${state.indicator.code}`),
        plan: state.plan === null ? null : state.plan / 10,
        fact: tenths(state.fact),
        forecast: tenths(state.forecast),
        shown: stateLine(wording, state, small),
      };
    }),
  };
}

/** What a cohort came to, as a picture. */
export function cohortChart(
  wording: Wording,
  scope: Scope,
  year: number,
  { people, cohort }: Outcomes,
): Cohorts {
  const { t } = wording;
  return {
    kind: "cohorts",
    title: t("indicators:outcomes.title", { year }),
    subtitle: t("indicators:outcomes.of", { name: scope.name, count: people }),
    groups: OUTCOMES.map((outcome) => ({
      label: t(`indicators:outcome.${outcome}`),
      bars: MARKS.map((mark) => {
        const { have, of } = cohort[outcome][mark];
        const told = of > 0 && !(scope.kind === "region" && isSmallShare({ have, of }));
        return {
          label: t("indicators:mark", { days: mark }),
          percent: told ? (have / of) * 100 : null,
          shown: told
            ? shareText(wording, have, of)
            : t(of > 0 ? "indicators:few" : "indicators:not_yet"),
        };
      }),
    })),
  };
}
