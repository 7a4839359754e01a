import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { roubles, spokenClause, spokenDate, spokenMonth } from "../../platform/texts/format.ts";
import { escapeHtml } from "../../platform/texts/texts.ts";
import type { PaymentMark } from "./marks.ts";
import type { PlanItem } from "./rules/index.ts";

/** One payment of the plan: what it is, the sum, and where it stands. */
export function planLine(turn: OpenTurn, item: PlanItem, mark: PaymentMark | undefined): string {
  const { t, locale } = turn;
  const [, number = "1"] = item.item.split("/");
  const name = t(`eligibility:money.${item.payment}`);
  const head = `${number === "1" ? name : t("contract:plan.again", { name, number })}: ${roubles(item.kopecks, locale)}`;
  return `${head}. ${stateText(turn, item, mark)}`;
}

function stateText(turn: OpenTurn, item: PlanItem, mark: PaymentMark | undefined): string {
  const { t, locale } = turn;
  const cited = (clause: string) => ` <i>(${spokenClause(clause, locale)})</i>`;
  const clauses = cited(item.clauses.join(", "));
  if (mark?.state === "paid") {
    const date = spokenDate(mark.paidOn ?? "", locale);
    return t("contract:plan.paid", { date }) + cited(mark.clause ?? "");
  }
  if (mark?.state === "refused") {
    const reason = mark.reason === null ? "" : `: ${escapeHtml(mark.reason)}`;
    return t("contract:plan.refused") + reason + cited(mark.clause ?? "");
  }
  const days = daysText(turn, item);
  if (mark?.state === "granted") {
    return [t("contract:plan.granted"), ...days].join(" ") + clauses;
  }
  const { dependsOn } = item;
  switch (dependsOn.kind) {
    case "none":
      return (days.join(" ") || t("contract:plan.unknown")) + clauses;
    case "event":
      return t(`contract:plan.waits.${dependsOn.event}`) + clauses;
    case "report": {
      const month = spokenMonth(dependsOn.month, locale);
      const after = item.afterEnd ? [t("contract:plan.after_end")] : [];
      return [t("contract:plan.report", { month }), ...days, ...after].join(" ") + clauses;
    }
    case "unknown":
      return t("contract:plan.unknown") + clauses;
  }
}

/** Two days where the texts of the law differ: both are told. */
function daysText({ t, locale }: OpenTurn, { days }: PlanItem): string[] {
  const dates = [...new Set(days.flatMap(({ due }) => due ?? []))];
  if (dates.length === 0) return [];
  const list = dates.map((date) => spokenDate(date, locale)).join(" / ");
  return [t("contract:plan.by", { date: list })];
}
