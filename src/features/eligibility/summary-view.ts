import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { spokenDate } from "../../platform/texts/format.ts";
import { figureLines, reasonList, WEIGHT } from "./reasons-view.ts";
import type { Assessment } from "./rules.ts";
import { areOld } from "./told.ts";
import { unknownWordings } from "./wording.ts";

/** The clock by which the agency answers an application. */
const ANSWER_CLOCK = "decision_or_check_with_notice";

/**
 * The answer at a glance: outcome, figure and threshold, what decides, what comes next.
 *
 * @param toldOn the day on which the sums were told, "YYYY-MM-DD"
 */
export function summaryLines(
  turn: OpenTurn,
  assessment: Assessment,
  toldOn: string | undefined,
): string[] {
  const { t, locale } = turn;
  const { outcome, reasons, unknowns, date, incomePerHead } = assessment;
  // Where something speaks against it the questions may have ended early: what was not asked is not told.
  const against = reasons.some(({ effect }) => effect === "against");
  const deciding = reasons.filter(({ code, effect }) =>
    against
      ? effect === "against" || code.startsWith("edition_")
      : WEIGHT[effect] <= WEIGHT.prepare,
  );
  const answered = assessment.clocks.find(({ code }) => code === ANSWER_CLOCK);
  const missing = unknownWordings(unknowns).map(
    ({ key, member }) => `– ${t(`eligibility:${key}`, { member })}`,
  );
  return [
    `<b>${t(`eligibility:outcome.${outcome}`)}</b>`,
    ...(against && incomePerHead === null ? [] : figureLines(turn, assessment)),
    ...(areOld(toldOn, date)
      ? [t("eligibility-chat:old_sums", { date: spokenDate(toldOn, locale) })]
      : []),
    reasonList(
      turn,
      deciding.length > 0 ? deciding : reasons.filter(({ effect }) => effect === "for"),
    ),
    ...(outcome === "specialist" && !against && missing.length > 0
      ? [[t("eligibility-chat:missing"), ...missing].join("\n")]
      : []),
    ...(answered?.due && !against && assessment.edition?.confirmed
      ? [t("eligibility-chat:answer_by", { date: spokenDate(answered.due, locale) })]
      : []),
    t(`eligibility-chat:next.${outcome}`),
    t("eligibility:decided_by_agency"),
  ];
}
