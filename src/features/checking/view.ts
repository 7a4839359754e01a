import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { roubles, spokenClause, spokenDate, spokenMonth } from "../../platform/texts/format.ts";
import { escapeHtml } from "../../platform/texts/texts.ts";
import { caseName } from "../cases/index.ts";
import { planLine } from "../contract/index.ts";
import { checkedBy, partLimits } from "../contract/rules/index.ts";
import {
  activitiesIn,
  dayIn,
  type Line,
  linesIn,
  type ReportSheet,
  SECTIONS,
  spentIn,
} from "../report/index.ts";
import type { Checked } from "./checked.ts";
import { changesOf, type Doubted, type Gap, gapsOf, type ReceiptMark } from "./rules.ts";

/** What a card is made of besides the month itself. */
export interface CardData {
  readonly lines: readonly Line[];
  /** Of the last report before. */
  readonly linesBefore: readonly Line[];
  readonly receipts: readonly ReceiptMark[];
  readonly doubted: readonly Doubted[];
  /** Kopecks that all reports of the contract tell of by now, this one too. */
  readonly spentInAll: number;
  /** How it came, of one that waits for its check. */
  readonly came: readonly string[];
  /** Who decided last. */
  readonly decidedBy: string | undefined;
}

const LONGEST = 240;
const SHORT = 100;
const MOST_LINES = 15;

/** "Отчёт за март 2024 года" and whose it is. */
export function titleOf(turn: OpenTurn, { month, held }: Checked): string {
  const title = turn.t("checking:title", { month: spokenMonth(month, turn.locale) });
  return `<b>${title}</b>\n${caseName(turn, held.case)}`;
}

/** The whole card: where the report stands, what it says, and what to look at. */
export function cardText(turn: OpenTurn, checked: Checked, data: CardData): string {
  const { report } = checked;
  const shown = report?.state === "filed" || report?.state === "accepted";
  return [
    titleOf(turn, checked),
    statusText(turn, checked, data),
    ...(shown
      ? [...formLines(turn, data.lines, report.content.sheet), ...moneyLines(turn, checked, data)]
      : []),
    ...(shown ? changeLines(turn, data) : []),
    ...(shown ? [gapText(turn, checked, data)] : []),
    ...commentLines(turn, checked),
    ...paymentLines(turn, checked),
  ].join("\n\n");
}

/** Where it stands, and by when it must be checked. */
function statusText(turn: OpenTurn, checked: Checked, { decidedBy, came }: CardData): string {
  const { t, locale } = turn;
  const { report, status, days, program, contract, today, called } = checked;
  const day = (at: Date | null | undefined) =>
    at ? spokenDate(dayIn(program.timeZone, at), locale) : "";
  const dates = {
    opens: spokenDate(days.opensOn, locale),
    last: spokenDate(days.lastDay, locale),
    clause: spokenClause(days.report.clause, locale),
    received: day(report?.filedAt),
    submitted: day(report?.submittedAt),
    decided: day(report?.decidedAt),
    name: decidedBy ?? t("checking:nobody"),
  };
  const lines = [t(`checking:status.${status.code}`, dates)];
  if (report?.filedAt && (status.code === "filed" || status.code === "accepted")) {
    lines.push(t(`checking:in_time.${status.late ? "no" : "yes"}`, dates));
    if (report.content.firstFiledAt !== null) lines.push(t("checking:corrected"));
    const check = checkedBy(program, contract, dayIn(program.timeZone, report.filedAt));
    if (check?.due && status.code === "filed") {
      const said = {
        date: spokenDate(check.due, locale),
        clause: spokenClause(check.clause, locale),
      };
      lines.push(t(`checking:check.${check.due < today ? "overdue" : "until"}`, said));
    }
  }
  lines.push(...came);
  if (called) lines.push(t("checking:called"));
  return lines.join("\n");
}

/** The five parts of the form; what goes along is known since the report was handed in. */
function formLines(
  { t, locale }: OpenTurn,
  lines: readonly Line[],
  sheet: ReportSheet | null,
): string[] {
  const part = (section: string, said: readonly string[]) => {
    const more = said.length - MOST_LINES;
    return [
      `<b>${t(`report:section.${section}`)}</b>`,
      ...(said.length > 0 ? said.slice(0, MOST_LINES) : [t("report:nothing_here")]),
      ...(more > 0 ? [t("checking:more", { count: more })] : []),
    ].join("\n");
  };
  return [
    part(
      "done",
      linesIn(lines, "done").map((one) => `• ${cut(one.title)}: ${cut(one.text)}`),
    ),
    part(
      "spending",
      linesIn(lines, "spending").map(
        ({ item, kopecks }) => `• ${cut(item)} – ${roubles(kopecks ?? 0, locale)}`,
      ),
    ),
    part(
      "not_done",
      linesIn(lines, "not_done").map((one) => `• ${cut(one.title)}: ${cut(one.reason)}`),
    ),
    part("results", sheet?.results ? [cut(sheet.results)] : []),
    part(
      "attachments",
      (sheet?.attachments ?? []).map(
        ({ name, count }) => `• ${t("report:paper", { name: short(name), count })}`,
      ),
    ),
  ];
}

/** What was spent against what the contract gives, and the limits of its parts (п. 10). */
function moneyLines(
  { t, locale }: OpenTurn,
  { contract, program, before }: Checked,
  { lines, linesBefore, spentInAll }: CardData,
): string[] {
  const money = (kopecks: number) => roubles(kopecks, locale);
  const given = contract.record.money.reduce((sum, one) => sum + one.kopecks * one.months, 0);
  return [
    [
      `<b>${t("checking:money")}</b>`,
      t("checking:spent.month", { sum: money(spentIn(lines)) }),
      ...(before ? [t("checking:spent.before", { sum: money(spentIn(linesBefore)) })] : []),
      t("checking:spent.all", { sum: money(spentInAll), given: money(given) }),
      ...(spentInAll > given
        ? [t("checking:spent.above", { sum: money(spentInAll - given) })]
        : []),
      ...partLimits(program, contract).map(({ part, percent, kopecks, clause }) =>
        t("checking:part", {
          name: t(`contract:part.${part}`),
          percent,
          sum: money(kopecks),
          clause: spokenClause(clause, locale),
        }),
      ),
    ].join("\n"),
  ];
}

function changeLines({ t }: OpenTurn, { linesBefore, lines }: CardData): string[] {
  const changes = changesOf(linesBefore, lines);
  return changes.length === 0
    ? []
    : [
        [
          `<b>${t("checking:changes")}</b>`,
          ...changes.map(({ title, now }) => t(`checking:change.${now}`, { title: short(title) })),
        ].join("\n"),
      ];
}

function gapText(turn: OpenTurn, { contract, period }: Checked, data: CardData): string {
  const { t } = turn;
  const activities = activitiesIn(contract.record.activities, period);
  const gaps = gapsOf(activities, data.lines, data.receipts, data.doubted);
  if (gaps.length === 0) return t("checking:no_gaps");
  return [`<b>${t("checking:gaps")}</b>`, ...gaps.map((gap) => `• ${gapLine(turn, gap)}`)].join(
    "\n",
  );
}

function gapLine({ t, locale }: OpenTurn, gap: Gap): string {
  switch (gap.kind) {
    case "activity":
      return t("checking:gap.activity", { title: short(gap.title) });
    case "no_sum":
      return t("checking:gap.no_sum", { item: short(gap.item) });
    case "no_receipt":
      return t("checking:gap.no_receipt", { count: gap.count, sum: roubles(gap.kopecks, locale) });
    case "doubted":
      return t("checking:gap.doubted", {
        item: short(gap.item),
        doubt: t(`receipts:noted.${gap.doubt}`),
      });
    case "repeated":
      return t("checking:gap.repeated", { count: gap.count });
  }
}

/** What was asked at the last return. */
function commentLines({ t }: OpenTurn, { report }: Checked): string[] {
  const comments = report?.content.comments ?? {};
  const asked = SECTIONS.flatMap((section) => {
    const text = comments[section];
    return text === undefined ? [] : [`${t(`report:section.${section}`)}: «${escapeHtml(text)}»`];
  });
  return asked.length > 0 ? [[`<b>${t("checking:asked")}</b>`, ...asked].join("\n")] : [];
}

/** What the month brings, and what was decided on it. */
export function paymentLines(turn: OpenTurn, { items, marks }: Checked): string[] {
  if (items.length === 0) return [];
  return [
    [
      `<b>${turn.t("checking:payment")}</b>`,
      ...items.map((item) =>
        planLine(
          turn,
          item,
          marks.find((mark) => mark.item === item.item),
        ),
      ),
    ].join("\n"),
  ];
}

/** For a text of its own, which escapes it. */
function short(text: string): string {
  return text.length > SHORT ? `${text.slice(0, SHORT - 1)}…` : text;
}

function cut(text: string): string {
  return escapeHtml(text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
}
