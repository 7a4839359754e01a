import { homeButton, type View } from "../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { spokenDate } from "../../platform/texts/format.ts";
import { figureLines, reasonList } from "./reasons-view.ts";
import type { Recheck } from "./recheck.ts";
import type { Assessment } from "./rules.ts";

/** What differs between the result that was told and the result of today. */
export function recheckView(
  turn: OpenTurn,
  before: Assessment | undefined,
  now: Assessment,
  changed: Recheck | undefined,
): View {
  const { t, locale } = turn;
  const outcome = (one: Assessment) =>
    t("eligibility-chat:recheck.told", {
      date: spokenDate(one.date, locale),
      outcome: t(`eligibility:outcome.${one.outcome}`),
    });
  const differing = now.reasons.filter(({ code }) => changed?.reasons.includes(code));
  const lines = [
    `<b>${t("eligibility-chat:title.recheck")}</b>`,
    ...(before && (changed || before.date !== now.date) ? [outcome(before)] : []),
    outcome(now),
    t(changed ? "eligibility-chat:recheck.changed" : "eligibility-chat:recheck.same"),
    ...(differing.length > 0 ? [reasonList(turn, differing)] : []),
    ...(changed?.threshold ? figureLines(turn, now) : []),
    t("eligibility:decided_by_agency"),
  ];
  return {
    text: lines.join("\n\n"),
    rows: [
      ...(changed ? [[{ label: t("eligibility-chat:button.update"), action: "update" }]] : []),
      [{ label: t("common:button.back"), action: "back" }],
      [homeButton(t)],
    ],
  };
}
