import type { Locale, Translate } from "../../platform/texts/texts.ts";
import type { IndicatorState } from "./rules/plan.ts";

export interface Wording {
  readonly t: Translate;
  readonly locale: Locale;
}

/** A value in tenths with its unit: "47", "14,9 %". */
export function figure({ locale }: Pick<Wording, "locale">, tenths: number, unit: string): string {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(tenths / 10);
  return unit === "percent" ? `${number} %` : number;
}

/** A share in whole percents with its people: "42 % (16 из 38)". */
export function shareText({ t }: Wording, have: number, of: number): string {
  return t("indicators:share", { percent: Math.round((have / of) * 100), have, of });
}

/** Fact, plan and forecast of an indicator in one line, the same in the text and in the picture. */
export function stateLine(
  wording: Wording,
  { indicator, plan, fact, of, forecast }: IndicatorState,
  small: boolean,
): string {
  const { t } = wording;
  const shown = (tenths: number) => figure(wording, tenths, indicator.unit);
  const planned =
    plan === null ? t("indicators:no_plan") : t("indicators:plan", { plan: shown(plan) });
  if (fact === null) return `${planned} ${t("indicators:no_fact")}`;
  if (small) return `${planned} ${t("indicators:small")}`;
  const counted = of
    ? `${shown(fact)} (${t("indicators:of", { have: of.part, of: of.whole })})`
    : shown(fact);
  return [
    plan === null
      ? `${counted}. ${planned}`
      : t("indicators:fact", { fact: counted, plan: shown(plan) }),
    ...(forecast === null ? [] : [t("indicators:forecast", { forecast: shown(forecast) })]),
  ].join(" ");
}
