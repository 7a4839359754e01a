import type { Button, View } from "../../platform/telegram/screen.ts";
import { homeButton } from "../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { roubles, spokenClause, spokenDate } from "../../platform/texts/format.ts";
import { dueLines } from "../deadlines/index.ts";
import { measureLines } from "./measures-view.ts";
import type { Recheck } from "./recheck.ts";
import type { Assessment, CouldChange, Reason } from "./rules.ts";

/** A result is too much for one screen: the answer first, the rest behind buttons. */
const PARTS = ["summary", "reasons", "money", "dates", "changes"] as const;
type Part = (typeof PARTS)[number];

export function isPart(text: unknown): text is Part {
  return (PARTS as readonly unknown[]).includes(text);
}

/** What decides comes first. */
const WEIGHT: Readonly<Record<Reason["effect"], number>> = {
  against: 0,
  open: 1,
  prepare: 2,
  for: 3,
  note: 4,
};

export function resultView(turn: OpenTurn, assessment: Assessment, part: Part): View {
  const lines: Readonly<Record<Part, () => string[]>> = {
    summary: () => summaryLines(turn, assessment),
    reasons: () => [
      title(turn, "reasons"),
      ...reasonLines(turn, assessment.reasons),
      ...readingLines(turn, assessment),
    ],
    money: () => [title(turn, "money"), ...measureLines(turn, assessment.measures)],
    dates: () => [title(turn, "dates"), ...dueLines(turn, assessment.clocks)],
    changes: () => [title(turn, "changes"), ...changeLines(turn, assessment.couldChange)],
  };
  return { text: lines[part]().join("\n\n"), rows: rowsOf(turn, assessment, part) };
}

function summaryLines(turn: OpenTurn, assessment: Assessment): string[] {
  const { t } = turn;
  const deciding = assessment.reasons.filter(({ effect }) => WEIGHT[effect] <= WEIGHT.prepare);
  return [
    `<b>${t(`eligibility:outcome.${assessment.outcome}`)}</b>`,
    ...reasonLines(turn, deciding.length > 0 ? deciding : assessment.reasons.filter(isFor)),
    ...figureLines(turn, assessment),
    t("eligibility:decided_by_agency"),
  ];
}

/** The reasons in words, what decides first, each with its clause. */
export function reasonLines(turn: OpenTurn, reasons: readonly Reason[]): string[] {
  return reasons
    .toSorted((a, b) => WEIGHT[a.effect] - WEIGHT[b.effect])
    .map((reason) => `• ${reasonText(turn, reason)}${clauseOf(turn, reason.clause)}`);
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

function readingLines({ t }: OpenTurn, { readings }: Assessment): string[] {
  if (readings.length === 0) return [];
  const lines = readings.map(({ code }) => `• ${t(`eligibility:reading.${code}`)}`);
  return [`<b>${t("eligibility-chat:readings")}</b>`, ...lines];
}

function changeLines(turn: OpenTurn, changes: readonly CouldChange[]): string[] {
  const { t, locale } = turn;
  if (changes.length === 0) return [t("eligibility-chat:no_changes")];
  return changes.map(({ code, clause, date }) => {
    const text = t(
      `eligibility:could_change.${code}`,
      date ? { date: spokenDate(date, locale) } : {},
    );
    return `• ${text}${clauseOf(turn, clause)}`;
  });
}

function rowsOf(turn: OpenTurn, assessment: Assessment, part: Part): readonly Button[][] {
  const { t, consented } = turn;
  const others = PARTS.filter(
    (one) => one !== part && (one !== "money" || assessment.measures.length > 0),
  );
  const parts = others.map((one): Button[] => [
    { label: t(`eligibility-chat:part.${one}`), action: "part", argument: one },
  ]);
  return [
    [{ label: t("eligibility-chat:button.papers"), action: "papers" }],
    ...parts,
    [{ label: t("interview:button.change"), action: "change" }],
    consented
      ? [{ label: t("eligibility-chat:button.recheck"), action: "recheck" }]
      : [{ label: t("eligibility-chat:button.save"), action: "save" }],
    [homeButton(t)],
  ];
}

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
    title(turn, "recheck"),
    ...(before ? [outcome(before)] : []),
    outcome(now),
    t(changed ? "eligibility-chat:recheck.changed" : "eligibility-chat:recheck.same"),
    ...reasonLines(turn, differing),
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

function title({ t }: OpenTurn, part: string): string {
  return `<b>${t(`eligibility-chat:title.${part}`)}</b>`;
}

function clauseOf({ locale }: OpenTurn, clause: string | null): string {
  return clause ? ` <i>(${spokenClause(clause, locale)})</i>` : "";
}

function isFor({ effect }: Reason): boolean {
  return effect === "for";
}
