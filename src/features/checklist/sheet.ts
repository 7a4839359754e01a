import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { plainText, roubles, spokenClause, spokenDate } from "../../platform/texts/format.ts";
import { whenOf } from "../deadlines/index.ts";
import { type Assessment, reasonText } from "../eligibility/index.ts";
import { type ChecklistSheet, sheetWords } from "./document.ts";
import type { Marks } from "./marks.ts";
import type { Checklist, Item } from "./rules.ts";
import { isCarried, wayText } from "./view.ts";

/** A sheet is read at a desk: what decides, not everything that was looked at. */
const MOST_REASONS = 6;

/** The printed page of a result and its papers, in the person's language. */
export function sheetOf(
  turn: OpenTurn,
  assessment: Assessment,
  list: Checklist,
  marks: Marks,
): ChecklistSheet {
  const { t, locale } = turn;
  const { incomePerHead, threshold, edition, clocks } = assessment;
  const name = ({ code }: Item) => plainText(t(`checklist:paper.${code}.name`));
  const sum = (kopecks: number | null) => (kopecks === null ? "" : roubles(kopecks, locale));
  const next = clocks.find(({ owner, due }) => owner === "agency" && due !== null);
  return {
    language: locale,
    created: turn.now.toISOString(),
    date: spokenDate(assessment.date, locale),
    title: t("checklist-chat:sheet_title"),
    outcome: t(`eligibility:outcome.${assessment.outcome}`),
    reasons: assessment.reasons
      .filter(({ effect }) => effect !== "note")
      .toSorted((a, b) => Number(a.effect === "for") - Number(b.effect === "for"))
      .slice(0, MOST_REASONS)
      .map((reason) => ({
        text: plainText(reasonText(turn, reason)),
        clause: spokenClause(reason.clause ?? "–", locale),
      })),
    income: sum(incomePerHead),
    threshold: threshold.value === null ? t("checklist-chat:unknown_sum") : sum(threshold.value),
    papers: list.items
      .filter(isCarried)
      .filter(({ code }) => marks[code] !== "does_not_apply")
      .map((item) => ({
        name: name(item),
        how: plainText(t(`checklist:paper.${item.code}.how`)),
        ticked: marks[item.code] === "have",
      })),
    notNeeded: list.items.filter(({ who }) => who === "agency" || who === "nobody").map(name),
    ways: list.ways.map((way) => ({
      name: t(`checklist:way.${way.code}.name`),
      how: plainText(wayText(turn, way)),
    })),
    nextDue:
      next && edition?.confirmed
        ? `${whenOf(turn, next)} – ${t(`deadlines:clock.${next.code}`)}`
        : null,
    source: edition?.act ?? "",
    words: sheetWords(t),
  };
}
