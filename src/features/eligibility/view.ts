import type { Button, View } from "../../platform/telegram/screen.ts";
import { homeButton } from "../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { roubles, spokenClause, spokenDate } from "../../platform/texts/format.ts";
import { type Due, dueLines } from "../deadlines/index.ts";
import { measureLines } from "./measures-view.ts";
import type { Recheck } from "./recheck.ts";
import type { Assessment, CouldChange, Reason } from "./rules.ts";
import { unknownWordings } from "./wording.ts";

/** The clock by which the agency answers an application. */
const ANSWER_CLOCK = "decision_or_check_with_notice";

/** A result is too much for one screen: the answer first, the rest behind buttons. */
const PARTS = [
  "summary",
  "reasons",
  "money",
  "own_dates",
  "agency_dates",
  "changes",
  "readings",
] as const;
type Part = (typeof PARTS)[number];

export function isPart(text: unknown): text is Part {
  return (PARTS as readonly unknown[]).includes(text);
}

export interface Shown {
  readonly part: Part;
  /** The day on which the sums were told. */
  readonly toldOn: string | undefined;
}

/** What decides comes first. */
const WEIGHT: Readonly<Record<Reason["effect"], number>> = {
  against: 0,
  open: 1,
  prepare: 2,
  for: 3,
  note: 4,
};

export function resultView(turn: OpenTurn, assessment: Assessment, shown: Shown): View {
  const { part } = shown;
  const lines = part === "summary" ? summaryLines(turn, assessment, shown) : undefined;
  const text = lines ?? [title(turn, part), ...partLines(turn, assessment, part)];
  return { text: text.join("\n\n"), rows: rowsOf(turn, assessment, part) };
}

function partLines(turn: OpenTurn, assessment: Assessment, part: Part): string[] {
  const { reasons, measures, clocks, couldChange, readings } = assessment;
  switch (part) {
    case "summary":
      return [];
    case "reasons":
      return reasonLines(turn, reasons);
    case "money":
      return measureLines(turn, measures);
    case "own_dates":
      return dueLines(turn, clocks.filter(isOwn));
    case "agency_dates":
      return dueLines(
        turn,
        clocks.filter((due) => !isOwn(due)),
      );
    case "changes":
      return changeLines(turn, couldChange);
    case "readings":
      return readings.map(({ code }) => `• ${turn.t(`eligibility:reading.${code}`)}`);
  }
}

function summaryLines(turn: OpenTurn, assessment: Assessment, { toldOn }: Shown): string[] {
  const { t, locale } = turn;
  const { outcome, reasons, unknowns, date } = assessment;
  const deciding = reasons.filter(({ effect }) => WEIGHT[effect] <= WEIGHT.prepare);
  const answered = assessment.clocks.find(({ code }) => code === ANSWER_CLOCK);
  const missing = unknownWordings(unknowns).map(
    ({ key, member }) => `– ${t(`eligibility:${key}`, { member })}`,
  );
  const oldSums = toldOn !== undefined && toldOn.slice(0, 7) !== date.slice(0, 7);
  return [
    `<b>${t(`eligibility:outcome.${outcome}`)}</b>`,
    ...figureLines(turn, assessment),
    ...(oldSums ? [t("eligibility-chat:old_sums", { date: spokenDate(toldOn, locale) })] : []),
    ...reasonLines(turn, deciding.length > 0 ? deciding : reasons.filter(isFor)),
    ...(outcome === "specialist" && missing.length > 0
      ? [[t("eligibility-chat:missing"), ...missing].join("\n")]
      : []),
    ...(answered?.due && outcome !== "unlikely"
      ? [t("eligibility-chat:answer_by", { date: spokenDate(answered.due, locale) })]
      : []),
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

function rowsOf(turn: OpenTurn, assessment: Assessment, part: Part): Button[][] {
  const { t, consented } = turn;
  const { measures, clocks, readings } = assessment;
  const empty: Readonly<Partial<Record<Part, boolean>>> = {
    money: measures.length === 0,
    own_dates: !clocks.some(isOwn),
    agency_dates: clocks.every(isOwn),
    readings: readings.length === 0,
  };
  const parts = PARTS.filter((one) => one !== part && !empty[one]).map(
    (one): Button => ({
      label: t(`eligibility-chat:part.${one}`),
      action: "part",
      argument: one,
    }),
  );
  return [
    [{ label: t("eligibility-chat:button.papers"), action: "papers" }],
    ...inPairs(parts),
    [{ label: t("home:entry.specialist"), action: "specialist" }],
    [{ label: t("interview:button.change"), action: "change" }],
    consented
      ? [{ label: t("eligibility-chat:button.recheck"), action: "recheck" }]
      : [{ label: t("eligibility-chat:button.save"), action: "save" }],
    [homeButton(t)],
  ];
}

function inPairs(buttons: readonly Button[]): Button[][] {
  return buttons.flatMap((button, at) => {
    const next = buttons[at + 1];
    return at % 2 === 0 ? [next ? [button, next] : [button]] : [];
  });
}

function isOwn({ owner }: Due): boolean {
  return owner === "recipient" || owner === "both";
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
    ...(before && (changed || before.date !== now.date) ? [outcome(before)] : []),
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
