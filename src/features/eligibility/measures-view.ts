import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { roubles, spokenClause } from "../../platform/texts/format.ts";
import type { MeasureAnswer, Money } from "./measures.ts";

/** The measures with their terms and money, the wanted one first. */
export function measureLines(turn: OpenTurn, measures: readonly MeasureAnswer[]): string[] {
  const { t, locale } = turn;
  return measures
    .toSorted((a, b) => Number(b.wanted) - Number(a.wanted))
    .map((measure) => {
      const { code, wanted, open, maxTermMonths, money, clause } = measure;
      const term =
        maxTermMonths === null
          ? t("eligibility:term.unknown")
          : t("eligibility:term.months", { count: maxTermMonths });
      return [
        `<b>${t(`eligibility:measure.${code}.name`)}</b> <i>(${spokenClause(clause, locale)})</i>`,
        ...(wanted ? [t("eligibility:measure.wanted")] : []),
        ...(open === "no" ? [t("eligibility:measure.not_open")] : []),
        ...(open === "unknown" ? [t("eligibility:measure.open_unknown")] : []),
        t(`eligibility:measure.${code}.about`),
        term,
        ...(money ?? []).map((one) => `• ${moneyText(turn, one)}`),
        ...(money === null ? [`• ${t("eligibility:amount.unknown")}`] : []),
      ].join("\n");
    });
}

function moneyText({ t, locale }: OpenTurn, money: Money): string {
  const { code, kind, months, upTo, amount, parts } = money;
  const sum =
    amount === null
      ? t("eligibility:amount.unknown")
      : t(`eligibility:amount.${kind === "monthly" ? "monthly" : upTo ? "once_up_to" : "once"}`, {
          amount: roubles(amount, locale),
        });
  const length =
    months === null
      ? ""
      : `, ${t(`eligibility:amount.${upTo ? "up_to_months" : "for_months"}`, { count: months })}`;
  const limited = parts.map(
    (part) =>
      `; ${t(`eligibility:money_part.${part.code}`, { amount: roubles(part.upTo, locale) })}`,
  );
  return `${t(`eligibility:money.${code}`)}: ${sum}${length}${limited.join("")}`;
}
