import type { Button, View } from "../../platform/telegram/screen.ts";
import { homeButton, inRows } from "../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { spokenDate } from "../../platform/texts/format.ts";
import { type Due, dueLines } from "../deadlines/index.ts";
import { measureLines } from "./measures-view.ts";
import { clauseOf, reasonList } from "./reasons-view.ts";
import type { Assessment, CouldChange } from "./rules.ts";
import { summaryLines } from "./summary-view.ts";
import { areOld } from "./told.ts";

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

export function resultView(turn: OpenTurn, assessment: Assessment, shown: Shown): View {
  const { part, toldOn } = shown;
  const text =
    part === "summary"
      ? summaryLines(turn, assessment, toldOn)
      : [
          `<b>${turn.t(`eligibility-chat:title.${part}`)}</b>`,
          ...partLines(turn, assessment, part),
        ];
  return { text: text.join("\n\n"), rows: rowsOf(turn, assessment, shown) };
}

function partLines(
  turn: OpenTurn,
  assessment: Assessment,
  part: Exclude<Part, "summary">,
): string[] {
  const { reasons, measures, clocks, couldChange, readings } = assessment;
  switch (part) {
    case "reasons":
      return [reasonList(turn, reasons)];
    case "money":
      return measureLines(turn, measures);
    case "own_dates":
      return [...oldRules(turn, assessment), ...dueLines(turn, clocks.filter(isOwn))];
    case "agency_dates":
      return [
        ...oldRules(turn, assessment),
        ...dueLines(
          turn,
          clocks.filter((due) => !isOwn(due)),
        ),
      ];
    case "changes":
      return changeLines(turn, couldChange);
    case "readings":
      return [readings.map(({ code }) => `• ${turn.t(`eligibility:reading.${code}`)}`).join("\n")];
  }
}

/** Said where what follows is taken from rules of an earlier day. */
function oldRules({ t, locale }: OpenTurn, { edition }: Assessment): string[] {
  if (!edition || edition.confirmed) return [];
  return [t("eligibility-chat:old_rules", { date: spokenDate(edition.code, locale) })];
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

function rowsOf(turn: OpenTurn, assessment: Assessment, { part, toldOn }: Shown): Button[][] {
  const { t, consented } = turn;
  const { measures, clocks, readings, outcome } = assessment;
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
  const papers = [{ label: t("eligibility-chat:button.papers"), action: "papers" }];
  const renew = [{ label: t("eligibility-chat:button.renew"), action: "renew" }];
  return [
    ...(areOld(toldOn, assessment.date) ? [renew] : []),
    // Papers are the next step only where there is something to hope for.
    ...(outcome === "unlikely" ? [...inRows(parts, 2), papers] : [papers, ...inRows(parts, 2)]),
    [{ label: t("home:entry.specialist"), action: "specialist" }],
    [{ label: t("interview:button.change"), action: "change" }],
    consented
      ? [{ label: t("eligibility-chat:button.recheck"), action: "recheck" }]
      : [{ label: t("eligibility-chat:button.save"), action: "save" }],
    [homeButton(t)],
  ];
}

function isOwn({ owner }: Due): boolean {
  return owner === "recipient" || owner === "both";
}
