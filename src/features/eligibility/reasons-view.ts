import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { roubles, spokenClause, spokenDate } from "../../platform/texts/format.ts";
import type { Assessment, Reason } from "./rules.ts";

/** What decides comes first. */
export const WEIGHT: Readonly<Record<Reason["effect"], number>> = {
  against: 0,
  open: 1,
  prepare: 2,
  for: 3,
  note: 4,
};

/** The reasons in words, what decides first, each with its clause. */
export function reasonList(turn: OpenTurn, reasons: readonly Reason[]): string {
  return reasons
    .toSorted((a, b) => WEIGHT[a.effect] - WEIGHT[b.effect])
    .map((reason) => `• ${reasonText(turn, reason)}${clauseOf(turn, reason.clause)}`)
    .join("\n");
}

export function reasonText({ t, locale }: OpenTurn, { code, truth, values }: Reason): string {
  const told = Object.entries(values).map(([name, value]) => {
    const isDay = typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
    const isSum = name === "income" || name === "threshold";
    if (isDay) return [name, spokenDate(value, locale)];
    return [name, isSum && typeof value === "number" ? roubles(value, locale) : value];
  });
  return t(`eligibility:reason.${code}.${truth}`, Object.fromEntries(told));
}

/** The person's own figure and what it is compared with, or that none is known. */
export function figureLines(turn: OpenTurn, { incomePerHead, threshold }: Assessment): string[] {
  const { t, locale } = turn;
  const income =
    incomePerHead === null
      ? t("eligibility:income.unknown")
      : t("eligibility:income.figure", { income: roubles(incomePerHead, locale) });
  const compared =
    threshold.value === null
      ? t(`eligibility:threshold.missing_${threshold.missing ?? "value"}`)
      : t("eligibility:threshold.value", {
          threshold: roubles(threshold.value, locale),
          source: threshold.source,
        });
  return [`${income}\n${compared}`];
}

export function clauseOf({ locale }: OpenTurn, clause: string | null): string {
  return clause ? ` <i>(${spokenClause(clause, locale)})</i>` : "";
}
